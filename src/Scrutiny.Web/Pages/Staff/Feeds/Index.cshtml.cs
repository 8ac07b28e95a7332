using Dapper;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Web.Access;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Feeds;

/// <summary><c>/staff/feeds</c>: what is due, what has come, and what somebody should look at.</summary>
internal sealed class IndexModel(NpgsqlDataSource database, Catalogue catalogue, OpenAlerts alerts, TimeProvider clock) : PageModel
{
    private const string WaitingSql = """
        select load_id as Load, source as Source, file_name as FileName, state as State, publication as Publication, loaded_at as LoadedAt, brought_by as BroughtBy, revised as Revised
        from working.load where publication = 'waiting' and (@sources::text[] is null or source = any(@sources)) order by number
        """;

    public static IReadOnlyList<(string Value, string Words)> Choices { get; } =
        [("", "All sources"), ("attention", "Those that need attention"), ("late", "Late"), ("healthy", "Healthy"), ("none", "No file yet")];

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Words { get; set; }

    public IReadOnlyList<LoadProgress> Running { get; private set; } = [];

    public IReadOnlyList<OpenAlert> Alerts { get; private set; } = [];

    public DataTable Waiting { get; private set; } = null!;

    public DataTable Feeds { get; private set; } = null!;

    /// <summary>Changes when there is something new to attend to, not with every row that is read.</summary>
    public string Version => string.Join('.', Alerts.Select(alert => alert.RaisedAt.Ticks).DefaultIfEmpty().Max(), Alerts.Count, Waiting.Rows.Count);

    public string TitleOf(string source) => source == "quoted" ? "Corrections" : catalogue.Sources.TryGetValue(source, out var declared) ? declared.Value.Title : source;

    /// <summary>What an alert says to those who may know the figure that it names.</summary>
    public string SentenceOf(OpenAlert alert) =>
        alert.Kind == "quarantine" && !WithheldField.AlertSentence.IsFor(HttpContext.Person().Roles) ? "A load waits because a check failed." : alert.Sentence;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var person = HttpContext.Person();
        var now = clock.GetUtcNow();
        Alerts = await alerts.ReadAsync(person, cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        Running = await RunningLoads.NowAsync(connection, person, now, cancel);
        Waiting = WaitingTable(await connection.QueryAsync<WaitingLoad>(new CommandDefinition(WaitingSql, new { sources = person.Sources?.ToArray() }, cancellationToken: cancel)));
        Feeds = Table((await FeedList.ReadAsync(connection, catalogue, person, now, cancel)).Where(Fits));
    }

    private bool Fits(Feed feed) =>
        Show switch
        {
            "attention" => feed.NeedsAttention,
            "late" => feed.IsLate,
            "healthy" => feed.IsHealthy,
            "none" => feed.Last is null,
            _ => true,
        }
        && (string.IsNullOrWhiteSpace(Words) || $"{feed.Source.Title} {feed.Source.Publisher} {feed.Id}".Contains(Words.Trim(), StringComparison.OrdinalIgnoreCase));

    private DataTable WaitingTable(IEnumerable<WaitingLoad> loads) => new(
        "Loads that wait for a decision",
        [new("File"), new("Source"), new("State"), new("Came"), new("Brought by"), new("Values revised", Numeric: true)],
        [.. loads.Select(load => (IReadOnlyList<TableCell>)
        [
            new(null, StaffLinks.Load(load.Load, load.FileName)),
            new(TitleOf(load.Source)),
            new(null, StaffLinks.Tag(new LoadSummary(load.State, load.Publication).Words, new LoadSummary(load.State, load.Publication).Tone)),
            new(LondonTime.DateAndTime(new DateTimeOffset(load.LoadedAt, TimeSpan.Zero))),
            new(load.BroughtBy ?? "–"),
            new(ChangeTable.Number(load.Revised)),
        ])])
    { CaptionClasses = "govuk-visually-hidden" };

    private static DataTable Table(IEnumerable<Feed> feeds) => new(
        "Sources, what is due and what has come",
        [new("Source"), new("State"), new("Data to"), new("Due"), new("Received"), new("Next look")],
        [.. feeds.Select(feed => (IReadOnlyList<TableCell>)
        [
            new(null, new HtmlContentBuilder().Content(StaffLinks.Feed(feed.Id, feed.Source.Title)).Raw("<span class=\"app-under\">").Text(feed.Source.Publisher).Raw("</span>")),
            new(null, feed.States.Aggregate(new HtmlContentBuilder(), (html, state) => html.Content(StaffLinks.Tag(state.Words, state.Tone)).Raw(" "))),
            new(StaffDates.Day(feed.Last?.DataTo)),
            new(feed.Source.Due is null ? "No date set" : StaffDates.Day(feed.Due)),
            new(feed.Last?.Received is { } received ? LondonTime.Date(new DateTimeOffset(received, TimeSpan.Zero)) : "–"),
            new(feed.NextLook is { } look ? LondonTime.DateAndTime(look) : "–"),
        ])])
    { CaptionClasses = "govuk-visually-hidden" };

    private sealed record WaitingLoad(string Load, string Source, string FileName, string State, string Publication, DateTime LoadedAt, string? BroughtBy, long Revised);
}
