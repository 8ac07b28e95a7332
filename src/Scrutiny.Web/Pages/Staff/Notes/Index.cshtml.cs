using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.ExplanationLedger;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Notes;

/// <summary><c>/staff/notes</c>: commentary, and the form for a new one.</summary>
internal sealed class IndexModel(NpgsqlDataSource database, Catalogue catalogue, StaffRequests requests) : PageModel
{
    private const int Longest = 4000;

    public DataTable Notes { get; private set; } = null!;

    public IReadOnlyList<(string Id, string Name)> Measures => [.. catalogue.Measures.Select(measure => (measure.Key, measure.Value.Value.Name)).OrderBy(measure => measure.Name, StringComparer.Ordinal)];

    [BindProperty(SupportsGet = true)]
    public string? Measure { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? JobTitle { get; set; }

    /// <summary>The published note that the new one corrects.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Corrects { get; set; }

    /// <summary>An explanation that staff keep, whose words the new note begins with.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Explanation { get; set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await ReadAsync(cancel);
        if (long.TryParse(Explanation, NumberStyles.None, CultureInfo.InvariantCulture, out var given))
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            if (await StoredExplanations.FindAsync(connection, given, cancel) is { } explanation)
            {
                (Measure, Text) = (explanation.Series.Measure, $"{explanation.GivenBy} gave this explanation on {StaffDates.Day(explanation.GivenOn)}{(explanation.Reference is { } where ? $" ({where})" : "")}: “{explanation.Text}”");
            }
        }

        if (long.TryParse(Corrects, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            if (await NoteRow.FindAsync(connection, number, cancel) is { } former)
            {
                (Measure, Text, JobTitle) = (former.Measure, former.Text, former.JobTitle);
            }
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var text = PostedMoments.Text(ModelState, nameof(Text), Text, Longest, "Enter the commentary");
        var title = PostedMoments.Text(ModelState, nameof(JobTitle), JobTitle, 80, "Enter the author’s job title, which is shown with the commentary");
        if (Measure is null || !catalogue.Measures.ContainsKey(Measure))
        {
            ModelState.AddModelError(nameof(Measure), "Choose the measure that it is about");
        }

        if (ModelState.ErrorCount > 0)
        {
            await ReadAsync(cancel);
            return Page();
        }

        var detail = new ReleaseDetail { Measure = Measure, Text = text, JobTitle = title, Note = long.TryParse(Corrects, NumberStyles.None, CultureInfo.InvariantCulture, out var corrected) ? corrected : null };
        var request = await requests.AskAsync(new StaffRequest(RequestKind.WriteNote, ReleaseDetail.Office, HttpContext.Person()) { Detail = detail }, cancel);
        return LocalRedirect($"/staff/requests/{request}");
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        Notes = new DataTable(
            "Commentary, waiting first",
            [new("Measure"), new("State"), new("Begins"), new("By"), new("Written")],
            [.. (await NoteRow.AllAsync(connection, cancel)).Select(note => (IReadOnlyList<TableCell>)
            [
                new(null, StaffLinks.Link($"/staff/notes/{note.Id}", catalogue.Measures.TryGetValue(note.Measure, out var measure) ? measure.Value.Name : note.Measure)),
                new(null, StaffLinks.Tag(note.Words, note.Tone)),
                new(note.Text.Length <= 80 ? note.Text : note.Text[..80] + "…"),
                new(note.JobTitle),
                new(LondonTime.DateAndTime(new DateTimeOffset(note.WrittenAt, TimeSpan.Zero))),
            ])])
        { CaptionClasses = "govuk-visually-hidden" };
    }
}
