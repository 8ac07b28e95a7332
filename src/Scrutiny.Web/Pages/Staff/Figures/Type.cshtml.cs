using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Periods;
using Scrutiny.Requests;
using Scrutiny.Web.Body;
using Scrutiny.Web.Http;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Figures;

/// <summary><c>/staff/figures/type</c>: one figure with what proves it. It goes the way of a file, and a second person approves it.</summary>
[TakesFiles]
internal sealed class TypeModel(Catalogue catalogue, StaffRequests requests, IOptions<BodySettings> body) : PageModel
{
    private const int LongestEvidence = 1000;
    private const long LargestDocument = 20 << 20;

    public static IReadOnlyList<(string Value, string Words)> Statuses { get; } = [("", "Final"), ("p", "Provisional"), ("r", "Revised"), ("u", "Low reliability"), ("b", "A break in the series begins here")];

    [BindProperty]
    public string? Measure { get; set; }

    [BindProperty]
    public string? Area { get; set; }

    [BindProperty]
    public string? Breakdown { get; set; }

    [BindProperty]
    public string? Period { get; set; }

    [BindProperty]
    public string? Value { get; set; }

    [BindProperty]
    public string? Status { get; set; }

    [BindProperty]
    public string? Evidence { get; set; }

    [BindProperty]
    public IFormFile? Document { get; set; }

    public IReadOnlyList<(string Id, string Name)> Measures => [.. catalogue.Measures.Values
        .Where(measure => measure.Value.Sources.Contains(TypedFigure.Source))
        .OrderBy(measure => measure.Value.Name, StringComparer.OrdinalIgnoreCase)
        .Select(measure => (measure.Id, measure.Value.Name))];

    /// <summary>The parts of each measure that has any.</summary>
    public IReadOnlyList<(string Id, string Name, IReadOnlyList<Breakdown> Parts)> Parts => [.. Measures
        .Select(choice => (choice.Id, choice.Name, Parts: catalogue.Measures[choice.Id].Value.Breakdowns))
        .Where(choice => choice.Parts.Count > 0)];

    public IReadOnlyList<(string Code, string Name)> Areas => [.. catalogue.Areas.ByCode.Values
        .Where(area => area.Kind is AreaKind.Force or AreaKind.District)
        .OrderBy(area => area.Name, StringComparer.OrdinalIgnoreCase)
        .Select(area => (area.Code, area.Name))];

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public void OnGet() => Area = body.Value.Area;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        Check();
        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        var person = HttpContext.Person();
        StoredUpload? document = null;
        var name = Document is { Length: > 0 } ? NewUpload.NameOf(Document.FileName) : null;
        if (name is not null)
        {
            await using var content = Document!.OpenReadStream();
            document = await requests.StoreAsync(content, new NewUpload(TypedFigure.Source, name, person.Name) { Evidence = true }, cancel);
        }

        var figure = new TypedFigure(Measure!, Area!, Breakdown?.Trim() ?? "", Period!.Trim(), Value!.Trim(), Status ?? "", Evidence!.Trim().ReplaceLineEndings(" "), name, document?.Sha256);
        var request = await requests.AskAsync(new StaffRequest(RequestKind.TypeFigure, TypedFigure.Source, person) { Figure = figure, Upload = document?.Id }, cancel);
        return LocalRedirect($"/staff/requests/{request}");
    }

    // The loader checks all of this again; here the sentence stands beside its field.
    private void Check()
    {
        if (Measure is null || Measures.All(choice => choice.Id != Measure) || !catalogue.Measures.TryGetValue(Measure, out var measure))
        {
            ModelState.AddModelError(nameof(Measure), "Choose the measure");
            measure = null;
        }

        if (Areas.All(choice => choice.Code != Area))
        {
            ModelState.AddModelError(nameof(Area), "Choose the area");
        }

        if (measure is not null && Breakdown?.Trim() is { Length: > 0 } part && measure.Value.Breakdowns.All(breakdown => breakdown.Key != part))
        {
            ModelState.AddModelError(nameof(Breakdown), measure.Value.Breakdowns.Count == 0 ? $"{measure.Value.Name} has no parts; choose the total" : $"Choose the total or a part of {measure.Value.Name}");
        }

        if (!PeriodText.TryParse(Period?.Trim() ?? "", PeriodForm.Tidy, out var period) || (measure is not null && !period.Suits(measure.Value.Frequency)))
        {
            ModelState.AddModelError(nameof(Period), "Enter a period that the measure is reported for, such as 2026-09");
        }

        if (!decimal.TryParse(Value?.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _) && Value?.Trim() is not ("[x]" or "[z]" or "[c]"))
        {
            ModelState.AddModelError(nameof(Value), "Enter a number without signs or spaces, such as 92.1, or [x]");
        }

        if (Statuses.All(choice => choice.Value != (Status ?? "")))
        {
            ModelState.AddModelError(nameof(Status), "Choose a status");
        }

        if (Evidence?.Trim() is not { Length: > 0 and <= LongestEvidence })
        {
            ModelState.AddModelError(nameof(Evidence), $"Enter the evidence, at most {LongestEvidence} letters");
        }

        if (Document?.Length > LargestDocument)
        {
            ModelState.AddModelError(nameof(Document), "The document must be 20 MB or smaller");
        }
    }
}
