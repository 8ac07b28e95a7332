using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Observations;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Loads;

/// <summary><c>/staff/loads/{load}/decide</c>: what a load changes, and whether it may. Ingest carries the decision out, and refuses what the rules do not allow.</summary>
internal sealed class DecideModel(NpgsqlDataSource database, Catalogue catalogue, CurrentCatalogue current, StaffRequests requests) : PageModel
{
    private const int Shown = 100;
    private const int LongestReason = 1000;

    private const string FiguresSql = """
        select s.measure as Measure, s.area as Area, s.breakdown as Breakdown, o.period_from as PeriodFrom, o.period_to as PeriodTo, o.value as Value, o.status as Status
        from working.load l join working.observation o on o.load_number = l.number join working.series s using (series_id) where l.load_id = @load order by s.measure, s.area, s.breakdown, o.period_from limit 2
        """;

    // The request that typed a figure says what proves it.
    private const string EvidenceSql = "select figure ->> 'evidence' as Words, u.upload_id as Id, u.file_name as Name from working.request r left join working.upload u using (upload_id) where r.became = @load and r.kind = 'type-figure' limit 1";

    private const string EarlierSql = """
        select b.load_id, b.file_name from working.load l join working.load b on b.source = l.source and b.number < l.number and b.publication = 'waiting' where l.load_id = @load order by b.number limit 1
        """;

    // Of a load that waits, the watch has compared what it would change with what was quoted.
    private const string QuotedSql = """
        select count(*) from working.correction c
        where c.state = 'open' and exists (
          select from working.load l join working.observation o on o.load_number = l.number join working.series s using (series_id)
          where l.load_id = @load and s.measure = c.measure and s.area = c.area and s.breakdown = c.breakdown and o.period_from = c.period_from and o.period_to = c.period_to)
        """;

    public LoadRow Row { get; private set; } = null!;

    /// <summary>How many figures it changes that were quoted.</summary>
    public long Quoted { get; private set; }

    public IReadOnlyList<SummaryRow> Facts { get; private set; } = [];

    public DataTable Changes { get; private set; } = null!;

    public EvidenceDocument? Document { get; private set; }

    /// <summary>A load of the same source that came before and still waits: figures that both hold belong to it.</summary>
    public (string Load, string FileName)? EarlierWaiting { get; private set; }

    public bool BroughtByOneself => string.Equals(Row.BroughtBy, HttpContext.Person().Name, StringComparison.OrdinalIgnoreCase);

