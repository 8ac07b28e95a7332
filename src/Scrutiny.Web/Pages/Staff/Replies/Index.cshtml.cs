using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Meetings;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Pages.Staff.Replies;

/// <summary><c>/staff/replies</c>: the meetings to which the Chief Constable's office may reply. It sees what the public sees.</summary>
internal sealed class IndexModel(MeetingShelf shelf) : PageModel
{
    public IReadOnlyList<Meeting> Meetings { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Meetings = [.. (await shelf.GatheringsAsync(cancel)).Where(meeting => meeting.State.IsOver())];
}
