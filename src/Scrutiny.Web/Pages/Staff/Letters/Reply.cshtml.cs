using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Papers;
using Scrutiny.Web.Access;
using Scrutiny.Web.Http;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Letters;

/// <summary><c>/staff/letters/{slug}/reply</c>: a reply with its documents, by the Chief Constable's office; or by the office, for one that came on paper.</summary>
[TakesFiles]
internal sealed class ReplyModel(StaffLetters letters) : PageModel
{
    private const int MostDocuments = 5;
    private const int LongestAlternative = 1000;

    public LetterOnDesk Desk { get; private set; } = null!;

    public bool OnBehalf => HttpContext.Person().Role != StaffRole.ChiefConstablesOffice;

    [BindProperty]
    public string? Key { get; set; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public List<IFormFile> Documents { get; set; } = [];

    [BindProperty]
    public string? Alternative { get; set; }

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await ReadAsync(slug, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, cancel))
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(Text))
        {
            ModelState.AddModelError(nameof(Text), "Enter the reply");
        }

        var documents = await CheckAsync(cancel);
        if (ModelState.ErrorCount > 0 || Key is not { Length: >= 8 and <= 64 } key)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }

        try
        {
            await letters.ReplyAsync(Desk, key, Text!.Trim().ReplaceLineEndings("\n"), Desk.Letter.Written?.To ?? "Chief Constable", documents, HttpContext.Person(), cancel);
            return LocalRedirect($"/staff/letters/{slug}");
        }
        catch (MeetingMovedOnException)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            ModelState.AddModelError(nameof(Text), "Something else was recorded at this very moment. What you typed is kept; choose the documents again and send it");
        }
        catch (SentenceException refusal)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            ModelState.AddModelError(nameof(Text), refusal.Message);
        }

        return Page();
    }

    private async Task<IReadOnlyList<NewPaper>> CheckAsync(CancellationToken cancel)
    {
        var documents = new List<NewPaper>();
        if (Documents.Count > MostDocuments)
        {
            ModelState.AddModelError(nameof(Documents), $"A reply has at most {MostDocuments} documents; put some together");
            return documents;
        }

        if (Alternative?.Length > LongestAlternative)
        {
            ModelState.AddModelError(nameof(Alternative), $"That must be {LongestAlternative} letters or fewer");
        }

        foreach (var sent in Documents)
        {
            try
            {
                var (looked, content) = await SentPaper.ReadAsync(sent, cancel);
                if (looked.Warnings.Count > 0 && string.IsNullOrWhiteSpace(Alternative))
                {
                    ModelState.AddModelError(nameof(Alternative), $"Some people can’t read ‘{looked.FileName}’. {string.Join(' ', looked.Warnings)} Mend that, or say what they can do instead");
                }

                documents.Add(new NewPaper(StoredPapers.NewId(), null, Path.GetFileNameWithoutExtension(looked.FileName), looked.Kind, looked.FileName, content, looked.Warnings, looked.Warnings.Count > 0 ? Alternative?.Trim() : null));
            }
            catch (SentenceException refusal)
            {
                ModelState.AddModelError(nameof(Documents), refusal.Message);
            }
        }

        return documents;
    }

    private async Task<bool> ReadAsync(string slug, CancellationToken cancel)
    {
        if (await letters.FindAsync(slug, HttpContext.Person(), cancel) is not { Letter.State: LetterState.Sent or LetterState.Replied } found)
        {
            return false;
        }

        Desk = found;
        return true;
    }
}
