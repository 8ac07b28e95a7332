namespace Scrutiny.Meetings;

/// <summary>What may happen to a written challenge, and when. It is a meeting in writing: its log, its promises and its replies are those of any other.</summary>
public static class LetterRules
{
    /// <summary>The longest letter or reply, in letters.</summary>
    public const int LongestLetter = 12000;

    /// <summary>Working days before the reply's day from which staff are reminded of it.</summary>
    public const int ReminderDays = 3;

    /// <summary>Why an act may not happen to a letter that stands so; null where it may.</summary>
    /// <param name="progress">How the letter stands.</param>
    /// <param name="act">What is to happen.</param>
    public static string? StateRefusal(MeetingProgress progress, MeetingAct act)
    {
        ArgumentNullException.ThrowIfNull(progress);
        MeetingState[] allowed = act switch
        {
            MeetingAct.LetterWritten or MeetingAct.FigureShown or MeetingAct.LetterSent or MeetingAct.Cancelled => [MeetingState.Planned],
            MeetingAct.ReplyGiven or MeetingAct.PaperAdded or MeetingAct.Closed => [MeetingState.Live],
            MeetingAct.PromiseMade or MeetingAct.PromiseJudged or MeetingAct.ActionRaised or MeetingAct.ActionClosed or MeetingAct.NoteKept or MeetingAct.Corrected => [MeetingState.Live, MeetingState.Closed],
            MeetingAct.Published or MeetingAct.Revealed or MeetingAct.LetterWithheld => [MeetingState.Live, MeetingState.Closed],
            _ => [],
        };
        return allowed.Length == 0 ? "That belongs to a meeting, and this is a letter." : allowed.Contains(progress.State) ? null : $"That can't be done now: the letter is {Is(progress)}.";
    }

    /// <summary>Why an act that only letters have may not happen; null where it may.</summary>
    /// <param name="progress">How the letter stands.</param>
    /// <param name="act">What is to happen.</param>
    public static string? Refusal(MeetingProgress progress, MeetingAct act)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var written = progress.Events.Any(logged => logged.Act is MeetingAct.LetterWritten);
        return act switch
        {
            MeetingAct.LetterSent when !written => "There is no letter to send; write it first.",
            MeetingAct.Corrected { Text: null } taken when progress.EventOf(taken.Seq)?.Act is not (MeetingAct.PromiseMade or MeetingAct.ActionRaised) => "Only a promise or an action can be taken out of a letter.",
            MeetingAct.Published when IsPublic(progress) => "The letter stands on the public site already.",
            MeetingAct.Closed when progress.State == MeetingState.Live && !progress.HasReply => "No reply has come; the letter stays open until there is one.",
            MeetingAct.Revealed or MeetingAct.LetterWithheld when !IsPublic(progress) => "The letter does not stand on the public site yet; publish it first.",
            MeetingAct.LetterWithheld { Part: LetterPart.Reply } when !progress.HasReply => "No reply has come, so there is none to withhold.",
            MeetingAct.Revealed revealed when progress.EventOf(revealed.Number) is not { } earlier || !MayBeRevealed(earlier.Act) => "There is nothing there that could be shown.",
            MeetingAct.Revealed revealed when progress.IsShown(revealed.Number) => "That is public already.",
            _ => null,
        };
    }

    /// <summary>Whether everybody may know that there is such a letter.</summary>
    /// <param name="progress">How it stands.</param>
    public static bool IsPublic(MeetingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return progress.Events.Any(logged => logged.Act is MeetingAct.Published);
    }

    /// <summary>Whether an act stays with staff: of a letter everything does, until it is shown event by event.</summary>
    /// <param name="progress">How the letter stands before the act.</param>
    /// <param name="act">What is to happen.</param>
    public static bool IsRestricted(MeetingProgress progress, MeetingAct act)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return act switch
        {
            MeetingAct.Published or MeetingAct.Revealed or MeetingAct.LetterWithheld or MeetingAct.Closed => false,
            MeetingAct.Corrected corrected => !progress.IsOpen(corrected.Seq),
            MeetingAct.PromiseJudged judged => progress.Promises.Find(made => made.Promise.Id == judged.Id) is not { } promise || !progress.IsOpen(promise.Number),
            MeetingAct.ActionClosed closed => progress.Actions.Find(raised => raised.Action.Id == closed.Id) is not { } action || !progress.IsOpen(action.Number),
            _ => true,
        };
    }

    /// <summary>To which half an event belongs; null where it belongs to neither.</summary>
    /// <param name="act">The event.</param>
    public static LetterPart? PartOf(MeetingAct act) => act switch
    {
        MeetingAct.LetterWritten or MeetingAct.FigureShown => LetterPart.Letter,
        MeetingAct.ReplyGiven or MeetingAct.PaperAdded or MeetingAct.PromiseMade or MeetingAct.ActionRaised => LetterPart.Reply,
        _ => null,
    };

    private static bool MayBeRevealed(MeetingAct act) => PartOf(act) is not null || act is MeetingAct.LetterSent or MeetingAct.Closed or MeetingAct.PromiseJudged or MeetingAct.ActionClosed or MeetingAct.Corrected;

    private static string Is(MeetingProgress progress) => progress.State switch
    {
        MeetingState.Planned => "a draft",
        MeetingState.Live => progress.HasReply ? "replied to" : "sent",
        MeetingState.Closed => "closed",
        MeetingState.Cancelled => "taken back",
        MeetingState.Published or MeetingState.Paused or MeetingState.MinutesDraft or MeetingState.Approved => "in no such state",
    };
}
