using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Checking;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Reading;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Parsing;

/// <summary>
/// The process that reads files of one source, mostly one. It has no database, no network and little memory; requests come on standard
/// input, frames go to standard output.
/// </summary>
internal static class ParserChild
{
    /// <summary>The argument with which the ingest program is started as a parser.</summary>
    public const string Verb = "parse";

    public static int Run()
    {
        // Before anything is read: what a file may do to its reader, it shall find nothing to do it with.
        NetworkSeal.Close();
        using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        (Declaration<Source> Source, Catalogue Catalogue)? declared = null;
        foreach (var request in Requests().GetConsumingEnumerable())
        {
            declared = request.Rules?.Declared() ?? declared;
            if (!TryRead(request, declared!.Value.Source, declared.Value.Catalogue, new FrameWriter(output) { KeepsRows = request.KeepRows }))
            {
                break;
            }
        }

        return 0;
    }

    /// <summary>What the parent asks for, one after another. The process ends with it, even in the middle of a file.</summary>
    private static BlockingCollection<ParserRequest> Requests()
    {
        var requests = new BlockingCollection<ParserRequest>();
        new Thread(() =>
        {
            using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
            while (ParserRequest.Read(input) is { } request)
            {
                requests.Add(request);
            }

            Environment.Exit(1);
        })
        { IsBackground = true, Name = "listens to the parent" }.Start();
        return requests;
    }

    /// <returns>False where the file was refused: a process that a bad file has been through reads no other.</returns>
    private static bool TryRead(ParserRequest request, Declaration<Source> source, Catalogue catalogue, FrameWriter frames)
    {
        try
        {
            Read(request.Path, source, catalogue, frames);
            frames.End();
            return true;
        }
        catch (Exception refusal) when (refusal is UnreadableFileException or RefusedFileException)
        {
            frames.Refusal(refusal.Message);
        }
        catch (OutOfMemoryException)
        {
            frames.Refusal("This file needs more memory than the reading of one file may take; ask the publisher for the table as .csv, or in parts.");
        }

        return false;
    }

    private static void Read(string path, Declaration<Source> source, Catalogue catalogue, FrameWriter frames)
    {
        var map = new FileMap(source, catalogue) { Progress = frames.Progress };
        var checks = StatedTotalCheck.Of(source.Value);
        try
        {
            using var workbook = Workbook.Open(path, Options(source.Value), CancellationToken.None);
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
