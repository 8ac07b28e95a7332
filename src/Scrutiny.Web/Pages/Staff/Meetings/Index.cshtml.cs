using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Meetings;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Meetings;

/// <summary><c>/staff/meetings</c>: every meeting, also those that are not published.</summary>
internal sealed class IndexModel(StaffMeetings desk) : PageModel
{
    public DataTable Meetings { get; private set; } = null!;

    public string Version { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var all = await desk.AllAsync(cancel);
        Version = string.Join('-', all.Select(stored => (stored.Meeting.Sequence * 1000) + stored.Meeting.Events)).GetHashCode(StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture);
        Meetings = new DataTable(
            "Meetings, the latest first",
            [new("Meeting"), new("When"), new("Kind"), new("State"), new("Room")],
            [.. all.Select(stored => stored.Meeting).Select(meeting => (IReadOnlyList<TableCell>)
            [
                new(null, StaffLinks.Link($"/staff/meetings/{meeting.Slug}", meeting.Title)),
                new(LondonTime.DateAndTime(meeting.Starts)),
                new(meeting.Kind.Words() + (meeting.Closed ? ", closed" : "") + (meeting.Sample ? ", sample" : "")),
                new(null, StaffLinks.Tag(meeting.State.Words(), meeting.State.IsGoingOn() ? "orange" : null)),
                new(null, meeting.State is MeetingState.Published or MeetingState.Live or MeetingState.Paused ? StaffLinks.Link($"/staff/control/{meeting.Slug}", "Control room") : new HtmlContentBuilder().Text("–")),
            ])])
        { CaptionClasses = "govuk-visually-hidden" };
    }
}
