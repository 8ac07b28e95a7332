using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Web.Access;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Meetings;

/// <summary><c>/staff/meetings/{slug}</c>: one meeting as staff know it; from here it is published, cancelled, and its minutes are settled.</summary>
internal sealed class MeetingModel(StaffMeetings desk) : PageModel
{
    public MeetingOnDesk Desk { get; private set; } = null!;

    public DataTable Agenda { get; private set; } = null!;

    public IReadOnlyList<Moment> Log { get; private set; } = [];

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
            "publish" => new MeetingAct.Published(),
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
            await desk.ActAsync(Desk.Stored, Expected, Key, HttpContext.Person(), [act], cancel);
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

    private async Task<bool> ReadAsync(string slug, CancellationToken cancel)
    {
        if (await desk.ReadAsync(slug, cancel) is not { } found)
        {
            return false;
        }

        Desk = found;
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
