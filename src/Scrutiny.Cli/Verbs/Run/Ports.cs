using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Scrutiny.Cli.Verbs.Run;

/// <summary>The addresses of the processes.</summary>
internal static class Ports
{
    // Processes of a supervisor that was killed end by themselves, and need a moment for it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    /// <exception cref="SentenceException">Another program keeps one of them.</exception>
    public static async Task UntilFreeAsync(IEnumerable<int> ports, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var port in ports)
        {
            while (!IsFree(port))
            {
                if (Stopwatch.GetElapsedTime(started) > Patience)
                {
                    throw SentenceException.Refused($"Port {port} is in use by another program; stop that, or choose others with --port.");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException fault) when (fault.SocketErrorCode == SocketError.AccessDenied)
        {
            throw SentenceException.Refused($"Port {port} may only be used by root; choose one above 1023 with --port.", fault);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
