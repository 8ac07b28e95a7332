using System.Diagnostics;
using Scrutiny.Database;
using Scrutiny.Processes;

namespace Scrutiny.Benchmarks.Live;

/// <summary>A process that this benchmark starts and ends: a part of itself, or a program of ours that stands beside it.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private readonly Process process;

    private ChildProgram(Process process) => this.process = process;

    /// <summary>What it holds now, in kilobytes.</summary>
    public double ResidentKb
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1024.0;
        }
    }

    /// <summary>The most that it has held, in megabytes.</summary>
    public double PeakMb
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64 / 1048576.0;
        }
    }

    /// <summary>This benchmark, as another part of it.</summary>
    public static ChildProgram Part(params string[] arguments) => Start(typeof(ChildProgram).Assembly.Location, arguments, []);

    /// <summary>The web program, which stops when its input ends.</summary>
    public static ChildProgram Web(string connectionString, DataFolder data, params string[] arguments)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        return Start(Path.Combine(own.Parent!.Parent!.FullName, "Scrutiny.Web", own.Name, "Scrutiny.Web.dll"), [.. arguments, "--Logging:LogLevel:Default", "None"], new()
        {
            ["ConnectionStrings__Scrutiny"] = connectionString,
            ["SCRUTINY_HOME"] = DataFolder.FindHome(),
            ["SCRUTINY_DATA"] = data.Path,
            [ParentWatch.Variable] = "1",
        });
    }

    /// <summary>Says a line to it and waits for the line that it answers.</summary>
    public async Task<string> AskAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
        return await HearAsync();
    }

    /// <summary>Its next line.</summary>
    public async Task<string> HearAsync() => await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"The process {process.StartInfo.ArgumentList[0]} ended.");

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static ChildProgram Start(string program, IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(DotNetHost.Path, [program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProgram(Process.Start(start)!);
    }
}
