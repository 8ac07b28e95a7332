using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Meetings;

/// <summary><c>/staff/meetings/{slug}/minutes</c>: the minutes line by line, each with a form for other words, and the form that links the recording.</summary>
internal sealed class MinutesModel(StaffMeetings desk) : PageModel
{
    public MeetingOnDesk Desk { get; private set; } = null!;

    public MinutesDraft Minutes { get; private set; } = null!;

    [BindProperty]
    public MinutesForm Form { get; set; } = new();

    /// <summary>Why nothing was changed; null where nothing was refused.</summary>
    public string? Refusal { get; private set; }

    public bool MayEdit => Desk.Progress.State is MeetingState.Closed or MeetingState.MinutesDraft;

    public static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>What was typed in the form of a line that was refused; what the line says in every other.</summary>
    public string Typed(MinutesLine line) => Refusal is not null && Form.Act == "edit" && Form.To == line.Number ? Form.Text ?? "" : line.Text ?? "";

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await ReadAsync(slug, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, cancel))
        {
            return NotFound();
        }

        try
        {
            if (ModelState.ErrorCount > 0 || Form.Key is not { Length: >= 8 and <= 64 })
            {
                throw SentenceException.Refused("A field of the form can't be read; look at what you typed and send it again.");
            }

            await desk.ActAsync(Desk.Stored, Form.Expected, Form.Key, HttpContext.Person(), [Form.Read()], cancel);
            return LocalRedirect($"/staff/meetings/{slug}/minutes");
        }
        catch (MeetingMovedOnException)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            Refusal = "Somebody else changed the minutes meanwhile. What you typed is kept: look at how they stand now, then send it again.";
        }
        catch (SentenceException refusal)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            Refusal = refusal.Message;
        }

        await ReadAsync(slug, cancel);
        return Page();
    }

    private async Task<bool> ReadAsync(string slug, CancellationToken cancel)
    {
        if (await desk.ReadAsync(slug, cancel) is not { } found || !found.Progress.State.IsOver())
        {
            return false;
        }

        (Desk, Minutes) = (found, MinutesDraft.Of(found.Meeting, found.Progress));
        return true;
    }
}

/// <summary>What a form of the page sends.</summary>
internal sealed class MinutesForm
{
    /// <summary>Number of the last event that was on the page.</summary>
    public long Expected { get; set; }

    /// <summary>By which a form that was sent twice is known.</summary>
    public string? Key { get; set; }

    public string? Act { get; set; }

    public long? To { get; set; }

    public int? Item { get; set; }

    public string? Text { get; set; }

    public string? Reason { get; set; }

    public string? Address { get; set; }

    public string? Offset { get; set; }

    /// <exception cref="SentenceException">A field can't be read.</exception>
    public MeetingAct Read() => Act switch
    {
        "edit" => new MeetingAct.MinutesEdited(To ?? throw SentenceException.Refused("Choose a line."), null, Words(Text), Words(Reason) ?? ""),
        "add" => new MeetingAct.MinutesEdited(null, Item, Words(Text) ?? "", Words(Reason) ?? ""),
        "record" => new MeetingAct.RecordingLinked(Words(Address) ?? "", Seconds()),
        _ => throw SentenceException.Refused("The form said nothing that could be done; reload the page and try again."),
    };

    private static string? Words(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ReplaceLineEndings("\n");

    // As players show it: 12:30 or 1:02:30.
    private int Seconds()
    {
        var parts = (Offset ?? "").Trim().Split(':');
        var numbers = parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        return numbers.Count is 2 or 3 && numbers.TrueForAll(number => number is >= 0 and < 1000)
            ? numbers.Aggregate(0, (sum, number) => (sum * 60) + number)
            : throw SentenceException.Refused("Enter at which time of the recording the meeting begins, as players show it: 12:30 or 1:02:30.");
    }
}
