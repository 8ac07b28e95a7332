using System.Globalization;

namespace Scrutiny.Meetings;

/// <summary>What acts say, in plain words, for lists of moments and for minutes.</summary>
public static class MeetingWords
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The state as the end of a sentence: <c>the meeting is … paused</c>.</summary>
    /// <param name="state">The state.</param>
    public static string Is(MeetingState state) => state switch
    {
        MeetingState.Planned => "planned and not published",
        MeetingState.Published => "published and has not begun",
        MeetingState.Live => "live",
        MeetingState.Paused => "in a break",
        MeetingState.Closed => "closed",
        MeetingState.MinutesDraft => "closed and its minutes are a draft",
        MeetingState.Approved => "closed and its minutes are approved",
        MeetingState.Cancelled => "cancelled",
    };

    /// <summary>The words in which an act was said, which a correction may put right; null where it has none.</summary>
    /// <param name="act">The act.</param>
    public static string? TextOf(MeetingAct? act) => act switch
    {
        MeetingAct.ChallengePut challenge => challenge.Text,
        MeetingAct.ResponseGiven response => response.Text,
        MeetingAct.ReplyGiven reply => reply.Text,
        MeetingAct.LetterWritten letter => letter.Text,
        MeetingAct.PromiseMade promise => promise.Text,
        MeetingAct.ActionRaised action => action.Text,
        MeetingAct.RatingGiven rating => rating.Rationale,
        MeetingAct.NoteRecorded note => note.Text,
        MeetingAct.NoteKept note => note.Text,
        MeetingAct.EnquiryKept enquiry => enquiry.Text,
        _ => null,
    };

    /// <summary>One moment in a sentence, without who pressed which button.</summary>
    /// <param name="meeting">Head and agenda.</param>
    /// <param name="progress">How the meeting stands, for what was corrected.</param>
    /// <param name="logged">The event.</param>
    public static string Moment(Meeting meeting, MeetingProgress progress, LoggedEvent logged)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(logged);
        var text = progress.Corrections.TryGetValue(logged.Number, out var corrected) ? corrected.Text : TextOf(logged.Act);
        return logged.Act switch
        {
            MeetingAct.Published => "The agenda was published.",
            MeetingAct.Cancelled cancelled => $"The meeting was cancelled: {cancelled.Reason}",
            MeetingAct.Opened => "The meeting began.",
            MeetingAct.Closed => "The meeting ended.",
            MeetingAct.Paused paused => $"Break: {paused.Reason}",
            MeetingAct.Resumed => "The meeting went on.",
            MeetingAct.ItemStarted started => $"Item {Item(meeting, started.Item)}.",
            MeetingAct.ItemEnded ended => $"End of item {Item(meeting, ended.Item)}.",
            MeetingAct.MovedBack back => $"Back to item {Item(meeting, back.Item)}.",
            MeetingAct.Arrived arrived => $"{arrived.Who} arrived ({arrived.Role}).",
            MeetingAct.Left left => $"{left.Who} left.",
            MeetingAct.FigureShown figure => corrected is null ? $"Figure shown: {figure.Sentence}" : "A figure was shown that does not count.",
            MeetingAct.ScreenBlanked => "The screen was blank.",
            MeetingAct.ScreenHeld => "The screen showed the agenda.",
            MeetingAct.QuestionPut question => $"Question {question.Reference} from the public was put.",
            MeetingAct.QuestionCarried question => $"Question {question.Reference} from the public was carried over.",
            MeetingAct.ChallengePut => text is null ? "A question was put that does not count." : $"The Commissioner asked: {text}",
            MeetingAct.ResponseGiven response => text is null ? "A response was recorded that does not count." : $"{response.Who}: {text}",
            MeetingAct.ReplyGiven reply => text is null ? "A reply was recorded that does not count." : $"{reply.Who} replied in writing: {text}",
            MeetingAct.PromiseMade promise => text is null ? "A promise was recorded that does not count." : $"{promise.Who} promised: {text}",
            MeetingAct.PromiseJudged judged => $"Promise {judged.Id}: {judged.State.Words().ToLowerInvariant()}.",
            MeetingAct.ActionRaised action => text is null ? "An action was recorded that does not count." : $"Action for {action.Owner}: {text}",
            MeetingAct.ActionClosed closed => $"Action {closed.Id} was closed: {closed.How}",
            MeetingAct.RatingGiven rating => text is null ? "A rating was recorded that does not count." : $"The Commissioner on item {Item(meeting, rating.Item)}: {rating.Rating.Words().ToLowerInvariant()}. {text}",
            MeetingAct.NoteRecorded => text is null ? "A note was recorded that does not count." : $"Note: {text}",
            MeetingAct.NoteKept => $"Staff's note: {text}",
            MeetingAct.EnquiryKept => $"Line of enquiry: {text}",
            MeetingAct.Corrected correction => $"Corrected: {correction.Reason}",
            MeetingAct.TimerSet timer => timer.Seconds == 0 ? "The timer was taken away." : $"Timer: {timer.Seconds / 60} min {timer.Seconds % 60} s.",
            MeetingAct.OperatorChanged => "Another operator took over.",
            MeetingAct.MinutesDrafted => "The minutes were drafted.",
            MeetingAct.MinutesEdited edited => $"The minutes were edited: {edited.Reason}",
            MeetingAct.RecordingLinked => "The recording was linked.",
            MeetingAct.MinutesApproved => "The minutes were approved.",
            MeetingAct.PaperAdded paper => paper.Version == 1 ? $"Paper added: {paper.Title}." : $"Paper replaced: {paper.Title}, version {paper.Version}. Earlier versions are kept.",
            MeetingAct.LetterWritten letter => text is null ? "A letter was written that does not count." : $"A letter to the {letter.To}.",
            MeetingAct.LetterSent sent => $"The letter was sent; a reply is asked for by {sent.ReplyBy.ToString("d MMMM yyyy", British)}.",
            MeetingAct.LetterWithheld withheld => $"Not shown here: {withheld.Part.Words()}. {withheld.Reason}",
            MeetingAct.Revealed revealed => $"Event {revealed.Number} was shown to the public.",
            _ => throw new ArgumentOutOfRangeException(nameof(logged), logged.Act.GetType().Name, "Say what that is."),
        };
    }

    private static string Item(Meeting meeting, int item) => meeting.ItemOf(item) is { Visibility: ItemVisibility.Public } known ? $"{known.Item}, {known.Title}" : meeting.ItemOf(item) is { } other ? $"‘{other.Title}’ (not public)" : $"{item}";
}
