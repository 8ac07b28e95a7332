using System.Diagnostics;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Cli;

/// <summary>The command line as a process, as a person runs it.</summary>
internal static class Program
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Scrutiny.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SCRUTINY_HOME"] = Repository.Root;
        using var process = Process.Start(start)!;
        using var ending = new CancellationTokenSource(Deadline);
        var output = process.StandardOutput.ReadToEndAsync(ending.Token);
        var errors = process.StandardError.ReadToEndAsync(ending.Token);
        await process.WaitForExitAsync(ending.Token);
        return (process.ExitCode, await output, await errors);
    }
}
