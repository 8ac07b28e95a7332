using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.CorrectionRegister;
using Scrutiny.Dashboards;
using Scrutiny.Periods;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Web.Access;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Corrections;

/// <summary><c>/staff/corrections</c>: quoted figures that changed, by what was decided about each.</summary>
internal sealed class IndexModel(NpgsqlDataSource database, Catalogue catalogue, StaffRequests requests, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;
    private const int LongestReason = 1000;

    private IReadOnlyDictionary<string, long> counts = new Dictionary<string, long>();

    public static IReadOnlyList<(string State, string Words)> States { get; } = [("open", "Open"), ("published", "Published"), ("dismissed", "Dismissed"), ("closed", "Closed by itself")];

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty]
    public string[]? Chosen { get; set; }

    [BindProperty]
    public string? Decision { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<StoredCorrection> Rows { get; private set; } = [];

    public DataTable Table { get; private set; } = null!;

    public Pager Pager { get; private set; } = null!;

    public bool MayDecide => HttpContext.Person().IsOneOf(StaffRoles.Deciders);

    public string Version => string.Join('.', States.Select(state => CountOf(state.State)));

    public long CountOf(string state) => counts.GetValueOrDefault(state);

    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var chosen = (Chosen ?? []).Select(CorrectionShown.ReadChoice).OfType<CorrectionChoice>().ToList();
        if (Decision is not ("publish" or "dismiss"))
        {
            ModelState.AddModelError(nameof(Decision), "Choose whether to publish or to dismiss");
        }

        if (chosen.Count == 0)
        {
            ModelState.AddModelError(nameof(Chosen), "Tick at least one correction");
        }

        var reason = Decision == "dismiss" ? PostedMoments.Text(ModelState, nameof(Reason), Reason, LongestReason, "Enter why no correction is needed") : Reason?.Trim();
        if (reason?.Length > LongestReason)
        {
            ModelState.TryAddModelError(nameof(Reason), $"This must be {LongestReason} letters or fewer");
        }

        if (ModelState.ErrorCount > 0)
        {
            await ReadAsync(cancel);
            return Page();
        }

        var request = await requests.AskAsync(
            new StaffRequest(RequestKind.DecideCorrections, ReleaseDetail.Office, HttpContext.Person()) { Reason = string.IsNullOrEmpty(reason) ? null : reason, Detail = new ReleaseDetail { Corrections = chosen, Decision = Decision } }, cancel);
        return LocalRedirect($"/staff/requests/{request}");
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        State = States.Any(state => state.State == State) ? State : "open";
        var page = Pager.Number(Request.Query["page"]);
        await using var connection = await database.OpenConnectionAsync(cancel);
        counts = await StoredCorrections.CountAsync(connection, cancel);
        var rows = await StoredCorrections.ReadAsync(connection, State, PageSize + 1, (page - 1) * PageSize, cancel);
        Rows = [.. rows.Take(PageSize)];
        Pager = new Pager(page, rows.Count > PageSize, "/staff/corrections", new Dictionary<string, string?> { ["state"] = State });
        var ticks = MayDecide && State == "open";
        Table = new DataTable(
            "Quoted figures that changed",
            [new("Figure"), new("Quoted", Numeric: true), new("Now", Numeric: true), new("Change"), new("Places", Numeric: true), new(State == "open" ? "Stands" : "Decided"), new(State == "open" ? "Since" : "Why")],
            [.. Rows.Select(row => (IReadOnlyList<TableCell>)[.. Cells(row, ticks)])])
        { CaptionClasses = "govuk-visually-hidden" };
    }

    private IEnumerable<TableCell> Cells(StoredCorrection row, bool ticks)
    {
        var shown = new CorrectionShown(row, catalogue);
        yield return new(null, (ticks ? Tick(row, shown) : new HtmlContentBuilder()).Content(StaffLinks.Link(string.Create(CultureInfo.InvariantCulture, $"/staff/corrections/{row.Id}"), shown.Name)).Raw("<span class=\"app-under\">").Text($"{shown.AreaName}, {shown.PeriodWords}").Raw("</span>"));
        yield return new(shown.Old);
        yield return new(shown.New);
        yield return new(shown.Size ?? "–");
        yield return new(row.Places.Count.ToString(CultureInfo.InvariantCulture));
        yield return row.State == "open" ? new(null, StaffLinks.Tag(shown.Standing, shown.Tone)) : new($"{row.DecidedBy}, {LondonTime.Date(row.DecidedAt!.Value)}");
        yield return new(row.State == "open" ? $"{LondonTime.Date(row.OpenedAt)} ({shown.Age(clock.GetUtcNow())})" : row.DecidedReason ?? "–");
    }

    private HtmlContentBuilder Tick(StoredCorrection row, CorrectionShown shown)
    {
        var (id, value) = (string.Create(CultureInfo.InvariantCulture, $"chosen-{row.Id}"), CorrectionShown.Choice(row));
        return new HtmlContentBuilder().Raw("<input class=\"app-tick\" type=\"checkbox\" name=\"Chosen\"").Attribute("id", id).Attribute("value", value).Raw(Chosen?.Contains(value) == true ? " checked" : "").Raw(">")
            .Raw("<label class=\"govuk-visually-hidden\"").Attribute("for", id).Raw(">").Text($"{shown.Name}, {shown.AreaName}, {shown.PeriodWords}").Raw("</label>");
    }
}
