using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Replies;

/// <summary><c>/staff/replies/{slug}</c>: what was said in a public meeting, each with its replies and a form for one more.</summary>
internal sealed class MeetingModel(StaffMeetings desk) : PageModel
{
    private const string Office = "Chief Constable’s office";

    public MeetingOnDesk Log { get; private set; } = null!;

    [BindProperty]
    public string? Key { get; set; }

    /// <summary>Public number of the event that is replied to.</summary>
    [BindProperty]
    public long To { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Why the reply was not taken; null where none was refused.</summary>
    public string? Refusal { get; private set; }

    public IEnumerable<(LoggedEvent Logged, IReadOnlyList<MeetingAct.ReplyGiven> Replies)> Said => Log.Progress.Events
        .Where(logged => MeetingRules.TakesReply(logged.Act) && !(Log.Progress.Corrections.TryGetValue(logged.Number, out var corrected) && corrected.Text is null))
        .Select(logged => (logged, (IReadOnlyList<MeetingAct.ReplyGiven>)[.. Log.Progress.RepliesTo(logged.Number)]));

    public static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await ReadAsync(slug, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, cancel) || await desk.ReadAsync(slug, cancel) is not { } whole)
        {
            return NotFound();
        }

        try
        {
            if (ModelState.ErrorCount > 0 || Key is not { Length: >= 8 and <= 64 } || whole.Progress.Events.Find(logged => logged.Seq == To) is not { } target)
            {
                throw SentenceException.Refused("A field of the form can't be read; look at what you typed and send it again.");
            }

            // A reply stands by itself, whatever else has happened meanwhile.
            await desk.ActAsync(whole.Stored, whole.Progress.Last, Key, HttpContext.Person(), [new MeetingAct.ReplyGiven(target.Number, Text?.Trim().ReplaceLineEndings("\n") ?? "", Office)], cancel);
            return LocalRedirect($"/staff/replies/{slug}");
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
        if (await desk.ReadPublishedAsync(slug, cancel) is not { } log || !log.Meeting.State.IsOver())
        {
            return false;
        }

        Log = log;
        return true;
    }
}
