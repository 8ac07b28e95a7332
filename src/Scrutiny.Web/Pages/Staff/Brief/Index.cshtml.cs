using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Dashboards;
using Scrutiny.MeetingLogs;
using Scrutiny.Measures;
using Scrutiny.Meetings;
using Scrutiny.Promises;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Brief;

/// <summary><c>/staff/brief/{slug}</c>: what the Commissioner has on a tablet in the meeting: the item, lines of enquiry that nobody else sees, what was promised and what the figures say of it.</summary>
internal sealed class IndexModel(StaffMeetings desk, Catalogue catalogue) : PageModel
{
    public MeetingOnDesk Desk { get; private set; } = null!;

    public Meeting Meeting => Desk.Meeting;

    public MeetingProgress Progress => Desk.Progress;

    public IReadOnlyList<EarlierPromise> Promises { get; private set; } = [];

    [BindProperty]
    public string? Key { get; set; }

    [BindProperty]
    public int? Item { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Why the line was not kept; null where none was refused.</summary>
    public string? Refusal { get; private set; }

    public bool Keeps => Progress.State is MeetingState.Planned or MeetingState.Published or MeetingState.Live or MeetingState.Paused;

    public static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Lines of enquiry about an item; about the meeting as a whole where there is none.</summary>
    public IEnumerable<string> EnquiriesOf(int? item) => Progress.Events.Select(logged => logged.Act).OfType<MeetingAct.EnquiryKept>().Where(enquiry => enquiry.Item == item).Select(enquiry => enquiry.Text);

    /// <summary>What the figures said last, beside what was promised.</summary>
    public string FiguresOf(EarlierPromise earlier)
    {
        var promise = earlier.Promise;
        if (promise.Measure is null || !catalogue.Measures.TryGetValue(promise.Measure, out var declared))
        {
            return promise.Measure is null ? PromiseWords.Deliverable : PromiseWords.Gone;
        }

        var aim = $"{declared.Value.Name}: {(promise.Comparison == PromiseComparison.AtLeast ? "at least" : "at most")} {FigureText.Words(promise.Target ?? 0, declared.Value)} by {StaffDates.Day(promise.Due)}.";
        return earlier.Judged is { Value: { } value } judged ? $"{aim} Now {FigureText.Words(value, declared.Value)}, as judged on {LondonTime.Date(judged.At)}.{(declared.Value.Sources.All(catalogue.IsSynthetic) ? " Synthetic data." : "")}" : $"{aim} No figure says anything of it yet.";
    }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await ReadAsync(slug, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, cancel))
        {
            return NotFound();
        }

        try
        {
            if (ModelState.ErrorCount > 0 || Key is not { Length: >= 8 and <= 64 })
            {
                throw SentenceException.Refused("A field of the form can't be read; look at what you typed and send it again.");
            }

            // A line of enquiry rests on nothing that happens in the room.
            await desk.ActAsync(Desk.Stored, Progress.Last, Key, HttpContext.Person(), [new MeetingAct.EnquiryKept(Item, Text?.Trim().ReplaceLineEndings("\n") ?? "")], cancel);
            return LocalRedirect($"/staff/brief/{slug}");
        }
        catch (MeetingMovedOnException)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            Refusal = "Something else was recorded at this very moment. What you typed is kept; send it again.";
        }
        catch (SentenceException refusal)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            Refusal = refusal.Message;
        }

        return Page();
    }

    private async Task<bool> ReadAsync(string slug, CancellationToken cancel)
    {
        if (await desk.ReadAsync(slug, cancel) is not { } found)
        {
            return false;
        }

        (Desk, Promises) = (found, await desk.EarlierPromisesAsync(found, cancel));
        return true;
    }
}
