using System.CommandLine;
using System.Globalization;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Database;
using Scrutiny.Ingest.Loading;
using Scrutiny.MeetingLogs;

namespace Scrutiny.Cli.Verbs.Verify;

/// <summary><c>verify</c>: whether the record, its published heads, the loads, the meetings' logs and the kept files are still what they were; or whether one meeting's record, as a file, is whole.</summary>
internal static class VerifyVerb
{
    private const int Sample = 50;

    public static Command Create()
    {
        var files = new Option<bool>("--files") { Description = $"Reads every kept file again; otherwise {Sample} of them, drawn by lot." };
        var heads = new Option<string[]>("--heads") { Description = "Another file of heads to compare with, kept elsewhere; may be given more than once.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Prints the result as JSON." };
        var meeting = new Argument<FileInfo?>("FILE") { Description = "A meeting’s record, as /api/v1/meetings/{slug}/record gives it: only this is checked, and no database is needed.", Arity = ArgumentArity.ZeroOrOne };
        var verb = new Command("verify", "Checks the record of what was done, its heads, the meetings’ logs, and the kept files; names the first break.") { meeting, files, heads, json };
        verb.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(meeting) is { } file)
            {
                return await MeetingAsync(file, parsed.GetValue(json), cancel);
            }

            var folder = DataFolder.Open(parsed.GetValue(CommandLine.Data));
            await using var working = await Working.OpenAsync(parsed.GetValue(CommandLine.Data), cancel);
            await using var connection = await working.Database.OpenConnectionAsync(cancel);
            var findings = new List<Finding>();
            var record = await RecordAsync(connection, new HeadsFile(folder.PathOf(HeadsFile.Name)), parsed.GetValue(heads) ?? [], findings, cancel);
            findings.Add(await LoadsAsync(connection, cancel));
            findings.Add(await MeetingsAsync(connection, cancel));
            findings.Add(await FilesAsync(connection, parsed.GetValue(files), cancel));
            if (parsed.GetValue(json))
            {
                Json.Print(new { Ok = findings.TrueForAll(finding => finding.Ok), record.Entries, Head = record.Hash, Break = record.Break, Findings = findings });
            }
            else
            {
                findings.ForEach(finding => Console.WriteLine(finding.Sentence));
            }

            return findings.TrueForAll(finding => finding.Ok) ? 0 : 1;
        });
        return verb;
    }

    private static async Task<int> MeetingAsync(FileInfo file, bool json, CancellationToken cancel)
    {
        if (!file.Exists)
        {
            throw SentenceException.Unusable($"There is no file {file.FullName}.");
        }

        var record = MeetingRecord.Parse(await File.ReadAllTextAsync(file.FullName, cancel));
        var fault = record.Fault();
        if (json)
        {
            Json.Print(new { Ok = fault is null, Meeting = record.Meeting.Slug, Events = record.Events.Count, record.Hash, Fault = fault });
        }
        else
        {
            Console.WriteLine(fault ?? $"The record of {record.Meeting.Slug} is whole: {Count(record.Events.Count, "event", "events")}, each follows from the one before. Its hash is {record.Hash}; compare it with the one on the meeting’s page.");
        }

        return fault is null ? 0 : 1;
    }

    private static async Task<AuditVerdict> RecordAsync(NpgsqlConnection connection, HeadsFile own, string[] others, List<Finding> findings, CancellationToken cancel)
    {
        // Before the chain is read: what is added meanwhile lies after them.
        var published = await PublishedHeads.ReadAsync(connection, limit: null, cancel);
        var witnesses = published.Select(head => new AuditWitness(head, "what was published")).ToList();
        foreach (var file in others.Select(path => new HeadsFile(path)).Concat(own.Exists ? [own] : []))
        {
            witnesses.AddRange(file.Read().Select(head => new AuditWitness(head, file.Path)));
        }

        var verdict = await AuditChain.VerifyAsync(connection, witnesses, cancel);
        findings.Add(new Finding(
            "record",
            verdict.Break is null,
            verdict.Break is { } found
                ? $"The record is broken: {found.Sentence}"
                : $"The record is whole: {Count(verdict.Entries, "entry", "entries")}, each follows from the one before; its head is {verdict.Hash}."));
        // A head that the chain did not come to says nothing.
        if (verdict.Break is null)
        {
            findings.Add(new Finding("heads", true, witnesses.Count == 0
                ? "No head has been published yet, so nothing shows whether the record's end was cut off."
                : $"It passes through {Count(published.Count, "published head", "published heads")}{(own.Exists ? " and those in " + own.Path : $"; there is no file {own.Path} to compare with")}{(others.Length > 0 ? ", and those of " + string.Join(" and ", others) : "")}."));
        }

        return verdict;
    }

    private static async Task<Finding> LoadsAsync(NpgsqlConnection connection, CancellationToken cancel) => await RecordedLoads.CheckAsync(connection, cancel) is var (checkedLoads, fault) && fault is not null
        ? new Finding("loads", false, fault)
        : new Finding("loads", true, $"Receipts name the files that the record names: {Count(checkedLoads, "load", "loads")}.");

    private static async Task<Finding> MeetingsAsync(NpgsqlConnection connection, CancellationToken cancel) => await MeetingChains.VerifyAsync(connection, cancel) is var (meetings, events, fault) && fault is not null
        ? new Finding("meetings", false, fault)
        : new Finding("meetings", true, $"Meetings’ logs are whole, and so is the public’s copy of them: {Count(meetings, "meeting", "meetings")}, {Count(events, "event", "events")}.");

    private static async Task<Finding> FilesAsync(NpgsqlConnection connection, bool all, CancellationToken cancel)
    {
        var (read, kept, fault) = await KeptFiles.CheckAsync(connection, all ? null : Sample, cancel);
        return fault is not null
            ? new Finding("files", false, fault)
            : new Finding("files", true, $"Kept files have the bytes that their receipts say: {read.ToString("#,##0", CultureInfo.InvariantCulture)} of {Count(kept, "file", "files")} read again{(read < kept ? "; --files reads them all" : "")}.");
    }

    private static string Count(long count, string one, string several) => string.Create(CultureInfo.InvariantCulture, $"{count:#,##0} {(count == 1 ? one : several)}");

    /// <summary>What was checked and what was found.</summary>
    private sealed record Finding(string Check, bool Ok, string Sentence);
}
