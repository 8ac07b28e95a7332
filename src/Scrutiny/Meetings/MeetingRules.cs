using System.Globalization;
using System.Text.RegularExpressions;

namespace Scrutiny.Meetings;

/// <summary>What may happen when: the one place that says it. Every act passes here before it is logged, whoever brings it.</summary>
public static partial class MeetingRules
{
    /// <summary>The longest text of an act, in letters.</summary>
    public const int LongestText = 4000;

    /// <summary>The longest name of an office or a person, in letters.</summary>
    public const int LongestName = 200;

    private const int LongestTimerSeconds = 4 * 60 * 60;
    private const int LongestOffsetSeconds = 12 * 60 * 60;
    private const int LongestAddress = 500;

    /// <summary>Why an act may not happen now, in one sentence; null where it may.</summary>
    /// <param name="meeting">Head and agenda, as staff know them.</param>
    /// <param name="progress">How it stands.</param>
    /// <param name="act">What is to happen.</param>
    public static string? Refusal(Meeting meeting, MeetingProgress progress, MeetingAct act)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(progress);
        var isLetter = meeting.Kind == MeetingKind.WrittenChallenge;
        return (isLetter ? LetterRules.StateRefusal(progress, act) ?? LetterRules.Refusal(progress, act) : StateRefusal(progress.State, act)) ?? (act switch
        {
            MeetingAct.Published => isLetter || meeting.Closed || meeting.Agenda.Any(item => item.Visibility == ItemVisibility.Public) ? null : "The agenda has no public item; add one before you publish it.",
            MeetingAct.Cancelled cancelled => Text("why the meeting is cancelled", cancelled.Reason),
            MeetingAct.Paused paused => Text("why there is a break", paused.Reason),
            MeetingAct.Closed => progress.Item is { } open ? $"Item {ItemWords(meeting, open)} is not ended; end it before you close the meeting." : null,
            MeetingAct.ItemStarted started => Known(meeting, started.Item) ?? (progress.Item is { } current ? $"Item {ItemWords(meeting, current)} is still taken; end it first." : progress.ItemsDone.Contains(started.Item) ? $"Item {ItemWords(meeting, started.Item)} was taken already; move back to it instead." : null),
            MeetingAct.MovedBack back => Known(meeting, back.Item) ?? (progress.Item is { } current ? $"Item {ItemWords(meeting, current)} is still taken; end it first." : progress.ItemsDone.Contains(back.Item) ? null : $"Item {ItemWords(meeting, back.Item)} was not taken yet; start it instead."),
            MeetingAct.ItemEnded ended => progress.Item == ended.Item ? null : $"Item {ItemWords(meeting, ended.Item)} is not the one that is taken.",
            MeetingAct.Arrived arrived => Name("who arrived", arrived.Who) ?? Name("in which part they are here", arrived.Role) ?? (progress.Present.Any(person => person.Who == arrived.Who) ? $"{arrived.Who} is here already." : null),
            MeetingAct.Left left => Name("who left", left.Who) ?? (progress.Present.Any(person => person.Who == left.Who && person.Role == left.Role) ? null : $"{left.Who} is not here."),
            MeetingAct.FigureShown figure => Text("what the figure says", figure.Sentence) ?? (figure.Receipt > 0 ? null : "A figure without a receipt is not shown."),
            MeetingAct.QuestionPut question => Name("the question's reference", question.Reference),
            MeetingAct.QuestionCarried question => Name("the question's reference", question.Reference),
            MeetingAct.ChallengePut challenge => Text("the question", challenge.Text),
            MeetingAct.ResponseGiven response => Text("the response", response.Text) ?? Name("who responds", response.Who) ?? Question(progress, response.To),
            MeetingAct.ReplyGiven reply => Words("the reply", reply.Text, isLetter ? LetterRules.LongestLetter : LongestText) ?? Name("who replies", reply.Who) ?? (reply.To is not { } said || TakesReply(progress.EventOf(said)?.Act) ? null : "There is nothing there that could be replied to."),
            MeetingAct.PromiseMade promise => PromiseRefusal(promise) ?? (progress.Promises.Any(made => made.Promise.Id == promise.Id) ? $"There is a promise {promise.Id} already." : null),
            MeetingAct.PromiseJudged judged => progress.Promises.Any(made => made.Promise.Id == judged.Id) ? null : $"There is no promise {judged.Id} in this meeting.",
            MeetingAct.ActionRaised action => Text("what is to be done", action.Text) ?? Name("who is to do it", action.Owner) ?? (progress.Actions.Any(raised => raised.Action.Id == action.Id) ? $"There is an action {action.Id} already." : null),
            MeetingAct.ActionClosed closed => Text("what became of the action", closed.How) ?? (progress.Actions.Any(raised => raised.Action.Id == closed.Id && raised.How is null) ? null : $"There is no open action {closed.Id} in this meeting."),
            MeetingAct.RatingGiven rating => Text("why you rate it so", rating.Rationale) ?? (progress.Item == rating.Item || progress.ItemsDone.Contains(rating.Item) ? null : $"Item {ItemWords(meeting, rating.Item)} was not taken yet, so it can't be rated."),
            MeetingAct.NoteRecorded note => Text("the note", note.Text),
            MeetingAct.NoteKept note => Text("the note", note.Text),
            MeetingAct.EnquiryKept enquiry => Text("the line of enquiry", enquiry.Text) ?? (enquiry.Item is { } about ? Known(meeting, about) : null),
            MeetingAct.TimerSet timer => progress.Item != timer.Item ? "A timer runs for the item that is taken; start one first." : timer.Seconds is < 0 or > LongestTimerSeconds ? "A timer runs for at most four hours." : null,
            MeetingAct.PaperAdded paper => Name("the title of the paper", paper.Title) ?? (paper.Item is { } of && meeting.ItemOf(of) is not { Visibility: ItemVisibility.Public } ? "A paper of an item that is not public is not published." : null),
            MeetingAct.LetterWritten letter => Name("to whom the letter goes", letter.To) ?? Words("the letter", letter.Text, LetterRules.LongestLetter) ?? (letter.Standard is null ? null : Text("the standard", letter.Standard)) ?? Text("what is asked", letter.Asks),
            MeetingAct.LetterWithheld withheld => Text($"why {withheld.Part.Words()} is withheld", withheld.Reason),
            MeetingAct.Corrected corrected => CorrectionRefusal(progress, corrected),
            MeetingAct.MinutesEdited edited => EditRefusal(meeting, progress, edited),
            MeetingAct.RecordingLinked linked => progress.Recording is not null ? "The recording is linked already; say first that this does not count, by a correction."
                : !Uri.TryCreate(linked.Address, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps || linked.Address.Length > LongestAddress ? "Enter the recording’s address; it begins with https://."
                : Math.Abs((long)linked.Offset) > LongestOffsetSeconds ? "The meeting begins at most twelve hours into its recording." : null,
            _ => null,
        });
    }

