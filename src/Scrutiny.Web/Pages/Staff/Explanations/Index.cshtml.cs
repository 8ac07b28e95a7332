using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Dashboards;
using Scrutiny.Explanations;
using Scrutiny.Periods;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Web.Access;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Explanations;

/// <summary><c>/staff/explanations</c>: what was given as the reason for figures, and what they did since.</summary>
internal sealed class IndexModel(StaffExplanations explanations, Catalogue catalogue, StaffRequests requests, IOptions<BodySettings> body, TimeProvider clock) : PageModel
{
    private const int Most = 100;

    public IReadOnlyList<ShownExplanation> Shown { get; private set; } = [];

    public IReadOnlyList<(string Id, string Name)> Measures => [.. catalogue.Measures.Select(measure => (measure.Key, measure.Value.Value.Name)).OrderBy(measure => measure.Name, StringComparer.Ordinal)];

    public bool MayKeep => HttpContext.Person().IsOneOf(StaffRoles.Makers);

    /// <summary>The measure whose explanations are listed.</summary>
    [BindProperty(SupportsGet = true)]
    public string? About { get; set; }

    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public string? Explained { get; set; }

    [BindProperty]
    public string? Measure { get; set; }

    [BindProperty]
    public string? Area { get; set; }

    [BindProperty]
    public string? Breakdown { get; set; }

    [BindProperty]
    public string? Period { get; set; }

    [BindProperty]
    public string? GivenOn { get; set; }

    [BindProperty]
    public string? GivenBy { get; set; }

    [BindProperty]
    public string? Via { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Measure = About;
        await ReadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Act == "strike")
        {
            return long.TryParse(Explained, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? await AskAsync(RequestKind.StrikeExplanation, new ReleaseDetail { Explained = number }, cancel)
                : BadRequest();
        }

        var given = Given();
        if (ModelState.ErrorCount == 0)
        {
            return await AskAsync(RequestKind.WriteExplanation, new ReleaseDetail { Explanation = given, Measure = given!.Measure }, cancel);
        }

        await ReadAsync(cancel);
        return Page();
    }

    private GivenExplanation? Given()
    {
        var (question, _, wrong) = SeriesQuestion.Read(catalogue, Measure ?? "", Area?.Trim(), Breakdown?.Trim(), null, body.Value.Area);
        if (question is null)
        {
            ModelState.AddModelError(catalogue.Measures.ContainsKey(Measure ?? "") ? wrong!.Contains("area", StringComparison.Ordinal) ? nameof(Area) : nameof(Breakdown) : nameof(Measure), wrong!);
        }

        Period? period = null;
        if (!string.IsNullOrWhiteSpace(Period))
        {
            if (PeriodText.TryParse(Period.Trim(), PeriodForm.Tidy, out var read) && question?.Measure is { } measure && read.Suits(measure.Frequency))
            {
                period = read;
            }
            else
            {
                ModelState.AddModelError(nameof(Period), "Write a period that the measure is reported for, such as 2026-09, or leave it empty");
            }
        }

        if (!StaffDates.TryParse(GivenOn, out var day) || day is null || day > LondonTime.Day(clock.GetUtcNow()))
        {
            ModelState.AddModelError(nameof(GivenOn), "Enter the day on which it was given, not later than today, such as 2026-11-18");
        }

        var by = PostedMoments.Text(ModelState, nameof(GivenBy), GivenBy, 120, "Enter who gave it, by office");
        var text = PostedMoments.Text(ModelState, nameof(Text), Text, 4000, "Enter the explanation");
        if (Reference?.Trim().Length > 200)
        {
            ModelState.AddModelError(nameof(Reference), "This must be 200 letters or fewer");
        }

        if (!ExplanationVias.TryParse(Via, out var via))
        {
            ModelState.AddModelError(nameof(Via), "Choose how it was given");
        }

        return ModelState.ErrorCount > 0 ? null : new GivenExplanation(
            question!.Id, question.Area.Code, question.Breakdown, period?.From, period?.To, day!.Value, by, via.Name(), string.IsNullOrWhiteSpace(Reference) ? null : Reference.Trim(), text.ReplaceLineEndings("\n"));
    }

    private async Task<IActionResult> AskAsync(RequestKind kind, ReleaseDetail detail, CancellationToken cancel) =>
        LocalRedirect($"/staff/requests/{await requests.AskAsync(new StaffRequest(kind, ReleaseDetail.Office, HttpContext.Person()) { Detail = detail }, cancel)}");

    private async Task ReadAsync(CancellationToken cancel) =>
        Shown = await explanations.ReadAsync(About is not null && catalogue.Measures.ContainsKey(About) ? [About] : null, Most, cancel);
}
