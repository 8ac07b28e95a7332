using System.Collections.Concurrent;
using System.Globalization;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Parsing;

/// <summary>
/// Has a file read by a process of its own, which is ended when it takes too long, when the load is cancelled, and when this process
/// ends. Whatever happens to it, it is the file that is refused.
/// </summary>
internal sealed class ParserProcess(ParserLimits limits)
{
    /// <summary>After so many files a process is ended, whatever it may have gathered.</summary>
    private const int MostFiles = 500;

    /// <summary>Starting a process costs more than reading a file of this size; beyond it a process of its own costs little.</summary>
    private const long LargestBytes = 1024 * 1024;

    private readonly ConcurrentDictionary<string, RunningParser?> kept = new();

    /// <summary>
    /// Until the end of this, small files of a source that follow each other are read by one process: many at once would otherwise wait
    /// for as many starts. A process that refused a file, or was cut short, reads no other.
    /// </summary>
    /// <param name="source">Id of the source; one caller at a time.</param>
    public IDisposable KeepFor(string source)
    {
        kept.TryAdd(source, null);
        return new Keeping(this, source);
    }

    /// <summary>Reads a file; what it yields goes to <paramref name="sink"/>, what it is as a whole to <paramref name="parsed"/>.</summary>
    /// <exception cref="RefusedFileException">The file can't be used, in one sentence.</exception>
    /// <exception cref="OperationCanceledException">The load was cancelled; the parser has ended.</exception>
    public void Read(FileStream file, Declaration<Source> source, Catalogue catalogue, bool keepRows, IParsedSink sink, ParsedFile parsed, CancellationToken cancel)
    {
        var parser = Kept(source, catalogue) ?? RunningParser.Start(limits);
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(limits.Minutes));
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel, tooLong.Token);
        var whole = false;
        try
        {
            // A parser that is ended falls silent, and the reader below finds the end of what it says.
            using var ending = ended.Token.Register(parser.Kill);
            parser.Ask(Opened(file), source, catalogue, keepRows);
            if (new FrameReader(parser.Output, catalogue, sink, parsed).Read() is { } refusal)
            {
                throw new RefusedFileException(refusal);
            }

            whole = file.Length <= LargestBytes;
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
            if (!whole || ended.IsCancellationRequested || parser.Files >= MostFiles || !kept.TryUpdate(source.Id, parser, null))
            {
                parser.Dispose();
            }
        }
    }

    private RunningParser? Kept(Declaration<Source> source, Catalogue catalogue)
    {
        if (!kept.TryGetValue(source.Id, out var parser) || parser is null || !kept.TryUpdate(source.Id, null, parser))
        {
            return null;
        }

        if (parser.Knows(source, catalogue))
        {
            return parser;
        }

        parser.Dispose();
        return null;
    }

    // Not by name: under that may lie another file by now. The parser opens what is open here.
    private static string Opened(FileStream file) =>
        OperatingSystem.IsLinux() ? string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{file.SafeFileHandle.DangerousGetHandle()}") : file.Name;

    private sealed class Keeping(ParserProcess parser, string source) : IDisposable
    {
        public void Dispose()
        {
            if (parser.kept.TryRemove(source, out var left))
            {
                left?.Dispose();
            }
        }
    }
}
