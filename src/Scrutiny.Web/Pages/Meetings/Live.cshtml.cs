using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Meetings;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Pages.Meetings;

/// <summary><c>/meetings/{slug}/live</c>: a meeting while it goes on, for telephones and screen readers.</summary>
internal sealed class LiveModel(MeetingShelf shelf, MeetingFigures figures) : PageModel
{
    public TailState Log { get; private set; } = null!;

    public Meeting Meeting => Log.Meeting;

    public MeetingProgress Progress => Log.Progress;

    public SlideView Slide { get; private set; } = null!;

    public bool Synthetic { get; private set; }

    /// <summary>The latest first.</summary>
    public IReadOnlyList<Moment> Latest { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (await shelf.FindGatheringAsync(slug, cancel) is not { } log)
        {
            return NotFound();
        }

        Log = log;
        Slide = await SlideView.OfAsync(Progress, figures, cancel);
        Synthetic = await figures.AnySyntheticAsync(Progress, cancel);
        Latest = [.. Moments.Of(Meeting, Progress).Reverse()];
        return Page();
    }
}
