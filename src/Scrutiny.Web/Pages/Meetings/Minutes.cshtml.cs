using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Meetings;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Pages.Meetings;

/// <summary><c>/meetings/{slug}/minutes</c>: minutes written from the public log, once the meeting is over.</summary>
internal sealed class MinutesModel(MeetingShelf shelf, MeetingFigures figures) : PageModel
{
    public TailState Log { get; private set; } = null!;

    public Meeting Meeting => Log.Meeting;

    public bool Synthetic { get; private set; }

    public MinutesDraft Minutes { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (await shelf.FindAsync(slug, cancel) is not { } log || !log.Meeting.State.IsOver())
        {
            return NotFound();
        }

        Log = log;
        Synthetic = await figures.AnySyntheticAsync(log.Progress, cancel);
        Minutes = MinutesDraft.Of(log.Meeting, log.Progress);
        return Page();
    }
}