    [BindProperty]
    public string? Decision { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Day of a release, by London's calendar.</summary>
    [BindProperty]
    public string? Day { get; set; }

    /// <summary>Time of a release, by London's clock.</summary>
    [BindProperty]
    public string? Time { get; set; }

    /// <summary>Why published figures were wrong, where the load corrects them.</summary>
    [BindProperty]
    public string? Correction { get; set; }

    /// <summary>Whether the checklist's warnings were read.</summary>
    [BindProperty]
    public bool Acknowledged { get; set; }

    public IReadOnlyList<ChecklistItem> Checklist { get; private set; } = [];

    public bool HasErrors => Checklist.Any(item => item.Code.Blocks());

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public async Task<IActionResult> OnGetAsync(string load, CancellationToken cancel) => await ReadAsync(load, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string load, CancellationToken cancel)
    {
        if (!await ReadAsync(load, cancel))
        {
            return NotFound();
        }

        var reason = Reason?.Trim() ?? "";
        if (Decision is not ("approve" or "schedule" or "reject"))
        {
            ModelState.AddModelError(nameof(Decision), "Choose whether to approve or reject the load");
        }

        DateTimeOffset due = default;
        if (Decision == "schedule" && ReleaseMoment.Read(Day, Time, out due) is { } wrong)
        {
            ModelState.AddModelError(wrong.Contains("day", StringComparison.Ordinal) ? nameof(Day) : nameof(Time), wrong);
        }

        if (Decision is "approve" or "schedule")
        {
            CheckChecklist();
        }

        if (Decision == "reject" && reason.Length == 0)
        {
            ModelState.AddModelError(nameof(Reason), "Enter why you reject the load");
        }

        if (reason.Length > LongestReason)
        {
            ModelState.AddModelError(nameof(Reason), $"The reason must be {LongestReason} letters or fewer");
        }

        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        var kind = Decision switch
        {
            "approve" => RequestKind.Approve,
            "schedule" => RequestKind.Schedule,
            _ => RequestKind.Reject,
        };
        var detail = kind == RequestKind.Reject ? null : new ReleaseDetail
        {
            From = kind == RequestKind.Schedule ? due : null,
            Correction = string.IsNullOrWhiteSpace(Correction) ? null : Correction.Trim(),
            Acknowledged = [.. Checklist.Where(item => !item.Code.Blocks()).Select(item => item.Code.Name()).Distinct()],
        };
        var request = await requests.AskAsync(new StaffRequest(kind, Row.Source, HttpContext.Person()) { Load = load, Reason = reason.Length == 0 ? null : reason, Detail = detail }, cancel);
        return LocalRedirect($"/staff/requests/{request}");
    }

    private void CheckChecklist()
    {
        if (Correction?.Trim().Length > LongestReason)
        {
            ModelState.AddModelError(nameof(Correction), $"The reason must be {LongestReason} letters or fewer");
        }

        if (HasErrors)
        {
            ModelState.AddModelError(nameof(Decision), $"It can’t be published yet. {Checklist[0].Sentence}");
        }
        else if (Checklist.Count > 0 && !Acknowledged)
        {
            ModelState.AddModelError(nameof(Acknowledged), "Read the warnings in the checklist, and confirm that it may be published all the same");
        }
    }

    private async Task<bool> ReadAsync(string load, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await LoadRow.ReadAsync(connection, load, HttpContext.Person(), cancel) is not { } row)
        {
            return false;
        }

        Row = row;
        Checklist = row.Summary.Waits ? PublishChecklist.Of(await ChecklistReading.ReadAsync(connection, catalogue, [.. current.Faults.Select(fault => fault.ToString())], load, cancel)) : [];
        Changes = row.State == "quarantined"
            ? ChangeTable.Of("Values that it would revise", row.ProposedChanges.Take(Shown), catalogue)
            : ChangeTable.Of("Values that it revises", await LoadRevisions.ReadAsync(connection, new RevisionFilter { Load = load }, Shown, 0, cancel), catalogue, withLoad: false);
        var evidence = await connection.QuerySingleOrDefaultAsync<Evidence>(new CommandDefinition(EvidenceSql, new { load }, cancellationToken: cancel));
        Document = evidence is { Id: { } id, Name: { } name } ? new EvidenceDocument(id, name) : null;
        EarlierWaiting = await connection.QueryFirstOrDefaultAsync<(string, string)?>(new CommandDefinition(EarlierSql, new { load }, cancellationToken: cancel));
        Quoted = row.Summary.Waits ? await connection.ExecuteScalarAsync<long>(new CommandDefinition(QuotedSql, new { load }, cancellationToken: cancel)) : 0;
        var figures = (await connection.QueryAsync<Figure>(new CommandDefinition(FiguresSql, new { load }, cancellationToken: cancel))).ToList();
        Facts = [.. FactsOf(row), .. evidence?.Words is { } words ? [new SummaryRow("Evidence", words)] : Array.Empty<SummaryRow>(), .. figures is [var only] ? [new SummaryRow("Figure", Words(only))] : Array.Empty<SummaryRow>()];
        return true;
    }

    private IReadOnlyList<SummaryRow> FactsOf(LoadRow row) =>
    [
        new("File", null, StaffLinks.Load(row.LoadId, row.FileName)),
        new("Source", catalogue.Sources.TryGetValue(row.Source, out var source) ? source.Value.Title : row.Source),
        new("Brought by", row.BroughtBy ?? "Nobody: it came by itself"),
        new("State", row.Summary.Words + (row.Reason is { } why ? $". {why}" : "")),
        new("Counts", $"{ChangeTable.Number(row.Loaded)} new, {ChangeTable.Number(row.Revised)} revised, {ChangeTable.Number(row.Unchanged)} unchanged, {ChangeTable.Number(row.Rejected)} rejected"),
    ];

    private string Words(Figure figure)
    {
        var measure = catalogue.Measures.TryGetValue(figure.Measure, out var declared) ? declared.Value : null;
        var area = catalogue.Areas.ByCode.TryGetValue(figure.Area, out var known) ? known.Name : figure.Area;
        var period = measure is null ? StaffDates.Day(figure.PeriodTo) : new Periods.Period(figure.PeriodFrom, figure.PeriodTo).Words(measure.Frequency);
        return $"{measure?.Name ?? figure.Measure}{(figure.Breakdown == "total" ? "" : $", {figure.Breakdown}")}, {area}, {period}: {(figure.Value is { } value ? ChangeTable.Number(value) : ObservationStatuses.Parse(figure.Status).Words())} {ObservationStatuses.Parse(figure.Status).Mark()}".TrimEnd();
    }

    private sealed record Evidence(string? Words, string? Id, string? Name);

    private sealed record Figure(string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, decimal? Value, string Status);
}

/// <summary>A document that proves a typed figure.</summary>
internal sealed record EvidenceDocument(string Id, string Name);
