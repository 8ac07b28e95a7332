using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Dashboards;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Periods;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Letters;

/// <summary><c>/staff/letters/write</c>: begins a letter, or with <c>?letter=</c> changes a draft. Figures are inserted by name, and say what is public when it is sent.</summary>
internal sealed partial class WriteModel(StaffLetters letters, StaffWriting writing, Catalogue catalogue, TimeProvider time) : PageModel
{
    private const int ReplyDays = 20;

    [BindProperty]
    public LetterForm Form { get; set; } = new();

    [BindProperty]
    public string? Act { get; set; }

    public bool IsNew { get; private set; }

    /// <summary>How each part will read; null until that is asked for.</summary>
    public IReadOnlyList<(string Heading, WrittenText Text)>? Preview { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "letter")] string? slug, CancellationToken cancel)
    {
        IsNew = slug is null;
        if (slug is null)
        {
            Form.To = "Chief Constable";
            Form.ReplyBy = $"{catalogue.WorkingDays.After(LondonTime.Day(time.GetUtcNow()), ReplyDays):yyyy-MM-dd}";
            return Page();
        }

        if (await letters.FindAsync(slug, HttpContext.Person(), cancel) is not { Draft: { } draft } letter)
        {
            return NotFound();
        }

        Form = new LetterForm { Sequence = letter.Meeting.Sequence, Slug = slug, Title = letter.Meeting.Title, To = draft.To, Text = draft.Text, Standard = draft.Standard, Asks = draft.Asks, ReplyBy = $"{draft.ReplyBy:yyyy-MM-dd}" };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromQuery(Name = "letter")] string? slug, CancellationToken cancel)
    {
        IsNew = slug is null;
        Form.Slug = slug ?? Form.Slug?.Trim();
        var draft = Read();
        if (Act == "preview")
        {
            Preview = [("The letter", await writing.ReadAsync(Form.Text ?? "", null, cancel)), ("The standard", await writing.ReadAsync(Form.Standard ?? "", null, cancel)), ("What I ask", await writing.ReadAsync(Form.Asks ?? "", null, cancel))];
            return Page();
        }

        if (draft is null)
        {
            return Page();
        }

        try
        {
            await letters.DraftAsync(Form.Slug!, Form.Title!.Trim(), Form.Sequence, draft, HttpContext.Person(), cancel);
            return LocalRedirect($"/staff/letters/{Form.Slug}");
        }
        catch (MeetingMovedOnException)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            ModelState.AddModelError("Slug", IsNew ? "There is a letter or a meeting with this address already; choose another" : "Somebody else changed this letter meanwhile; what you typed is kept below. Open it in another window, compare, and save there");
        }
        catch (SentenceException refusal)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            ModelState.AddModelError("Title", refusal.Message);
        }

        return Page();
    }

    private LetterDraft? Read()
    {
        Words("Title", "what the letter is about", Form.Title, 200);
        Words("To", "to whom it goes", Form.To, 200);
        Words("Text", "the letter", Form.Text, LetterRules.LongestLetter);
        Words("Asks", "what is asked, a line for each question", Form.Asks, MeetingRules.LongestText);
        if (Form.Standard?.Length > MeetingRules.LongestText)
        {
            ModelState.AddModelError("Standard", $"The standard must be {MeetingRules.LongestText} letters or fewer");
        }

        if (Form.Slug is null || !SlugForm().IsMatch(Form.Slug) || Form.Slug.Length > 80 || Form.Slug is "plan" or "write")
        {
            ModelState.AddModelError("Slug", "Enter the address with lower-case letters, digits and hyphens, such as letter-2026-11-answering-101");
        }

        if (!StaffDates.TryParse(Form.ReplyBy, out var day))
        {
            ModelState.AddModelError("ReplyBy", $"‘{Form.ReplyBy}’ is no day; write it such as 2026-12-18");
        }

        return ModelState.ErrorCount > 0 ? null : new LetterDraft(Form.To!.Trim(), Lines(Form.Text), Lines(Form.Standard), Lines(Form.Asks), day);
    }

    private void Words(string field, string what, string? text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            ModelState.AddModelError(field, $"Enter {what}");
        }
        else if (text.Length > longest)
        {
            ModelState.AddModelError(field, $"That is {text.Length} letters; at most {longest} fit");
        }
    }

    private static string Lines(string? text) => (text ?? "").Trim().ReplaceLineEndings("\n");

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex SlugForm();
}

/// <summary>The form for a letter, as it was typed.</summary>
internal sealed class LetterForm
{
    /// <summary>The change of the draft that was on the page; 0 for a new letter.</summary>
    public int Sequence { get; set; }

    public string? Slug { get; set; }

    public string? Title { get; set; }

    public string? To { get; set; }

    public string? Text { get; set; }

    public string? Standard { get; set; }

    public string? Asks { get; set; }

    public string? ReplyBy { get; set; }
}
