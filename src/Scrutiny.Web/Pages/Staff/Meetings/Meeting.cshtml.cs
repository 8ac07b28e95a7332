using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Dashboards;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Web.Access;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Meetings;

/// <summary><c>/staff/meetings/{slug}</c>: one meeting as staff know it; from here it is published, cancelled, and its minutes are settled.</summary>
internal sealed class MeetingModel(StaffMeetings desk, StaffPapers papers, Catalogue catalogue, TimeProvider time) : PageModel
{
    public MeetingOnDesk Desk { get; private set; } = null!;

    public DataTable Agenda { get; private set; } = null!;

    public IReadOnlyList<Moment> Log { get; private set; } = [];

    /// <summary>What it needs before it begins; null once it has begun, or does not take place.</summary>
    public DataTable? Checklist { get; private set; }

    /// <summary>Whether the year's bank holidays are entered.</summary>
    public bool KnowsHolidays { get; private set; }

    /// <summary>How far its papers are.</summary>
    public PapersCount Papers { get; private set; } = null!;

    public string NewKey { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public bool Plans => HttpContext.Person().IsOneOf(StaffRoles.MeetingPlanners);

    [BindProperty]
    public long Expected { get; set; }

    [BindProperty]
    public string? Key { get; set; }

    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await ReadAsync(slug, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, cancel))
        {
            return NotFound();
        }

        MeetingAct? act = Act switch
        {
            "publish" or "publish-papers" => new MeetingAct.Published(),
            "cancel" => new MeetingAct.Cancelled(Reason?.Trim() ?? ""),
            "draft-minutes" => new MeetingAct.MinutesDrafted(),
            "approve-minutes" => new MeetingAct.MinutesApproved(),
            _ => null,
        };
        if (act is null || string.IsNullOrEmpty(Key))
        {
            return BadRequest();
        }

        try
        {
            await (act is MeetingAct.Published ? PublishAsync(act, cancel) : desk.ActAsync(Desk.Stored, Expected, Key, HttpContext.Person(), [act], cancel));
            return LocalRedirect($"/staff/meetings/{slug}");
        }
        catch (MeetingMovedOnException)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            ModelState.AddModelError(nameof(Reason), "The meeting moved on meanwhile: somebody else did something. Look at how it stands now, then try again");
        }
        catch (SentenceException refusal)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            ModelState.AddModelError(nameof(Reason), refusal.Message);
        }

        await ReadAsync(slug, cancel);
        return Page();
    }

    /// <summary>The agenda with the papers that are there; or later papers alone.</summary>
    private async Task PublishAsync(MeetingAct agenda, CancellationToken cancel)
    {
        var (person, withAgenda) = (HttpContext.Person(), Act == "publish");
        var waiting = await papers.WaitingAsync(Desk.Meeting, cancel);
        if (!withAgenda && waiting.Count == 0)
        {
            throw SentenceException.Refused("No paper waits that may be made public.");
        }

        await desk.ActAsync(
            Desk.Stored, Expected, Key!, person, [.. withAgenda ? [agenda] : Array.Empty<MeetingAct>(), .. waiting.Select(paper => paper.Added)],
            // A repeated act has copied its papers already.
            (connection, logged) => logged.Repeated ? Task.CompletedTask : StaffPapers.PublishAsync(connection, Desk.Meeting, waiting, withAgenda ? null : person, cancel), cancel);
    }

    private DataTable ChecklistOf(MeetingOnDesk found)
    {
        var (day, today) = (LondonTime.Day(found.Meeting.Starts), LondonTime.Day(time.GetUtcNow()));
        DateOnly? published = found.Progress.Events.Find(logged => logged.Act is MeetingAct.Published) is { } act ? LondonTime.Day(act.At) : null;
        KnowsHolidays = catalogue.WorkingDays.Knows(day);
        return new DataTable(
            "Before the meeting",
            [new("What"), new("Due"), new("State")],
            [.. MeetingChecklist.Of(found.Meeting, day, published, Papers, catalogue.WorkingDays).Select(line => (IReadOnlyList<TableCell>)
            [
                new(line.What),
                new(StaffDates.Day(line.Due)),
                new(null, StaffLinks.Tag(line.Words(today), line.Words(today) is "Overdue" or "Done late" ? "orange" : null)),
            ])])
        { CaptionClasses = "govuk-visually-hidden", FirstCellIsHeader = false };
    }

    private async Task<bool> ReadAsync(string slug, CancellationToken cancel)
    {
        if (await desk.ReadAsync(slug, cancel) is not { } found)
        {
            return false;
        }

        Desk = found;
        Papers = await papers.CountAsync(slug, cancel);
        Checklist = found.Progress.State is MeetingState.Planned or MeetingState.Published ? ChecklistOf(found) : null;
        Log = [.. Moments.Of(found.Meeting, found.Progress).Reverse()];
        Agenda = new DataTable(
            "Agenda",
            [new("Turn", Numeric: true), new("Item"), new("Who may see it")],
            [.. found.Meeting.Agenda.Select(item => (IReadOnlyList<TableCell>)
            [
                new(item.Turn.ToString(CultureInfo.InvariantCulture)),
                new(item.Title),
                new(item.Visibility switch { ItemVisibility.Public => $"Everybody, as item {item.Item}", ItemVisibility.Restricted => $"Staff: {item.Reason}", ItemVisibility.Hidden => "Staff" }),
            ])])
        { CaptionClasses = "govuk-visually-hidden", FirstCellIsHeader = false };
        return true;
    }
}
