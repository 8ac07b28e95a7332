using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Processes;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Parsing;

/// <summary>
/// Has a file read by a process of its own, which is ended when it takes too long, when the load is cancelled, and when this process
/// ends. Whatever happens to it, it is the file that is refused.
/// </summary>
internal sealed class ParserProcess(ParserLimits limits)
{
    // The runtime's other collector: where the heap's limit is reached it says so, and the usual one breaks the process.
    private const string SegmentsCollector = "libclrgc.so";

    private static readonly string Program = Path.Combine(Path.GetDirectoryName(typeof(ParserProcess).Assembly.Location)!, "Scrutiny.Ingest.dll");

    /// <summary>Reads a file; what it yields goes to <paramref name="sink"/>, what it is as a whole to <paramref name="parsed"/>.</summary>
    /// <exception cref="RefusedFileException">The file can't be used, in one sentence.</exception>
    /// <exception cref="OperationCanceledException">The load was cancelled; the parser has ended.</exception>
    public void Read(FileStream file, Declaration<Source> source, Catalogue catalogue, bool keepRows, IParsedSink sink, ParsedFile parsed, CancellationToken cancel)
    {
        using var process = Start();
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(limits.Minutes));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, tooLong.Token);
        try
        {
            // A parser that is ended falls silent, and the reader below finds the end of what it says.
            using var ending = ended.Token.Register(process.Kill);
            Ask(process, ParserRequest.For(Opened(file), source, catalogue, keepRows));
            if (new FrameReader(process.StandardOutput.BaseStream, catalogue, sink, parsed).Read() is { } refusal)
            {
                throw new RefusedFileException(refusal);
            }
        }
        catch (BadFrameException)
        {
            cancel.ThrowIfCancellationRequested();
            throw new RefusedFileException(tooLong.IsCancellationRequested
                ? string.Create(CultureInfo.InvariantCulture, $"Reading this file took more than {limits.Minutes:0.##} minutes and was given up; ask the publisher for it in parts, or raise the setting Parser:Minutes.")
                : "The program that reads files broke off over this one; look whether the file is what it should be, and report it with the file if it is.");
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(DotNetHost.Path, [Program, ParserChild.Verb])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Nothing that this process was told, least of all where the database is.
        start.Environment.Clear();
        start.Environment[ParentWatch.Variable] = "1";
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
        return process;
    }

    private static void Ask(Process process, ParserRequest request)
    {
        try
        {
            request.Write(process.StandardInput.BaseStream);
        }
        catch (IOException)
        {
            throw new BadFrameException();
        }
    }

    // Not by name: under that may lie another file by now. The parser opens what is open here.
    private static string Opened(FileStream file) =>
        OperatingSystem.IsLinux() ? string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{file.SafeFileHandle.DangerousGetHandle()}") : file.Name;
}
