using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Dashboards;
using Scrutiny.Meetings;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Web.Live;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Questions;

namespace Scrutiny.Web.Pages.Questions;

/// <summary><c>/questions/fairness</c>: what became of all questions, in numbers, with every standard reason.</summary>
internal sealed class FairnessModel(QuestionShelf shelf, MeetingShelf meetings, AskRules rules, Catalogue catalogue) : PageModel
{
    private static readonly (string Name, QuestionState[] States)[] Columns =
    [
        ("Waiting", [QuestionState.Received, QuestionState.Held, QuestionState.RewordAsked, QuestionState.DeclineProposed]),
        ("Accepted", [QuestionState.Accepted, QuestionState.Ordered, QuestionState.Put]),
        ("Answered", [QuestionState.Answered]),
        ("Joined", [QuestionState.Merged]),
        ("For others", [QuestionState.Redirected]),
        ("Declined", [QuestionState.Declined]),
        ("Withdrawn or erased", [QuestionState.Withdrawn, QuestionState.Erased]),
    ];

    public QuestionFairness? Fairness { get; private set; }

    public bool Sample { get; private set; }

    public IReadOnlyList<StandardReason> Reasons => catalogue.Reasons.All;

    public DataTable ByTopic { get; private set; } = null!;

    public DataTable ByMeeting { get; private set; } = null!;

    /// <summary>By the themes that moderators gave them; null where none has one.</summary>
    public DataTable? ByTheme { get; private set; }

    public DataTable ByReason { get; private set; } = null!;

    public static string Days(decimal? days) => days is null ? "None yet" : days == 1 ? "1 day" : $"{days:0.#} days";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Fairness = await shelf.FairnessAsync(cancel);
        if (Fairness is null)
        {
            return;
        }

        var all = await meetings.AllAsync(cancel);
        Sample = Fairness.Tallies.Any(tally => all.Any(meeting => meeting.Slug == tally.Meeting && meeting.Sample));
        ByTopic = Table("By topic", "Topic", tally => tally.Topic, rules.TopicTitle);
        ByMeeting = Table("By meeting", "Meeting", tally => tally.Meeting ?? "", slug => slug.Length == 0 ? "Between meetings" : all.FirstOrDefault(meeting => meeting.Slug == slug)?.Title ?? slug);
        ByTheme = Fairness.Tallies.Any(tally => tally.Theme is not null) ? Table("By theme", "Theme", tally => tally.Theme ?? "", theme => theme.Length == 0 ? "No theme, or not published" : theme) : null;
        ByReason = new DataTable(
            "By reason",
            [new("Reason"), new("Used for"), new("Questions", Numeric: true)],
            [.. Reasons.Select(reason => (IReadOnlyList<TableCell>)[new(reason.Title), new(reason.Kind == ReasonKind.Decline ? "Declined" : "For somebody else"), Number(Fairness.Tallies.Where(tally => tally.Reason == reason.Id).Sum(tally => tally.Questions))])]);
    }

    private DataTable Table(string caption, string heading, Func<QuestionTally, string> by, Func<string, string> words) => new(
        caption,
        [new(heading), new("Received", Numeric: true), .. Columns.Select(column => new TableColumn(column.Name, Numeric: true))],
        [.. Fairness!.Tallies.GroupBy(by).OrderBy(group => words(group.Key), StringComparer.Ordinal).Select(group => (IReadOnlyList<TableCell>)
        [
            new(words(group.Key)), Number(group.Sum(tally => tally.Questions)),
            .. Columns.Select(column => Number(group.Where(tally => column.States.Contains(tally.State)).Sum(tally => tally.Questions))),
        ])]);

    private static TableCell Number(int number) => new(number.ToString("#,##0", System.Globalization.CultureInfo.InvariantCulture));
}
