using System.Globalization;
using Scrutiny.Meetings;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Control;

/// <summary>Turns a form of the control room into the events of one act. What may happen when is the rules' to say; here only a field that can't be read is refused.</summary>
internal static class ControlActs
{
    /// <exception cref="SentenceException">A field can't be read, or there is nothing to act on.</exception>
    public static IReadOnlyList<MeetingAct> Of(ControlForm form, Meeting meeting, MeetingProgress progress) => form.Act switch
    {
        "open" => [new MeetingAct.Opened()],
        "close" => [.. End(progress), new MeetingAct.Closed()],
        "pause" => [new MeetingAct.Paused(Words(form.Reason))],
        "resume" => [new MeetingAct.Resumed()],
        "next" => Take(progress, Next(meeting, progress) ?? throw SentenceException.Refused("That was the last item of the agenda; end it, or close the meeting.")),
        "previous" => Take(progress, Previous(meeting, progress) ?? throw SentenceException.Refused("No item was taken before this one.")),
        "take-item" => Take(progress, form.Item ?? throw SentenceException.Refused("Choose an item.")),
        "end-item" => progress.Item is null ? throw SentenceException.Refused("No item is taken.") : [.. End(progress)],
        "blank" => [progress.Screen.Kind == SlideKind.Blank ? BeforeBlank(progress) : new MeetingAct.ScreenBlanked()],
        "hold" => [new MeetingAct.ScreenHeld()],
        "challenge" => [new MeetingAct.ChallengePut(Words(form.Text))],
        "question" => [new MeetingAct.QuestionPut(Words(form.Id))],
        "carry-question" => [new MeetingAct.QuestionCarried(Words(form.Id))],
        "response" => [new MeetingAct.ResponseGiven(form.To, Words(form.Text), Words(form.Who))],
        "promise" => [Promise(form, meeting, progress)],
        "action" => [new MeetingAct.ActionRaised(NextId<MeetingAct.ActionRaised>("a", meeting, progress), Words(form.Text), Words(form.Who), Day(form.Due))],
        "close-action" => [new MeetingAct.ActionClosed(Words(form.Id), Words(form.Text))],
        "rating" => [new MeetingAct.RatingGiven(form.Item ?? progress.Item ?? throw SentenceException.Refused("No item is taken, so there is none to rate."), form.Rating ?? throw SentenceException.Refused("Choose a rating."), Words(form.Text))],
        "note" => [new MeetingAct.NoteRecorded(Words(form.Text))],
        "keep-note" => [new MeetingAct.NoteKept(Words(form.Text))],
        "arrive" => [new MeetingAct.Arrived(Words(form.Who), Words(form.Role))],
        "leave" => [new MeetingAct.Left(Words(form.Who), Words(form.Role))],
        "timer" => [new MeetingAct.TimerSet(progress.Item ?? throw SentenceException.Refused("No item is taken, so there is none to time."), Seconds(form.Minutes))],
        "correct" => [new MeetingAct.Corrected(form.To ?? throw SentenceException.Refused("Choose what is to be corrected."), Words(form.Reason), string.IsNullOrWhiteSpace(form.Text) ? null : Words(form.Text))],
        "take-over" => [new MeetingAct.OperatorChanged()],
        _ => throw SentenceException.Refused("The form said nothing that could be done; reload the page and try again."),
    };

    /// <summary>The item that would be taken next; null after the last.</summary>
    public static AgendaItem? Next(Meeting meeting, MeetingProgress progress)
    {
        var turn = meeting.ItemOf(progress.Item ?? (progress.ItemsDone.IsEmpty ? null : progress.ItemsDone[^1]))?.Turn ?? 0;
        return meeting.Agenda.FirstOrDefault(item => item.Turn > turn);
    }

    /// <summary>The item before the one that is taken, or the last that was; null where there is none.</summary>
    public static AgendaItem? Previous(Meeting meeting, MeetingProgress progress) => progress.Item is null
        ? progress.ItemsDone.IsEmpty ? null : meeting.ItemOf(progress.ItemsDone[^1])
        : meeting.Agenda.LastOrDefault(item => item.Turn < meeting.ItemOf(progress.Item)!.Turn);

    private static IEnumerable<MeetingAct> End(MeetingProgress progress) => progress.Item is { } item ? [new MeetingAct.ItemEnded(item)] : [];

    private static List<MeetingAct> Take(MeetingProgress progress, AgendaItem item) => Take(progress, item.Item);

    private static List<MeetingAct> Take(MeetingProgress progress, int item) =>
        progress.Item == item ? throw SentenceException.Refused("That item is taken already.") : [.. End(progress), progress.ItemsDone.Contains(item) ? new MeetingAct.MovedBack(item) : new MeetingAct.ItemStarted(item)];

    // What was on the screen before it went dark comes back; a question that is shown again would be put again, so the agenda is shown instead.
    private static MeetingAct BeforeBlank(MeetingProgress progress)
    {
        var shown = progress.Events.FindLast(logged => logged.Act is MeetingAct.FigureShown or MeetingAct.ScreenHeld or MeetingAct.ItemStarted or MeetingAct.MovedBack or MeetingAct.ItemEnded or MeetingAct.ChallengePut or MeetingAct.QuestionPut);
        return shown?.Act is MeetingAct.FigureShown figure && !progress.Corrections.ContainsKey(shown.Number) ? figure : new MeetingAct.ScreenHeld();
    }

    private static MeetingAct.PromiseMade Promise(ControlForm form, Meeting meeting, MeetingProgress progress)
    {
        var measure = Blank(form.Measure);
        decimal? target = Blank(form.Target) is not { } text ? null
            : decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number
            : throw SentenceException.Refused($"The target ‘{text}’ is no number; write it such as 90 or 3.5, in the measure’s unit.");
        return new MeetingAct.PromiseMade(
            NextId<MeetingAct.PromiseMade>("p", meeting, progress), Words(form.Text), measure, measure is null ? null : Blank(form.Area), measure is null ? null : Blank(form.Breakdown) ?? "total",
            measure is null && target is null ? null : form.Comparison, target, Day(form.Due), Words(form.Who));
    }

    // Public and restricted ones are counted apart, so that no gap tells of a restricted one.
    private static string NextId<TAct>(string letter, Meeting meeting, MeetingProgress progress)
    {
        var restricted = meeting.ItemOf(progress.Item) is { Visibility: not ItemVisibility.Public };
        var number = progress.Events.Count(logged => logged.Act is TAct && logged.Restricted == restricted) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{meeting.Slug}-{(restricted ? "r" : "")}{letter}{number}");
    }

    private static DateOnly Day(string? text) => StaffDates.TryParse(text, out var day) && day is { } known ? known : throw SentenceException.Refused($"{(string.IsNullOrWhiteSpace(text) ? "Enter by when" : $"‘{text}’ is no day")}; write it such as 2027-03-31.");

    private static int Seconds(string? minutes) => decimal.TryParse(minutes, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 240 ? (int)(number * 60) : throw SentenceException.Refused("Enter for how many minutes the timer runs, at most 240; 0 takes it away.");

    private static string Words(string? text) => (text ?? "").Trim().ReplaceLineEndings("\n");

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
