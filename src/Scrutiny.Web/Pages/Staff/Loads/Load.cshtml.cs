using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Web.Access;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Loads;

/// <summary><c>/staff/loads/{load}</c>: one load, while it runs and for ever after.</summary>
internal sealed class LoadModel(NpgsqlDataSource database, Catalogue catalogue, StaffRequests requests) : PageModel
{
    private const int PageSize = 50;

    private const string RejectsSql = """
        select sheet as Sheet, row_number as Row, column_name as ColumnName, raw as Raw, reason as Reason
        from working.reject where load_id = @load order by number limit @limit offset @offset
        """;

    private const string EarlierSql = """
        select s.measure as Measure, s.area as Area, s.breakdown as Breakdown, e.period_from as PeriodFrom, e.period_to as PeriodTo, e.value as Value, e.status as Status, e.released as Released
        from working.earlier_edition e join working.series s using (series_id) where e.load_id = @load order by s.measure, s.area, s.breakdown, e.period_from limit @limit
        """;

    public LoadRow? Row { get; private set; }

    /// <summary>How far it has come, where it has not ended.</summary>
    public LoadProgress? Progress { get; private set; }

    public DataTable Revisions { get; private set; } = null!;

    public DataTable EarlierEditions { get; private set; } = null!;

    public DataTable Rejects { get; private set; } = null!;

    public Pager Pager { get; private set; } = null!;

    public IReadOnlyList<SummaryRow> Facts { get; private set; } = [];

    public string SourceTitle => catalogue.Sources.TryGetValue(Row?.Source ?? Progress!.Source, out var source) ? source.Value.Title : Row?.Source ?? Progress!.Source;

    public string Version => Row is null ? Progress!.Phase : $"{Row.State}.{Row.Publication}.{Row.ReleaseId}";

    public IReadOnlyList<(string Words, long Count)> Counts => Row is not { } load
        ? []
        : [("Rows read", load.RowsRead), ("New", load.Loaded), ("Revised", load.Revised), ("Unchanged", load.Unchanged), ("Earlier edition", load.Earlier), ("Rejected", load.Rejected)];

    /// <summary>Whether the person may know what stands in the file.</summary>
    public bool SeesFigures => WithheldField.LoadFigures.IsFor(HttpContext.Person().Roles);

    public string Sentence => Row switch
    {
        null => "",
        { State: "refused" } when !SeesFigures => "What was known before stays on show.",
        { Publication: "rejected" } when !SeesFigures => $"{Row.DecidedBy} rejected it. What was known before stands.",
        { State: "quarantined" } when !SeesFigures => "Its figures do not count until a person approves it.",
        { State: "refused" } => $"{Row.Reason} What was known before stays on show.",
        { Publication: "withdrawn" } => $"{Row.WithdrawnBy} withdrew it on {LondonTime.DateAndTime(Moment(Row.WithdrawnAt!.Value))}: {Row.WithdrawnReason} The public sees what stood before, and a notice.",
        { Publication: "rejected" } => $"{Row.DecidedBy} rejected it{(Row.DecidedReason is { Length: > 0 } reason ? $": {reason}" : ".")} What was known before stands.",
        { Publication: "waiting", ReleaseDue: { } due } => $"It is published on {ReleaseMoment.Words(Moment(due))}. Until then only staff see its figures.",
        { State: "quarantined" } => $"{Row.Reason} Its figures do not count until a person approves it.",
        { Publication: "waiting" } => "Staff see its figures; the public sees them when a person approves it.",
        { DecidedBy: { } by } => $"{by} approved it on {LondonTime.DateAndTime(new DateTimeOffset(Row.DecidedAt!.Value, TimeSpan.Zero))}.",
        _ => "Its figures were published when it was loaded.",
    };

    public async Task<IActionResult> OnGetAsync(string load, CancellationToken cancel)
    {
        var person = HttpContext.Person();
        await using var connection = await database.OpenConnectionAsync(cancel);
        Row = await LoadRow.ReadAsync(connection, load, person, cancel);
        if (Row is null)
        {
            Progress = await RunningLoads.OfLoadAsync(connection, load, cancel);
            return Progress is null || !person.Sees(Progress.Source) ? NotFound() : Page();
        }

        Facts = FactsOf(Row);
        if (!SeesFigures)
        {
            return Page();
        }

        Revisions = Row.State == "quarantined"
            ? ChangeTable.Of("Values that it would revise", Row.ProposedChanges.Take(PageSize), catalogue)
            : ChangeTable.Of("Values that it revised", await LoadRevisions.ReadAsync(connection, new RevisionFilter { Load = load }, PageSize, 0, cancel), catalogue, withLoad: false);
        EarlierEditions = EarlierTable(await connection.QueryAsync<Edition>(new CommandDefinition(EarlierSql, new { load, limit = PageSize }, cancellationToken: cancel)));
        await ReadRejectsAsync(connection, load, cancel);
        return Page();
    }

