using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Meetings;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Pages.Meetings;

/// <summary><c>/meetings</c>: what goes on, what comes, what was.</summary>
internal sealed class IndexModel(MeetingShelf shelf) : PageModel
{
    public IReadOnlyList<Meeting> Now { get; private set; } = [];

    public IReadOnlyList<Meeting> Coming { get; private set; } = [];

    public IReadOnlyList<Meeting> Past { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var all = await shelf.GatheringsAsync(cancel);
        Now = [.. all.Where(meeting => meeting.State.IsGoingOn())];
        Coming = [.. all.Where(meeting => meeting.State == MeetingState.Published).Reverse()];
        Past = [.. all.Where(meeting => meeting.State.IsOver() || meeting.State == MeetingState.Cancelled)];
    }
}
