using System.Diagnostics;

namespace Scrutiny.BrowserTests;

/// <summary>The program as a person calls it.</summary>
internal static class CommandLine
{
    /// <summary>How a verb is started, with its output to be read.</summary>
    /// <param name="home">The folder that holds <c>dashboards/</c>.</param>
    /// <param name="arguments">The verb and what follows it.</param>
    public static ProcessStartInfo Start(string home, params string[] arguments)
    {
        // Programs stand beside each other: …/bin/Scrutiny.BrowserTests/release and …/bin/Scrutiny.Cli/release.
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, "Scrutiny.Cli", own.Name, "Scrutiny.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SCRUTINY_HOME"] = home;
        // A private cluster, whatever database the caller has at hand.
        start.Environment.Remove("ConnectionStrings__Scrutiny");
        return start;
    }

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string home, params string[] arguments)
    {
        using var process = Process.Start(Start(home, arguments))!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await errors);
    }
}
