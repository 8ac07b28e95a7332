using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Dashboards;
using Scrutiny.Meetings;
using Scrutiny.Periods;
using Scrutiny.Web.Access;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Letters;

/// <summary><c>/staff/letters</c>: every written challenge; the Chief Constable's office finds those that were sent to it.</summary>
internal sealed class IndexModel(StaffLetters letters, Catalogue catalogue, TimeProvider time) : PageModel
{
    public DataTable? Letters { get; private set; }

    public bool Writes => HttpContext.Person().IsOneOf(StaffRoles.LetterReaders);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var all = await letters.AllAsync(HttpContext.Person(), cancel);
        var today = LondonTime.Day(time.GetUtcNow());
        Letters = all.Count == 0 ? null : new DataTable(
            "Letters, the latest first",
            [new("Letter"), new("Sent"), new("Reply by"), new("State"), new("Public")],
            [.. all.Select(letter => (IReadOnlyList<TableCell>)
            [
                new(null, StaffLinks.Link($"/staff/letters/{letter.Slug}", letter.Meeting.Title)),
                new(letter.Letter.SentAt is { } sent ? LondonTime.Date(sent) : "–"),
                new(null, LetterDue.Words(letter.Letter, today, catalogue.WorkingDays)),
                new(letter.Letter.State.Words() + (letter.Meeting.Sample ? ", sample" : "")),
                new(LetterDue.PublicWords(letter.Progress)),
            ])])
        { CaptionClasses = "govuk-visually-hidden" };
    }
}
