using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.QuestionLedger;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Questions;

/// <summary><c>/staff/questions/{reference}/wordings</c>: what a question said before. Whoever looks stands in the record.</summary>
internal sealed class WordingsModel(StaffQuestions questions) : PageModel
{
    public StoredQuestion Question { get; private set; } = null!;

    public IReadOnlyList<EarlierWording> Wordings { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken cancel)
    {
        if (await questions.FindAsync(reference, cancel) is not { } found)
        {
            return NotFound();
        }

        Question = found;
        Wordings = await questions.WordingsAsync(found, HttpContext.Person(), cancel);
        return Page();
    }
}