    /// <summary>Reads the kept file again.</summary>
    public async Task<IActionResult> OnPostAsync(string load, CancellationToken cancel)
    {
        var person = HttpContext.Person();
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await LoadRow.ReadAsync(connection, load, person, cancel) is not { } row)
        {
            return NotFound();
        }

        var request = await requests.AskAsync(new StaffRequest(RequestKind.Rerun, row.Source, person) { Load = load }, cancel);
        return LocalRedirect($"/staff/requests/{request}");
    }

    private async Task ReadRejectsAsync(NpgsqlConnection connection, string load, CancellationToken cancel)
    {
        var page = Pager.Number(Request.Query["page"]);
        var rejects = (await connection.QueryAsync<RejectRow>(new CommandDefinition(RejectsSql, new { load, limit = PageSize, offset = (page - 1) * PageSize }, cancellationToken: cancel))).ToList();
        Pager = new Pager(page, Row!.Rejected > page * PageSize, $"/staff/loads/{load}", new Dictionary<string, string?>());
        Rejects = RejectTable.Of([.. rejects.Select(reject => new ReportedReject(reject.Sheet, reject.Row, reject.ColumnName, reject.Raw, reject.Reason))]);
    }

    private DataTable EarlierTable(IEnumerable<Edition> editions) => new(
        "Figures of an earlier edition",
        [new("Measure"), new("Area"), new("Breakdown"), new("Period"), new("Value", Numeric: true), new("Released")],
        [.. editions.Select(edition => (IReadOnlyList<TableCell>)
        [
            new(catalogue.Measures.TryGetValue(edition.Measure, out var measure) ? measure.Value.Name : edition.Measure),
            new(catalogue.Areas.ByCode.TryGetValue(edition.Area, out var area) ? area.Name : edition.Area),
            new(edition.Breakdown),
            new(measure is null ? StaffDates.Day(edition.PeriodTo) : new Period(edition.PeriodFrom, edition.PeriodTo).Words(measure.Value.Frequency)),
            new(edition.Value is { } value ? ChangeTable.Number(value) : ObservationStatuses.Parse(edition.Status).Words()),
            new(StaffDates.Day(edition.Released)),
        ])])
    { CaptionClasses = "govuk-visually-hidden" };

    private IReadOnlyList<SummaryRow> FactsOf(LoadRow load) =>
    [
        new("Source", null, StaffLinks.Feed(load.Source, SourceTitle)),
        new("Load", load.LoadId),
        new("Delivered", load.DeliveredBy switch { "inbox" => "Through the inbox folder", "hand" => "By hand", "sample" => "Bundled with the program", "web" => "Fetched from its address", var other => other } + (load.BroughtBy is null ? "" : $", by {load.BroughtBy}")),
        new("Loaded", $"{LondonTime.DateAndTime(Moment(load.LoadedAt))}, in {(load.FinishedAt - load.LoadedAt).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} seconds"),
        new("Known from", LondonTime.DateAndTime(Moment(load.KnownFrom)) + (load.BackFilled ? " (back-dated to build up history)" : "")),
        new("Released by the publisher", StaffDates.Day(load.Released)),
        new("Decided", load.DecidedBy is null ? "–" : $"{(load.Publication == "rejected" ? "Rejected" : "Approved")} by {load.DecidedBy}, {LondonTime.DateAndTime(Moment(load.DecidedAt!.Value))}{(SeesFigures && load.DecidedReason is { Length: > 0 } reason ? $": {reason}" : "")}"),
        new("File", $"{load.FileName}, {ChangeTable.Number(load.ByteCount)} bytes"),
        new("SHA-256 of the file", null, Raw(load.FileSha256)),
        new("Declaration", $"dashboards/sources/{load.Source}.yaml"),
        new("SHA-256 of the declaration", null, Raw(load.DeclarationSha256)),
    ];

    private static DateTimeOffset Moment(DateTime utc) => new(utc, TimeSpan.Zero);

    private static HtmlContentBuilder Raw(string text) => new HtmlContentBuilder().Raw("""<span class="app-raw">""").Text(text).Raw("</span>");

    private sealed record RejectRow(string? Sheet, int? Row, string? ColumnName, string? Raw, string Reason);

    private sealed record Edition(string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, decimal? Value, string Status, DateOnly Released);
}
