using System.Diagnostics;
using Scrutiny.Database;
using Scrutiny.Processes;

namespace Scrutiny.Cli.Verbs.Run;

/// <summary>One of the program's processes: started, passed on line by line, started again when it dies, never left behind.</summary>
internal sealed class SupervisedProcess(string name, string project, IReadOnlyList<string> arguments, Func<string> connectionString, DataFolder data, Action<string> say) : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    // One that ran this long had started well: its next death is a new story, not a worse one.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private Process? current;
    private bool disposed;
    private bool expected;

    /// <summary>Returns only by being cancelled.</summary>
    /// <exception cref="SentenceException">The program was not built.</exception>
    public async Task KeepRunningAsync(CancellationToken cancellationToken)
    {
        // Programs stand beside each other: …/bin/Scrutiny.Cli/release and …/bin/Scrutiny.Web/release.
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, project + ".dll");
        if (!File.Exists(program))
        {
            throw SentenceException.Unreachable($"The program {program} is not there; run ./scrutiny run without --no-build.");
        }

        var pause = TimeSpan.FromSeconds(1);
        while (true)
        {
            var started = Stopwatch.GetTimestamp();
            var exitCode = await RunOnceAsync(program, cancellationToken);
            if (Stopwatch.GetElapsedTime(started) > Settled)
            {
                pause = TimeSpan.FromSeconds(1);
            }

            bool wasExpected;
            lock (gate)
            {
                (wasExpected, expected) = (expected, false);
            }

            if (!wasExpected)
            {
                // Ctrl-C reaches the whole group, and the process may hear it first: then this is no death.
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
                say($"{name} ended (exit code {exitCode}); starting it again in {pause.TotalSeconds:0} s.");
                await Task.Delay(pause, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>Stops the process, which is then started with what holds now.</summary>
    public void StartAgain()
    {
        lock (gate)
        {
            expected = current is not null;
            current?.StandardInput.Close();
        }
    }

    /// <summary>Asks the process to stop, and ends it when it has not after 10 seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        Process? running;
        lock (gate)
        {
            disposed = true;
            running = current;
            current = null;
        }

        if (running is null)
        {
            return;
        }

        using (running)
        {
            // The end of its input is its sign to stop (ParentWatch); unlike a signal it cannot come too early to be heard.
            running.StandardInput.Close();
            try
            {
                await running.WaitForExitAsync().WaitAsync(StopPatience);
            }
            catch (TimeoutException)
            {
                say($"{name} did not stop in {StopPatience.TotalSeconds:0} s and is ended.");
                running.Kill(entireProcessTree: true);
                await running.WaitForExitAsync();
            }
        }
    }

    private async Task<int> RunOnceAsync(string program, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(DotNetHost.Path, [program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = DataFolder.FindHome(),
        };
        // Its own role's only: the owner's, if the caller set that, is replaced here.
        start.Environment["ConnectionStrings__Scrutiny"] = connectionString();
        start.Environment["SCRUTINY_HOME"] = DataFolder.FindHome();
        start.Environment["SCRUTINY_DATA"] = data.Path;
        start.Environment[ParentWatch.Variable] = "1";

        Process process;
        lock (gate)
        {
            if (disposed)
            {
                throw new OperationCanceledException();
            }

            process = Process.Start(start)!;
            current = process;
        }

        _ = PassOnAsync(process.StandardOutput);
        _ = PassOnAsync(process.StandardError);
        await process.WaitForExitAsync(cancellationToken);
        var exitCode = process.ExitCode;
        lock (gate)
        {
            if (ReferenceEquals(current, process))
            {
                current = null;
                process.Dispose();
            }
        }

        return exitCode;
    }

    private async Task PassOnAsync(StreamReader lines)
    {
        try
        {
            while (await lines.ReadLineAsync() is { } line)
            {
                say($"[{name}] {line}");
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // It ended in the middle of a line.
        }
    }
}
