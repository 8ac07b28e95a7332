namespace Scrutiny.Meetings;

/// <summary>The index of a meeting's moments: where in it something was asked, shown, answered or decided.</summary>
public static class Moments
{
    /// <summary>The moments worth finding again, in order; the screen's and the timer's are left out.</summary>
    /// <param name="meeting">Head and agenda, on the side from which the log was read.</param>
    /// <param name="progress">How the meeting stands.</param>
    public static IReadOnlyList<Moment> Of(Meeting meeting, MeetingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(progress);
        return [.. progress.Events
            .Where(logged => logged.Act is not (MeetingAct.ScreenBlanked or MeetingAct.ScreenHeld or MeetingAct.TimerSet or MeetingAct.OperatorChanged or MeetingAct.ItemEnded or MeetingAct.EnquiryKept))
            .Select(logged => new Moment(logged.Number, logged.At, Into(progress, logged.At), MeetingWords.Moment(meeting, progress, logged), logged.Restricted))];
    }

    /// <summary>The figures that were quoted and count, in order.</summary>
    /// <param name="progress">How the meeting stands.</param>
    public static IReadOnlyList<(long Number, MeetingAct.FigureShown Figure)> Figures(MeetingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return [.. progress.Events.Where(logged => logged.Act is MeetingAct.FigureShown && !progress.Corrections.ContainsKey(logged.Number)).Select(logged => (logged.Number, (MeetingAct.FigureShown)logged.Act))];
    }

    /// <summary>What was on the screen while something was said: the figures shown since the item was taken.</summary>
    /// <param name="progress">How the meeting stands.</param>
    /// <param name="number">Number of the event at which it was said.</param>
    public static IReadOnlyList<(long Number, MeetingAct.FigureShown Figure)> FiguresBehind(MeetingProgress progress, long number)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var begun = progress.Events.Where(logged => logged.Number < number && logged.Act is MeetingAct.ItemStarted or MeetingAct.MovedBack).Select(logged => logged.Number).DefaultIfEmpty().Max();
        return begun == 0 ? [] : [.. Figures(progress).Where(figure => figure.Number > begun && figure.Number < number)];
    }

    private static TimeSpan? Into(MeetingProgress progress, DateTimeOffset at) =>
        progress.OpenedAt is { } opened && at >= opened && (progress.ClosedAt is null || at <= progress.ClosedAt) ? at - opened : null;
}

/// <summary>One moment.</summary>
/// <param name="Number">Number of its event.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Into">How far into the meeting, for finding it in a recording; null before and after.</param>
/// <param name="Text">What happened.</param>
/// <param name="Restricted">Whether only staff know.</param>
public sealed record Moment(long Number, DateTimeOffset At, TimeSpan? Into, string Text, bool Restricted);
