using Microsoft.Win32.SafeHandles;
using Scrutiny.Ingest.Checking;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Reading;
using Scrutiny.Processes;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Parsing;

/// <summary>
/// The process that reads one file and ends. It has no database, no network and little memory; the request comes on standard input,
/// frames go to standard output.
/// </summary>
internal static class ParserChild
{
    /// <summary>The argument with which the ingest program is started as a parser.</summary>
    public const string Verb = "parse";

    public static int Run()
    {
        // Before anything is read: what a file may do to its reader, it shall find nothing to do it with.
        NetworkSeal.Close();
        var request = ReadRequest();
        ParentWatch.Start(() => Environment.Exit(1));
        using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        var frames = new FrameWriter(output) { KeepsRows = request.KeepRows };
        try
        {
            Read(request, frames);
            frames.End();
        }
        catch (Exception refusal) when (refusal is UnreadableFileException or RefusedFileException)
        {
            frames.Refusal(refusal.Message);
        }
        catch (OutOfMemoryException)
        {
            frames.Refusal("This file needs more memory than the reading of one file may take; ask the publisher for the table as .csv, or in parts.");
        }

        return 0;
    }

    private static ParserRequest ReadRequest()
    {
        using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
        return ParserRequest.Read(input);
    }

    private static void Read(ParserRequest request, FrameWriter frames)
    {
        var (source, catalogue) = request.Declared();
        var map = new FileMap(source, catalogue) { Progress = frames.Progress };
        var checks = StatedTotalCheck.Of(source.Value);
        try
        {
            using var workbook = Workbook.Open(request.Path, Options(source.Value), CancellationToken.None);
            if (workbook.Modified is { } saved)
            {
                frames.Saved(saved);
            }

            map.Read(workbook, frames, checks, CancellationToken.None);
        }
        finally
        {
            // A refused file's report says what was seen, too.
            frames.RowsRead(map.RowsRead);
            foreach (var note in map.Notes)
            {
                frames.Note(note);
            }

            for (var i = 0; i < checks.Count; i++)
            {
                if (checks[i].Stated is { } total)
                {
                    frames.StatedTotal(i, total);
                }
            }
        }
    }

    /// <summary>What a source says of how its files are written.</summary>
    public static ReadingOptions Options(Source source) => new()
    {
        Encoding = source.Csv?.Encoding,
        Delimiter = source.Csv?.Delimiter is [var delimiter] ? delimiter : null,
        Comment = source.Csv?.Comment,
    };
}
