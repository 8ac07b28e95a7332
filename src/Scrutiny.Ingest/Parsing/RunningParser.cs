using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Scrutiny.Dashboards;
using Scrutiny.Processes;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Parsing;

/// <summary>A parser's process, which reads one file after another of one source.</summary>
internal sealed class RunningParser : IDisposable
{
    // The runtime's other collector: where the heap's limit is reached it says so, and the usual one breaks the process.
    private const string SegmentsCollector = "libclrgc.so";

    private static readonly string Program = Path.Combine(Path.GetDirectoryName(typeof(RunningParser).Assembly.Location)!, "Scrutiny.Ingest.dll");

    private readonly Process process;
    private (Declaration<Source> Source, Catalogue Catalogue)? told;

    private RunningParser(Process process) => this.process = process;

    /// <summary>Files that it was asked to read.</summary>
    public int Files { get; private set; }

    /// <summary>What it says, as frames.</summary>
    public Stream Output => process.StandardOutput.BaseStream;

    public static RunningParser Start(ParserLimits limits)
    {
        var start = new ProcessStartInfo(DotNetHost.Path, [Program, ParserChild.Verb])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Nothing that this process was told, least of all where the database is.
        start.Environment.Clear();
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = (limits.HeapMegabytes * 1024L * 1024L).ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        // It lives for a second or two: what is called often is worth compiling well at once.
        start.Environment["DOTNET_TC_CallCountingDelayMs"] = "0";
        start.Environment["DOTNET_TC_BackgroundWorkerTimeoutMs"] = "0";
        if (File.Exists(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), SegmentsCollector)))
        {
            start.Environment["DOTNET_GCName"] = SegmentsCollector;
        }

        foreach (var name in new[] { "DOTNET_ROOT", "TMPDIR" })
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                start.Environment[name] = value;
            }
        }

        var process = Process.Start(start)!;
        // A fault's trace is for who looks for the fault; unread it would block the parser.
        var debugging = Environment.GetEnvironmentVariable("SCRUTINY_DEBUG") == "1";
        process.ErrorDataReceived += (_, line) =>
        {
            if (debugging && line.Data is not null)
            {
                Console.Error.WriteLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        return new RunningParser(process);
    }

    /// <summary>Whether it can read another file of this source: it runs, and reads by this declaration.</summary>
    public bool Knows(Declaration<Source> source, Catalogue catalogue) => told == (source, catalogue) && !process.HasExited;

    /// <summary>Asks it to read a file; it answers on <see cref="Output"/>.</summary>
    /// <exception cref="BadFrameException">It is gone.</exception>
    public void Ask(string path, Declaration<Source> source, Catalogue catalogue, bool keepRows)
    {
        var rules = told is null ? ParserRules.Of(source, catalogue) : null;
        (told, Files) = ((source, catalogue), Files + 1);
        try
        {
            new ParserRequest(path, keepRows, rules).Write(process.StandardInput.BaseStream);
        }
        catch (IOException)
        {
            throw new BadFrameException();
        }
    }

    public void Kill() => process.Kill();

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
