using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Observations;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Revisions;

/// <summary><c>/staff/revisions</c>: what loads have changed, across all of them.</summary>
internal sealed class IndexModel(NpgsqlDataSource database, Catalogue catalogue) : PageModel
{
    private const int PageSize = 100;

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [BindProperty(SupportsGet = true)]
    public string? Source { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Measure { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Load { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public IReadOnlyList<(string Id, string Title)> SourceChoices { get; private set; } = [];

    public IReadOnlyList<(string Id, string Name)> MeasureChoices { get; private set; } = [];

    public DataTable Revisions { get; private set; } = null!;

    public Pager Pager { get; private set; } = null!;

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var person = HttpContext.Person();
        var page = Pager.Number(Request.Query["page"]);
        SourceChoices = [.. catalogue.Sources.Values.Where(source => person.Sees(source.Id)).Select(source => (source.Id, source.Value.Title))];
        MeasureChoices = [.. catalogue.Measures.Values.Where(measure => person.Sources is null || measure.Value.Sources.Any(person.Sees)).OrderBy(measure => measure.Value.Name, StringComparer.OrdinalIgnoreCase).Select(measure => (measure.Id, measure.Value.Name))];
        var from = Day(From, nameof(From));
        var to = Day(To, nameof(To));
        var filter = new RevisionFilter
        {
            Sources = string.IsNullOrEmpty(Source) ? person.Sources : person.Sees(Source) ? [Source] : [],
            Load = string.IsNullOrEmpty(Load) ? null : Load,
            Measure = string.IsNullOrEmpty(Measure) ? null : Measure,
            From = from is { } first ? Midnight(first) : null,
            // The last day belongs to it.
            To = to is { } last ? Midnight(last.AddDays(1)) : null,
        };
        await using var connection = await database.OpenConnectionAsync(cancel);
        var revisions = await LoadRevisions.ReadAsync(connection, filter, PageSize + 1, (page - 1) * PageSize, cancel);
        Pager = new Pager(page, revisions.Count > PageSize, "/staff/revisions", new Dictionary<string, string?> { ["source"] = Source, ["measure"] = Measure, ["load"] = Load, ["from"] = From, ["to"] = To });
        Revisions = ChangeTable.Of("Revisions, newest first", revisions.Take(PageSize), catalogue, withLoad: true);
    }

    private DateOnly? Day(string? text, string field)
    {
        if (!StaffDates.TryParse(text, out var day))
        {
            ModelState.AddModelError(field, "A date must be written like 2026-09-30");
        }

        return day;
    }

    private static DateTimeOffset Midnight(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, London.GetUtcOffset(local));
    }
}
