using System.ComponentModel;
using System.Diagnostics;

namespace Scrutiny.Database;

/// <summary>Runs a program to its end, as another user where root asks for that.</summary>
internal static class PrivateClusterCommand
{
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string? user, string program, IEnumerable<string> arguments, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The caller's own folder may be closed to the other user.
            WorkingDirectory = "/",
        };
        // Messages are searched for words, so they must not be translated.
        start.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        // PostgreSQL's own variables would turn the server and its programs towards another cluster.
        foreach (var name in start.Environment.Keys.Where(x => x.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        if (user is not null)
        {
            // The runtime sets the user's own supplementary groups as well, and drops root's.
            start.UserName = user;
            start.Environment["HOME"] = "/";
        }

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return (process.ExitCode, (await output.ConfigureAwait(false) + await errors.ConfigureAwait(false)).Trim());
        }
        catch (Win32Exception fault)
        {
            return (127, fault.Message);
        }
    }
}
