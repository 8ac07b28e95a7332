using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.CorrectionRegister;
using Scrutiny.Meetings;
using Scrutiny.Quotations;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Pages.Meetings;

/// <summary><c>/meetings/{slug}/minutes</c>: minutes written from the public log, once the meeting is over.</summary>
internal sealed class MinutesModel(MeetingShelf shelf, MeetingFigures figures, NpgsqlDataSource database) : PageModel
{
    private const int MostCorrections = 200;

    private IReadOnlyList<PublishedCorrection> corrections = [];

    public TailState Log { get; private set; } = null!;

    public Meeting Meeting => Log.Meeting;

    public bool Synthetic { get; private set; }

    public MinutesDraft Minutes { get; private set; } = null!;

    /// <summary>draft: the minutes as they were first put forward. Otherwise as they stand.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Version { get; set; }

    public bool AsDrafted { get; private set; }

    /// <summary>Whether there is a draft that was put forward, so that both can be read.</summary>
    public bool HasDraft { get; private set; }

    /// <summary>What was corrected of a figure that was shown, newest first.</summary>
    public IEnumerable<PublishedCorrection> CorrectionsAt(long number) => corrections.Where(correction => correction.Places.Any(place => place.Kind == PlaceKind.Meeting && place.Name == Meeting.Slug && place.Part == number));

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (await shelf.FindGatheringAsync(slug, cancel) is not { } log || !log.Meeting.State.IsOver())
        {
            return NotFound();
        }

        Log = log;
        await using (var connection = await database.OpenConnectionAsync(cancel))
        {
            corrections = await PublishedCorrections.AtAsync(connection, PlaceKind.Meeting, slug, MostCorrections, cancel);
        }

        Synthetic = await figures.AnySyntheticAsync(log.Progress, cancel);
        var draft = MinutesDraft.AsDrafted(log.Meeting, log.Progress);
        (HasDraft, AsDrafted) = (draft is not null, draft is not null && Version == "draft");
        Minutes = AsDrafted ? draft! : MinutesDraft.Of(log.Meeting, log.Progress);
        return Page();
    }
}
