using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Dashboards;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.PreRelease;

/// <summary><c>/staff/pre-release/{id}</c>: a release's figures for who was invited, under the reader's job title; each look is recorded before it is answered.</summary>
internal sealed class ReleaseModel(EarlySightings early, StaffAudit audit, Catalogue catalogue) : PageModel
{
    private const int Shown = 200;

    public EarlySighting Sight { get; private set; } = null!;

    public DataTable Figures { get; private set; } = null!;

    public bool Synthetic => catalogue.IsSynthetic(Sight.Source);

    public string Watermark => $"Early sight: {Sight.JobTitle}, {LondonTime.DateAndTime(new DateTimeOffset(Sight.SeenAt, TimeSpan.Zero))}";

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        var person = HttpContext.Person();
        if (await early.FindAsync(person, id, cancel) is not { } sight)
        {
            return NotFound();
        }

        Sight = sight;
        var figures = await early.FiguresAsync(sight, Shown, cancel);
        Figures = new DataTable(
            "Figures of the release",
            [new("Measure"), new("Area"), new("Period"), new("Value", Numeric: true)],
            [.. figures.Select(figure => (IReadOnlyList<TableCell>)[new(Name(figure)), new(Area(figure)), new(Words(figure)), new(Value(figure))])])
        { CaptionClasses = "govuk-visually-hidden" };
        await audit.SawEarlyAsync(person, sight, "page", cancel);
        return Page();
    }

    private string Name(EarlyFigure figure) => !catalogue.Measures.TryGetValue(figure.Measure, out var measure) ? figure.Measure
        : figure.Breakdown == "total" ? measure.Value.Name : $"{measure.Value.Name}: {measure.Value.Breakdowns.FirstOrDefault(part => part.Key == figure.Breakdown)?.Name ?? figure.Breakdown}";

    private string Area(EarlyFigure figure) => catalogue.Areas.ByCode.TryGetValue(figure.Area, out var area) ? area.Name : figure.Area;

    private string Words(EarlyFigure figure) =>
        catalogue.Measures.TryGetValue(figure.Measure, out var measure) ? new Period(figure.PeriodFrom, figure.PeriodTo).Words(measure.Value.Frequency) : StaffDates.Day(figure.PeriodTo);

    private static string Value(EarlyFigure figure) =>
        $"{(figure.Value is { } value ? ChangeTable.Number(value) : ObservationStatuses.Parse(figure.Status).Words())} {ObservationStatuses.Parse(figure.Status).Mark()}".TrimEnd();
}
