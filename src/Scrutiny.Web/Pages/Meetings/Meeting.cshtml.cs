using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.CorrectionRegister;
using Scrutiny.Dashboards;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.PackBuilds;
using Scrutiny.QuestionLedger;
using Scrutiny.Quotations;
using Scrutiny.Promises;
using Scrutiny.Web.Live;
using Scrutiny.Web.Questions;

namespace Scrutiny.Web.Pages.Meetings;

/// <summary><c>/meetings/{slug}</c>: a published meeting before, while and after it takes place.</summary>
internal sealed class MeetingModel(MeetingShelf shelf, MeetingFigures figures, QuestionShelf questions, NpgsqlDataSource database, Catalogue catalogue, TimeProvider time) : PageModel
{
    private const int MostQuestions = 30;
    private const int MostCorrections = 200;

    private IReadOnlyList<PublishedCorrection> corrections = [];

    public TailState Log { get; private set; } = null!;

    public Meeting Meeting => Log.Meeting;

    public MeetingProgress Progress => Log.Progress;

    public bool Synthetic { get; private set; }

    /// <summary>The newest edition of each pack of papers for it.</summary>
    public IReadOnlyList<PublishedPack> Papers { get; private set; } = [];

    /// <summary>Those that are to be put or were, in their turn.</summary>
    public IReadOnlyList<PublishedQuestion> Questions { get; private set; } = [];

    /// <summary>The newest version of each paper of it or its items.</summary>
    public IReadOnlyList<PublishedPaper> ItemPapers { get; private set; } = [];

    public bool TakesQuestions => Meeting.TakesQuestions(time.GetUtcNow());

    /// <summary>What heads the agenda.</summary>
    public IReadOnlyList<EarlierPromise> Earlier { get; private set; } = [];

    public IReadOnlyList<Moment> Index => Moments.Of(Meeting, Progress);

    public IReadOnlyList<(long Number, MeetingAct.FigureShown Figure, string Name)> Quoted => [.. Moments.Figures(Progress).Select(shown => (shown.Number, shown.Figure, figures.NameOf(shown.Figure)))];

    public IReadOnlyList<(long Number, AgendaItem Item, MeetingAct.RatingGiven Rating)> Ratings => [.. Progress.Events
        .Where(logged => logged.Act is MeetingAct.RatingGiven && !(Progress.Corrections.TryGetValue(logged.Number, out var corrected) && corrected.Text is null))
        .Select(logged => (logged.Number, Meeting.ItemOf(((MeetingAct.RatingGiven)logged.Act).Item)!, (MeetingAct.RatingGiven)logged.Act))];

    /// <summary>What was corrected of a figure that was shown, newest first.</summary>
    public IEnumerable<PublishedCorrection> CorrectionsAt(long number) => corrections.Where(correction => correction.Places.Any(place => place.Kind == PlaceKind.Meeting && place.Name == Meeting.Slug && place.Part == number));

    public string? PriorityOf(AgendaItem item) => catalogue.Priorities.FirstOrDefault(priority => priority.Id == item.Priority)?.Title;

    public IReadOnlyList<string> Priorities => [.. catalogue.Priorities.Where(priority => Meeting.Priorities.Contains(priority.Id)).Select(priority => priority.Title)];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (await shelf.FindAsync(slug, cancel) is not { } log)
        {
            return NotFound();
        }

        if (log.Meeting.IsLetter)
        {
            return RedirectPermanent(log.Meeting.Address);
        }

        Log = log;
        await using var connection = await database.OpenConnectionAsync(cancel);
        Papers = [.. (await PublishedPacks.ReadAsync(connection, null, slug, cancel)).DistinctBy(pack => pack.Slug)];
        corrections = await PublishedCorrections.AtAsync(connection, PlaceKind.Meeting, slug, MostCorrections, cancel);
        ItemPapers = [.. (await PublishedPapers.OfMeetingAsync(connection, slug, cancel)).DistinctBy(paper => paper.Paper)];
        Synthetic = await figures.AnySyntheticAsync(Progress, cancel);
        Questions = await questions.OfMeetingAsync(slug, MostQuestions, cancel);
        Earlier = EarlierPromises.Of(Meeting, Progress, (await shelf.LogsAsync(cancel)).Select(other => (other.Meeting, other.Progress)));
        return Page();
    }
}
