using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Scrutiny.Tests.Mailing;

/// <summary>A real SMTP server on loopback (Debian: python3-aiosmtpd), which keeps what it takes.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly Process process;
    private readonly DirectoryInfo folder;

    private SmtpServer(Process process, DirectoryInfo folder, int port) => (this.process, this.folder, Port) = (process, folder, port);

    public int Port { get; }

    /// <summary>The mails, the first first; the head and an empty line before each text.</summary>
    public IReadOnlyList<string> Mails => [.. folder.GetFiles("*.txt").OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => File.ReadAllText(file.FullName).ReplaceLineEndings("\n"))];

    /// <summary>A port that nobody listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts one that takes any mail; or, with a certificate and its key in a file and a password, only over TLS and from who signs in as <c>scrutiny</c>.</summary>
    public static async Task<SmtpServer> StartAsync(params string[] certificateAndPassword)
    {
        var (folder, port) = (Directory.CreateTempSubdirectory("scrutiny-mail-"), FreePort());
        var script = Path.Combine(TestContext.CurrentContext.TestDirectory, "Mailing", "Files", "smtp.py");
        // Debian's own: what else is called python3 may not have the package.
        var start = new ProcessStartInfo("/usr/bin/python3", [script, port.ToString(System.Globalization.CultureInfo.InvariantCulture), folder.FullName, .. certificateAndPassword]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        if (await process.StandardOutput.ReadLineAsync() != "ready")
        {
            throw new InvalidOperationException($"The SMTP server did not start; it needs python3-aiosmtpd (apt-get install python3-aiosmtpd): {await process.StandardError.ReadToEndAsync()}");
        }

        return new SmtpServer(process, folder, port);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }
}
