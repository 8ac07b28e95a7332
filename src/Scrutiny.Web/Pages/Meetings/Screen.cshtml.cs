using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Meetings;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Pages.Meetings;

/// <summary><c>/screen/{slug}</c>: the big screen in the room. It shows the meeting and nothing of the machinery behind it.</summary>
internal sealed class ScreenModel(MeetingShelf shelf, MeetingFigures figures) : PageModel
{
    public TailState Log { get; private set; } = null!;

    public Meeting Meeting => Log.Meeting;

    public MeetingProgress Progress => Log.Progress;

    public SlideView Slide { get; private set; } = null!;

    /// <summary>dark or light.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Theme { get; set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (await shelf.FindGatheringAsync(slug, cancel) is not { } log)
        {
            return NotFound();
        }

        Log = log;
        Theme = Theme == "light" ? "light" : "dark";
        Slide = await SlideView.OfAsync(Progress, figures, cancel);
        return Page();
    }
}
