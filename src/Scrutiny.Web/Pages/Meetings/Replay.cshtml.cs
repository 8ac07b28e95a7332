using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Meetings;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Pages.Meetings;

/// <summary><c>/meetings/{slug}/replay?at=</c>: a meeting as it was seen after an event, or at a moment. What was corrected later is not corrected here yet.</summary>
internal sealed class ReplayModel(MeetingShelf shelf, MeetingFigures figures) : PageModel
{
    private const int Shown = 8;

    /// <summary>Number of an event, or a moment such as 2026-10-28T10:15:00Z; the meeting's beginning where nothing is said.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    public Meeting Meeting { get; private set; } = null!;

    /// <summary>How it stood then.</summary>
    public MeetingProgress Then { get; private set; } = null!;

    /// <summary>Number of its last event now.</summary>
    public long Last { get; private set; }

    public SlideView Slide { get; private set; } = null!;

    public bool Synthetic { get; private set; }

    /// <summary>What had happened, the latest first.</summary>
    public IReadOnlyList<Moment> Before { get; private set; } = [];

    /// <summary>What was wrong with the moment that was asked for; null where nothing was.</summary>
    public string? Wrong { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (await shelf.FindGatheringAsync(slug, cancel) is not { Progress: var progress } log)
        {
            return NotFound();
        }

        if (Read(progress) is not { } count)
        {
            Wrong = "Say when by the number of an event, such as 12, or by a moment in UTC, such as 2026-10-28T10:15:00Z. This is how the meeting began.";
            Response.StatusCode = StatusCodes.Status400BadRequest;
            count = Beginning(progress);
        }

        (Meeting, Last, Then) = (log.Meeting, progress.Last, MeetingProgress.Of(progress.Events.Take(count)));
        Slide = await SlideView.OfAsync(Then, figures, cancel);
        Synthetic = await figures.AnySyntheticAsync(Then, cancel);
        Before = [.. Moments.Of(Meeting, Then).Reverse().Take(Shown)];
        return Page();
    }

    /// <summary>How many events had happened; null where what was asked for can't be read.</summary>
    private int? Read(MeetingProgress progress) =>
        string.IsNullOrWhiteSpace(At) ? Beginning(progress)
        : long.TryParse(At, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (int)Math.Clamp(number, 1, progress.Last)
        : DateTimeOffset.TryParse(At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? Math.Max(1, progress.Events.Count(logged => logged.At <= moment))
        : null;

    private static int Beginning(MeetingProgress progress) => Math.Max(1, progress.Events.FindIndex(logged => logged.Act is MeetingAct.Opened) + 1);
}
