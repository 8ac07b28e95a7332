using Dapper;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Requests;
using Scrutiny.Sources;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Feeds;

/// <summary><c>/staff/feeds/{source}</c>: one source, the record of its punctuality, and its last loads.</summary>
internal sealed class FeedModel(NpgsqlDataSource database, Catalogue catalogue, StaffRequests requests, TimeProvider clock) : PageModel
{
    private const int Shown = 24;

    private const string ArrivalsSql = """
        select a.load_id as Load, a.received as Received, a.data_to as DataTo, a.due as Due, a.days_late as DaysLate
        from working.arrival a join working.load l using (load_id) where a.source = @source and a.data_to is not null and l.publication not in ('rejected', 'withdrawn') order by l.number desc limit @shown
        """;

    private const string LoadsSql = """
        select load_id as LoadId, file_name as FileName, state as State, publication as Publication, loaded_at as LoadedAt, loaded as New, revised as Revised, rejected as Rejected
        from working.load where source = @source order by number desc limit @shown
        """;

    private const string FetchesSql = """
        select asked_at as AskedAt, host as Host, status as Status, outcome as Outcome, sentence as Sentence, load_id as LoadId
        from working.fetch where source = @source order by fetch_id desc limit @shown
        """;

    public Feed Feed { get; private set; } = null!;

    public IReadOnlyList<SummaryRow> Facts { get; private set; } = [];

    public DataTable Arrivals { get; private set; } = null!;

    public DataTable Loads { get; private set; } = null!;

    public DataTable Fetches { get; private set; } = null!;

    public string LatenessSentence { get; private set; } = "";

    public string Version => $"{Feed.Last?.Load}.{Feed.Last?.Publication}";

    public async Task<IActionResult> OnGetAsync(string source, CancellationToken cancel)
    {
        var person = HttpContext.Person();
        await using var connection = await database.OpenConnectionAsync(cancel);
        if ((await FeedList.ReadAsync(connection, catalogue, person, clock.GetUtcNow(), cancel)).FirstOrDefault(feed => feed.Id == source) is not { } found)
        {
            return NotFound();
        }

        Feed = found;
        Facts = FactsOf(found);
        var arrivals = (await connection.QueryAsync<Arrival>(new CommandDefinition(ArrivalsSql, new { source, shown = Shown }, cancellationToken: cancel))).ToList();
        LatenessSentence = Lateness([.. arrivals.Select(arrival => arrival.DaysLate).OfType<int>()]);
        Arrivals = new DataTable(
            "When each file came, against when it was due",
            [new("Data to"), new("Due"), new("Received"), new("Days late", Numeric: true), new("Load")],
            [.. arrivals.Select(arrival => (IReadOnlyList<TableCell>)[new(StaffDates.Day(arrival.DataTo)), new(StaffDates.Day(arrival.Due)), new(StaffDates.Day(arrival.Received)), new(arrival.DaysLate?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–"), new(null, StaffLinks.Load(arrival.Load, arrival.Load))])])
        { CaptionClasses = "govuk-visually-hidden" };
        Loads = new DataTable(
            "The last loads",
            [new("File"), new("State"), new("Loaded"), new("New", Numeric: true), new("Revised", Numeric: true), new("Rejected", Numeric: true)],
            [.. (await connection.QueryAsync<Load>(new CommandDefinition(LoadsSql, new { source, shown = 10 }, cancellationToken: cancel))).Select(load => (IReadOnlyList<TableCell>)
            [
                new(null, StaffLinks.Load(load.LoadId, load.FileName)),
                new(null, StaffLinks.Tag(load.Summary.Words, load.Summary.Tone)),
                new(LondonTime.DateAndTime(new DateTimeOffset(load.LoadedAt, TimeSpan.Zero))),
                new(ChangeTable.Number(load.New)), new(ChangeTable.Number(load.Revised)), new(ChangeTable.Number(load.Rejected)),
            ])])
        { CaptionClasses = "govuk-visually-hidden" };
        Fetches = new DataTable(
            "The last questions put to the publisher’s server",
            [new("Asked"), new("Server"), new("Its answer", Numeric: true), new("Outcome"), new("Load")],
            [.. (await connection.QueryAsync<Fetch>(new CommandDefinition(FetchesSql, new { source, shown = 10 }, cancellationToken: cancel))).Select(fetch => (IReadOnlyList<TableCell>)
            [
                new(LondonTime.DateAndTime(new DateTimeOffset(fetch.AskedAt, TimeSpan.Zero))),
                new(fetch.Host),
                new(fetch.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "None"),
                fetch.Outcome == "failed" ? new(null, new HtmlContentBuilder().AppendHtml(StaffLinks.Tag("Failed", "orange")).Append($" {fetch.Sentence}")) : new(fetch.Sentence),
                fetch.LoadId is { } load ? new(null, StaffLinks.Load(load, load)) : new("–"),
            ])])
        { CaptionClasses = "govuk-visually-hidden" };
        return Page();
    }

    /// <summary>Looks for new files now.</summary>
    public async Task<IActionResult> OnPostAsync(string source, CancellationToken cancel)
    {
        var person = HttpContext.Person();
        if (!catalogue.Sources.ContainsKey(source) || !person.Sees(source))
        {
            return NotFound();
        }

        var request = await requests.AskAsync(new StaffRequest(RequestKind.RunSource, source, person), cancel);
        return LocalRedirect($"/staff/requests/{request}");
    }

    private static IReadOnlyList<SummaryRow> FactsOf(Feed feed) =>
    [
        new("Publisher", feed.Source.Publisher),
        new("Kind", feed.Source.Kind switch { SourceKind.OfficialStatistics => "Official statistics", SourceKind.ManagementInformation => "Management information", SourceKind.Synthetic => "Synthetic" }),
        new("Publishes", feed.Source.Publish switch { PublishRule.OnLoad => "When it is loaded", PublishRule.OnApproval => feed.Source.SecondPerson ? "When a second person approves it" : "When a person approves it" }),
        new("Data to", StaffDates.Day(feed.Last?.DataTo)),
        new("Next file due", feed.Source.Due is null ? "No date set" : StaffDates.Day(feed.Due)),
        new("Next look for files", feed.NextLook is { } look ? LondonTime.DateAndTime(look) : "Not scheduled"),
        new("Where a reader finds it", feed.Source.Url ?? "–"),
        new("Declared in", $"dashboards/sources/{feed.Id}.yaml"),
    ];

    private static string Lateness(IReadOnlyList<int> days) => days.Count switch
    {
        0 => "The first file can’t be late; from the next one on, the days between due and received are kept.",
        1 => $"The one file that was due came {(days[0] == 0 ? "in time" : $"{days[0]} days late")}.",
        _ => $"Of the last {days.Count} files that were due, {days.Count(late => late == 0)} came in time; the longest wait was {days.Max()} days.",
    };

    private sealed record Arrival(string Load, DateOnly Received, DateOnly? DataTo, DateOnly? Due, int? DaysLate);

    private sealed record Fetch(DateTime AskedAt, string Host, int? Status, string Outcome, string Sentence, string? LoadId);

    private sealed record Load(string LoadId, string FileName, string State, string Publication, DateTime LoadedAt, long New, long Revised, long Rejected)
    {
        public LoadSummary Summary => new(State, Publication);
    }
}
