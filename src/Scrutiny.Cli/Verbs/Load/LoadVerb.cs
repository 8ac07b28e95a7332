using System.CommandLine;
using System.Globalization;
using Scrutiny.Ingest.Loading;
using Scrutiny.Observations;

namespace Scrutiny.Cli.Verbs.Load;

/// <summary><c>load FILE --source ID</c>: one file through a source.</summary>
internal static class LoadVerb
{
    private const int ShownChanges = 10;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The file, unedited, as its publisher made it." };
        var source = new Option<string>("--source") { Description = "Id of the source, as in ./scrutiny sources list; with --dry-run also the path of a draft.", HelpName = "ID", Required = true };
        var knownFrom = new Option<string?>("--known-from") { Description = "Back-dates what becomes known, to build up history; UTC, for example 2019-01-24T09:30:00Z.", HelpName = "TIME" };
        var released = new Option<string?>("--released") { Description = "The publisher's release date, for example 2019-01-24.", HelpName = "DATE" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what would happen and changes nothing." };
        var json = new Option<bool>("--json") { Description = "Prints the report as JSON." };
        var verb = new Command("load", "Loads one file through a source.") { file, source, knownFrom, released, dryRun, json };
        verb.SetAction(async (parsed, cancel) =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
            {
                throw SentenceException.Unusable($"There is no file '{path}'.");
            }

            var request = new LoadRequest(path, Path.GetFileName(path), parsed.GetValue(source)!, Delivery.Hand)
            {
                KnownFrom = parsed.GetValue(knownFrom) is { } moment ? ParseMoment(moment, "--known-from") : null,
                Released = parsed.GetValue(released) is { } date ? ParseDate(date) : null,
                DryRun = parsed.GetValue(dryRun),
            };
            await using var working = await Working.OpenAsync(parsed.GetValue(CommandLine.Data), cancel);
            var report = await working.LoadAsync(request, cancel);
            if (parsed.GetValue(json))
            {
                Json.Print(report);
            }
            else
            {
                Print(report);
            }

            return report.State == LoadState.Accepted ? 0 : 1;
        });
        return verb;
    }

    /// <exception cref="SentenceException">The text is not a moment.</exception>
    public static DateTimeOffset ParseMoment(string text, string option) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.ToUniversalTime()
            : throw SentenceException.Unusable($"{option} is '{text}'; write a moment in UTC such as 2019-01-24T09:30:00Z.");

    private static DateOnly ParseDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw SentenceException.Unusable($"--released is '{text}'; write a date such as 2019-01-24.");

    public static void Print(LoadReport report)
    {
        var would = report.DryRun ? " (dry run: nothing was changed)" : "";
        Console.WriteLine(report.State switch
        {
            LoadState.Refused => $"Refused: {report.Reason}{would}",
            LoadState.Quarantined => $"In quarantine as load {report.Load}: {report.Reason} Approve or reject it with ./scrutiny approve or reject.{would}",
            LoadState.Accepted => string.Create(CultureInfo.InvariantCulture, $"Load {report.Load} of {report.Source}: {report.Read} rows read, {report.Loaded} values new, {report.Unchanged} unchanged, {report.Revised} revised, {report.Rejected} rejected, {report.Seconds:0.0} s{would}"),
        });
        foreach (var note in report.Notes)
        {
            Console.WriteLine($"  note: {note}");
        }

        foreach (var revision in report.Revisions.Take(ShownChanges))
        {
            Console.WriteLine($"  revised: {Words(revision)}");
        }

        foreach (var earlier in report.EarlierEditions.Take(ShownChanges))
        {
            Console.WriteLine($"  earlier edition, not shown: {Words(earlier)}");
        }

        foreach (var reject in report.Rejects.Take(ShownChanges))
        {
            Console.WriteLine($"  rejected: {(string.IsNullOrEmpty(reject.Sheet) ? "line" : $"sheet '{reject.Sheet}', row")} {reject.Row}{(reject.Column is { Length: > 0 } column ? $", column '{column}'" : "")}: {reject.Reason}");
        }

        var left = Math.Max(0, report.Revisions.Count - ShownChanges) + Math.Max(0, report.EarlierEditions.Count - ShownChanges) + Math.Max(0, report.Rejects.Count - ShownChanges);
        if (left > 0)
        {
            Console.WriteLine($"  and {left} more; --json lists all.");
        }

        if (report is { State: LoadState.Accepted, Publication: "waiting", DryRun: false })
        {
            Console.WriteLine($"The public sees it after ./scrutiny approve {report.Load}.");
        }
    }

    private static string Words(Revision revision) =>
        $"{revision.Measure} {revision.Area} {revision.Breakdown} {revision.Period}: {Words(revision.Old, revision.OldStatus)} → {Words(revision.New, revision.NewStatus)}";

    private static string Words(decimal? value, ObservationStatus? status) =>
        value is { } number ? number.ToString(CultureInfo.InvariantCulture) + (status is null or ObservationStatus.Final ? "" : $" {status.Value.Mark()}") : status?.Words() ?? "withdrawn";
}