    /// <summary>
    /// Whether the public never sees an act: staff's own notes, and whatever happens while an item is taken that is not public. That a meeting
    /// begins, pauses or ends, who comes and goes, and that the screen goes dark, is never hidden.
    /// </summary>
    /// <param name="meeting">Head and agenda, as staff know them.</param>
    /// <param name="progress">How it stands before the act.</param>
    /// <param name="act">What is to happen.</param>
    public static bool IsRestricted(Meeting meeting, MeetingProgress progress, MeetingAct act)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(progress);
        if (meeting.Kind == MeetingKind.WrittenChallenge)
        {
            return LetterRules.IsRestricted(progress, act);
        }

        var itemTaken = meeting.ItemOf(progress.Item) is { Visibility: not ItemVisibility.Public };
        return act switch
        {
            MeetingAct.NoteKept or MeetingAct.EnquiryKept or MeetingAct.OperatorChanged => true,
            MeetingAct.Published or MeetingAct.Cancelled or MeetingAct.Opened or MeetingAct.Closed or MeetingAct.Paused or MeetingAct.Resumed => false,
            MeetingAct.Arrived or MeetingAct.Left or MeetingAct.ScreenBlanked or MeetingAct.ScreenHeld or MeetingAct.MinutesDrafted or MeetingAct.MinutesApproved or MeetingAct.PaperAdded => false,
            MeetingAct.ItemStarted started => IsRestricted(meeting, started.Item),
            MeetingAct.MovedBack back => IsRestricted(meeting, back.Item),
            MeetingAct.ItemEnded ended => IsRestricted(meeting, ended.Item),
            MeetingAct.RatingGiven rating => IsRestricted(meeting, rating.Item),
            MeetingAct.Corrected corrected => progress.EventOf(corrected.Seq) is null or { Restricted: true },
            MeetingAct.MinutesEdited edited => edited.To is { } line ? progress.EventOf(line) is null or { Restricted: true } : edited.Item is { } under && IsRestricted(meeting, under),
            MeetingAct.PromiseJudged judged => progress.Promises.Find(made => made.Promise.Id == judged.Id) is not { } promise || progress.EventOf(promise.Number)!.Restricted,
            MeetingAct.ActionClosed closed => progress.Actions.Find(raised => raised.Action.Id == closed.Id) is not { } action || progress.EventOf(action.Number)!.Restricted,
            _ => itemTaken || (act.PointsAt is { } number && progress.EventOf(number) is { Restricted: true }),
        };
    }

    /// <summary>Whether somebody may reply to it in writing: to what was asked, shown, promised, asked to be done, rated or noted.</summary>
    /// <param name="act">The act; null for none.</param>
    public static bool TakesReply(MeetingAct? act) => act is MeetingAct.FigureShown or MeetingAct.ChallengePut or MeetingAct.QuestionPut or MeetingAct.PromiseMade or MeetingAct.ActionRaised or MeetingAct.RatingGiven or MeetingAct.NoteRecorded;

    /// <summary>What a promise still lacks until figures, or a day, can test it; null where it lacks nothing.</summary>
    /// <param name="promise">The promise.</param>
    public static string? PromiseRefusal(MeetingAct.PromiseMade promise)
    {
        ArgumentNullException.ThrowIfNull(promise);
        if ((Text("what is promised", promise.Text) ?? Name("who promises", promise.Who)) is { } wrong)
        {
            return wrong;
        }

        var lacking = promise.Measure is null
            ? promise.Comparison is not null || promise.Target is not null ? ["a measure"] : Array.Empty<string>()
            : [.. new[] { promise.Comparison is null ? "whether the figure is to be at least or at most the target" : null, promise.Target is null ? "a target" : null, promise.Area is null ? "an area" : null }.OfType<string>()];
        return lacking.Length == 0 ? null : $"The promise can't be tested yet: it lacks {string.Join(" and ", lacking)}.";
    }

    private static string? StateRefusal(MeetingState state, MeetingAct act)
    {
        MeetingState[] allowed = act switch
        {
            MeetingAct.Published => [MeetingState.Planned],
            MeetingAct.Cancelled => [MeetingState.Planned, MeetingState.Published],
            MeetingAct.Opened => [MeetingState.Published],
            MeetingAct.Paused => [MeetingState.Live],
            MeetingAct.Resumed => [MeetingState.Paused],
            MeetingAct.Closed or MeetingAct.Arrived or MeetingAct.Left => [MeetingState.Live, MeetingState.Paused],
            MeetingAct.NoteKept or MeetingAct.OperatorChanged => [MeetingState.Published, MeetingState.Live, MeetingState.Paused],
            MeetingAct.EnquiryKept => [MeetingState.Planned, MeetingState.Published, MeetingState.Live, MeetingState.Paused],
            MeetingAct.MinutesDrafted => [MeetingState.Closed],
            MeetingAct.MinutesApproved => [MeetingState.MinutesDraft],
            MeetingAct.MinutesEdited => [MeetingState.Closed, MeetingState.MinutesDraft],
            MeetingAct.RecordingLinked => [MeetingState.Closed, MeetingState.MinutesDraft, MeetingState.Approved],
            MeetingAct.Corrected => [MeetingState.Live, MeetingState.Paused, MeetingState.Closed, MeetingState.MinutesDraft],
            MeetingAct.PaperAdded => [MeetingState.Published, MeetingState.Live, MeetingState.Paused, MeetingState.Closed, MeetingState.MinutesDraft, MeetingState.Approved],
            MeetingAct.LetterWritten or MeetingAct.LetterSent or MeetingAct.LetterWithheld or MeetingAct.Revealed => [],
            MeetingAct.ReplyGiven or MeetingAct.PromiseJudged or MeetingAct.ActionClosed => [MeetingState.Live, MeetingState.Paused, MeetingState.Closed, MeetingState.MinutesDraft, MeetingState.Approved],
            _ => [MeetingState.Live],
        };
        return allowed.Length == 0 ? "That belongs to a letter, and this is a meeting." : allowed.Contains(state) ? null : $"That can't be done now: the meeting is {MeetingWords.Is(state)}.";
    }

    private static string? CorrectionRefusal(MeetingProgress progress, MeetingAct.Corrected corrected)
    {
        if (Text("why it is corrected", corrected.Reason) is { } wrong)
        {
            return wrong;
        }

        var words = MeetingWords.TextOf(progress.EventOf(corrected.Seq)?.Act);
        return progress.EventOf(corrected.Seq) is not { } target ? $"There is no event {corrected.Seq.ToString(CultureInfo.InvariantCulture)} in this meeting."
            : corrected.Text is not null ? words is null ? "That event has no words that could be put right; say that it does not count." : Text("what it should have said", corrected.Text)
            : words is null && target.Act is not (MeetingAct.FigureShown or MeetingAct.RecordingLinked) ? "That event moved the meeting on; undo it by the opposite act." : null;
    }

    private static string? EditRefusal(Meeting meeting, MeetingProgress progress, MeetingAct.MinutesEdited edited)
    {
        if (Text("why the minutes are changed", edited.Reason) is { } wrong)
        {
            return wrong;
        }

        return edited is { To: not null, Item: not null } ? "A line is worded anew, or one is added: not both at once."
            : edited.To is not { } line ? Text("the line", edited.Text) ?? (edited.Item is { } item ? Known(meeting, item) : null)
            : progress.EventOf(line) is not { } target || !MinutesDraft.HasLine(target.Act) ? "There is no such line in the minutes."
            : edited.Text is null ? null : Text("the line", edited.Text);
    }

    private static bool IsRestricted(Meeting meeting, int item) => meeting.ItemOf(item) is not { Visibility: ItemVisibility.Public };

    private static string? Known(Meeting meeting, int item) => meeting.ItemOf(item) is null ? $"There is no item {item.ToString(CultureInfo.InvariantCulture)} on the agenda." : null;

    private static string ItemWords(Meeting meeting, int item) => meeting.ItemOf(item) is { } known ? $"‘{known.Title}’" : item.ToString(CultureInfo.InvariantCulture);

    private static string? Question(MeetingProgress progress, long? number) =>
        number is null || progress.EventOf(number.Value)?.Act is MeetingAct.ChallengePut or MeetingAct.QuestionPut ? null : $"Event {number.Value.ToString(CultureInfo.InvariantCulture)} is no question.";

    private static string? Text(string what, string? text) => Words(what, text, LongestText);

    private static string? Name(string what, string? text) => Words(what, text, LongestName);

    private static string? Words(string what, string? text, int longest) =>
        string.IsNullOrWhiteSpace(text) ? $"Enter {what}."
        : text.Length > longest ? $"{char.ToUpperInvariant(what[0])}{what[1..]}: at most {longest.ToString(CultureInfo.InvariantCulture)} letters, not {text.Length.ToString(CultureInfo.InvariantCulture)}."
        : Unshowable().IsMatch(text) ? $"{char.ToUpperInvariant(what[0])}{what[1..]}: there are signs in it that can't be shown; type it anew."
        : null;

    // Controls but for line breaks and tabs, and what turns the direction of a line round.
    [GeneratedRegex(@"[\p{Cc}-[\n\r\t]]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}|\p{M}{6,}", RegexOptions.CultureInvariant)]
    private static partial Regex Unshowable();
}
