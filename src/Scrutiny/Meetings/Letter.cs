namespace Scrutiny.Meetings;

/// <summary>How far a written challenge has come.</summary>
public enum LetterState
{
    /// <summary>It is written.</summary>
    Drafted,

    /// <summary>It went out, and no reply has come.</summary>
    Sent,

    /// <summary>A reply has come.</summary>
    Replied,

    /// <summary>The matter is done with.</summary>
    Closed,

    /// <summary>It was never sent.</summary>
    TakenBack,
}

/// <summary>A written challenge and its reply: a projection of the log, on either side of the wall.</summary>
public sealed record Letter
{
    /// <summary>How far it has come.</summary>
    public required LetterState State { get; init; }

    /// <summary>What it says; null where that is not known here.</summary>
    public MeetingAct.LetterWritten? Written { get; init; }

    /// <summary>What is asked, one by one.</summary>
    public IReadOnlyList<string> Asks => Written is null ? [] : [.. Written.Asks.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>The figures in it, each with the number of its event, as they were when it was sent.</summary>
    public IReadOnlyList<(long Number, MeetingAct.FigureShown Figure)> Figures { get; init; } = [];

    /// <summary>When it was sent, UTC; null before.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The day by which a reply is asked for; null before it is sent.</summary>
    public DateOnly? ReplyBy { get; init; }

    /// <summary>The replies that count, in order.</summary>
    public IReadOnlyList<(DateTimeOffset At, MeetingAct.ReplyGiven Reply)> Replies { get; init; } = [];

    /// <summary>The documents that came with them.</summary>
    public IReadOnlyList<MeetingAct.PaperAdded> Documents { get; init; } = [];

    /// <summary>Why the letter or the reply is not shown to the public, by half; the last word counts, until it is shown.</summary>
    public IReadOnlyDictionary<LetterPart, string> Withheld { get; init; } = new Dictionary<LetterPart, string>();

    /// <summary>When it was closed, UTC; null before.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Reads a log.</summary>
    /// <param name="progress">How it stands.</param>
    public static Letter Of(MeetingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var replies = progress.Events.Where(logged => logged.Act is MeetingAct.ReplyGiven && Counts(progress, logged)).Select(logged => (logged.At, Worded(progress, logged))).ToList();
        var written = progress.Events.FindLast(logged => logged.Act is MeetingAct.LetterWritten)?.Act as MeetingAct.LetterWritten;
        var sent = progress.Events.Find(logged => logged.Act is MeetingAct.LetterSent);
        var withheld = progress.Events.Select(logged => logged.Act).OfType<MeetingAct.LetterWithheld>().GroupBy(act => act.Part).ToDictionary(part => part.Key, part => part.Last().Reason);
        return new Letter
        {
            State = progress.State switch
            {
                MeetingState.Cancelled => LetterState.TakenBack,
                MeetingState.Closed => LetterState.Closed,
                // A reply that is withheld has come.
                MeetingState.Live => replies.Count > 0 || withheld.ContainsKey(LetterPart.Reply) ? LetterState.Replied : LetterState.Sent,
                MeetingState.Planned or MeetingState.Published or MeetingState.Paused or MeetingState.MinutesDraft or MeetingState.Approved => LetterState.Drafted,
            },
            Written = written,
            Figures = [.. progress.Events.Where(logged => logged.Act is MeetingAct.FigureShown).Select(logged => (logged.Number, (MeetingAct.FigureShown)logged.Act))],
            SentAt = sent?.At,
            ReplyBy = (sent?.Act as MeetingAct.LetterSent)?.ReplyBy,
            Replies = replies,
            Documents = [.. progress.Events.Select(logged => logged.Act).OfType<MeetingAct.PaperAdded>()],
            Withheld = withheld,
            ClosedAt = progress.ClosedAt,
        };
    }

    /// <summary>Whether what an event says still counts.</summary>
    /// <param name="progress">How things stand.</param>
    /// <param name="logged">The event.</param>
    public static bool Counts(MeetingProgress progress, LoggedEvent logged)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(logged);
        return !(progress.Corrections.TryGetValue(logged.Number, out var corrected) && corrected.Text is null);
    }

    private static MeetingAct.ReplyGiven Worded(MeetingProgress progress, LoggedEvent logged) =>
        progress.Corrections.TryGetValue(logged.Number, out var corrected) ? (MeetingAct.ReplyGiven)logged.Act with { Text = corrected.Text! } : (MeetingAct.ReplyGiven)logged.Act;
}

/// <summary>The states' words.</summary>
public static class LetterStates
{
    /// <summary>The state in words.</summary>
    /// <param name="state">The state.</param>
    public static string Words(this LetterState state) => state switch
    {
        LetterState.Drafted => "Draft",
        LetterState.Sent => "Sent, no reply yet",
        LetterState.Replied => "Replied to",
        LetterState.Closed => "Closed",
        LetterState.TakenBack => "Taken back",
    };
}
