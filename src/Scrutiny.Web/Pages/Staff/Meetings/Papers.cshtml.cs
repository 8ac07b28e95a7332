using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.MeetingLogs;
using Scrutiny.Papers;
using Scrutiny.Web.Access;
using Scrutiny.Web.Http;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Meetings;

/// <summary><c>/staff/meetings/{slug}/papers</c>: what belongs to a meeting's items. A paper is a draft until the meeting's page publishes it; a new version keeps those before it.</summary>
[TakesFiles]
internal sealed class PapersModel(StaffMeetings desk, StaffPapers papers) : PageModel
{
    private const int LongestWritten = 60_000;
    private const int LongestTitle = 200;
    private const int LongestAlternative = 1000;

    public MeetingOnDesk Desk { get; private set; } = null!;

    /// <summary>Every version, the papers in order and the newest version of each first.</summary>
    public IReadOnlyList<IReadOnlyList<StoredPaper>> Papers { get; private set; } = [];

    public bool Keeps => HttpContext.Person().IsOneOf(StaffRoles.Makers);

    /// <summary>keep or drop.</summary>
    [BindProperty]
    public string? Act { get; set; }

    /// <summary>Id of the paper that is replaced or taken back; empty for a new one.</summary>
    [BindProperty]
    public string? Paper { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Item { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public IFormFile? Sent { get; set; }

    [BindProperty]
    public string? Alternative { get; set; }

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public string StateOf(StoredPaper paper) => paper.PublishedAt is not null ? "Public" : !paper.HasPlace ? "Draft; its item is not on the agenda any more" : paper.IsOpen && !Desk.Meeting.Closed ? "Draft" : "For staff only: its item is not public";

    public async Task<IActionResult> OnGetAsync(string slug, [FromQuery(Name = "replace")] string? replaced, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, cancel))
        {
            return NotFound();
        }

        if (Papers.Select(versions => versions[0]).FirstOrDefault(paper => paper.Paper == replaced) is { } old)
        {
            (Paper, Title, Item, Alternative) = (old.Paper, old.Title, old.Item, old.Alternative);
            Text = old.Kind == PaperKind.Written && await papers.ContentAsync(old, cancel) is { } markdown ? Encoding.UTF8.GetString(markdown) : null;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, cancel))
        {
            return NotFound();
        }

        try
        {
            if (Act == "drop")
            {
                await papers.DropAsync(slug, Paper ?? "", Version, HttpContext.Person(), cancel);
                return LocalRedirect($"/staff/meetings/{slug}/papers");
            }

            if (await LookAsync(cancel) is { } paper)
            {
                await papers.KeepAsync(slug, paper, HttpContext.Person(), cancel);
                return LocalRedirect($"/staff/meetings/{slug}/papers");
            }
        }
        catch (SentenceException refusal)
        {
            ModelState.AddModelError(nameof(Sent), refusal.Message);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<NewPaper?> LookAsync(CancellationToken cancel)
    {
        if (Title?.Trim() is not { Length: > 0 and <= LongestTitle })
        {
            ModelState.AddModelError(nameof(Title), $"Enter the paper’s title, at most {LongestTitle} letters");
        }

        var item = string.IsNullOrWhiteSpace(Item) ? null : Item;
        if (item is not null && Desk.Meeting.Agenda.All(entry => entry.Title != item))
        {
            ModelState.AddModelError(nameof(Item), "Choose an item of the agenda, or the meeting as a whole");
        }

        if (Alternative?.Length > LongestAlternative)
        {
            ModelState.AddModelError(nameof(Alternative), $"That must be {LongestAlternative} letters or fewer");
        }

        var written = string.IsNullOrWhiteSpace(Text) ? null : Text.ReplaceLineEndings("\n");
        if ((written is null) == (Sent is null))
        {
            ModelState.AddModelError(nameof(Text), written is null ? "Write the paper, or choose a file" : "Write the paper or choose a file, not both");
        }
        else if (written?.Length > LongestWritten)
        {
            ModelState.AddModelError(nameof(Text), string.Create(CultureInfo.InvariantCulture, $"A paper has at most {LongestWritten} letters, not {written.Length}; split it"));
        }

        var id = string.IsNullOrWhiteSpace(Paper) ? StoredPapers.NewId() : Paper;
        if (Sent is null)
        {
            return ModelState.ErrorCount > 0 ? null : new NewPaper(id, item, Title!.Trim(), PaperKind.Written, "paper.html", Encoding.UTF8.GetBytes(written!), [], null);
        }

        var (looked, content) = await SentPaper.ReadAsync(Sent, cancel);
        if (looked.Warnings.Count > 0 && string.IsNullOrWhiteSpace(Alternative))
        {
            ModelState.AddModelError(nameof(Alternative), $"Some people can’t read ‘{looked.FileName}’. {string.Join(' ', looked.Warnings)} Mend that, or say what they can do instead");
        }

        return ModelState.ErrorCount > 0 ? null : new NewPaper(id, item, Title!.Trim(), looked.Kind, looked.FileName, content, looked.Warnings, looked.Warnings.Count > 0 ? Alternative!.Trim() : null);
    }

    private async Task<bool> ReadAsync(string slug, CancellationToken cancel)
    {
        if (await desk.ReadAsync(slug, cancel) is not { } found)
        {
            return false;
        }

        Desk = found;
        Papers = [.. (await papers.ReadAsync(slug, cancel)).GroupBy(paper => paper.Paper).Select(versions => (IReadOnlyList<StoredPaper>)[.. versions.OrderByDescending(paper => paper.Version)])];
        return true;
    }
}
