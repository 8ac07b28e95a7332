using System.ComponentModel;
using System.Diagnostics;

namespace Scrutiny.Cli.Verbs.Run;

/// <summary>Sees that charts can be had as PNG: finds <c>rsvg-convert</c>, or installs it as root on Debian and its kin. Nothing else waits for it.</summary>
internal static class PictureProgram
{
    private const string Name = "rsvg-convert";
    private static readonly string[] Packages = ["librsvg2-bin", "fonts-liberation"];

    /// <summary>Ends when it is there or cannot be had, which is said in one sentence; the web processes look for it at each picture.</summary>
    public static async Task EnsureAsync(Action<string> say, CancellationToken cancellationToken)
    {
        if (IsThere())
        {
            return;
        }

        var command = $"apt-get install {string.Join(' ', Packages)}";
        if (Environment.IsPrivilegedProcess && File.Exists("/usr/bin/apt-get"))
        {
            say($"Installing {Name} with apt-get, for charts as PNG.");
            await AptAsync(["update", "-q"], cancellationToken);
            if (await AptAsync(["install", "-y", "-q", .. Packages], cancellationToken) == 0 && IsThere())
            {
                return;
            }
        }

        say($"Charts as PNG need {Name}, which was not found; install it with: sudo {command}. All else works.");
    }

    private static bool IsThere() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, Name)));

    private static async Task<int> AptAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("apt-get", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            await Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancellationToken), process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }
        catch (Win32Exception)
        {
            return 127;
        }
    }
}
