using Scrutiny.Meetings;

namespace Scrutiny.Promises;

/// <summary>What heads an agenda by itself: promises of earlier meetings, with what the figures said of each.</summary>
public static class EarlierPromises
{
    /// <summary>
    /// The promises that were open when the meeting before this one began, or were made in it, those at risk and those missed first. What is judged after this meeting
    /// has ended belongs to the next, so a meeting's page stays as it was.
    /// </summary>
    /// <param name="meeting">The meeting that they head.</param>
    /// <param name="progress">How it stands.</param>
    /// <param name="all">Every meeting with its log, on one side of the wall.</param>
    public static IReadOnlyList<EarlierPromise> Of(Meeting meeting, MeetingProgress progress, IEnumerable<(Meeting Meeting, MeetingProgress Progress)> all)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(progress);
        var (begins, ends) = (progress.OpenedAt ?? meeting.Starts, progress.ClosedAt ?? DateTimeOffset.MaxValue);
        var earlier = all.Where(other => other.Meeting.Slug != meeting.Slug && other.Progress.OpenedAt < begins).ToList();
        // A letter between two meetings ends nothing: what was settled since the last of them heads the next agenda once more.
        var before = earlier.Where(other => !other.Meeting.IsLetter).Select(other => other.Progress.OpenedAt).Max();
        return [.. earlier
            .SelectMany(other => other.Progress.Promises.Where(made => made.At < ends).Select(made => (other.Meeting, Made: made, Judgements: Judgements(other.Progress, made.Promise.Id).Where(judged => judged.At < ends).ToList())))
            .Where(promise => promise.Judgements.LastOrDefault(judged => judged.At < before) is not { State: PromiseState.Kept or PromiseState.Missed })
            .Select(promise => new EarlierPromise(promise.Meeting, promise.Made.Promise, promise.Made.At, promise.Judgements.LastOrDefault()))
            .OrderBy(promise => Urgency(promise.State)).ThenBy(promise => promise.Promise.Due)];
    }

    /// <summary>Every judgement of a promise, in order: its history.</summary>
    /// <param name="progress">The meeting in which it was made.</param>
    /// <param name="id">Id of the promise.</param>
    public static IEnumerable<DatedJudgement> Judgements(MeetingProgress progress, string id)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return progress.Events.Where(logged => logged.Act is MeetingAct.PromiseJudged judged && judged.Id == id).Select(logged => (logged.At, Act: (MeetingAct.PromiseJudged)logged.Act)).Select(judged => new DatedJudgement(judged.At, judged.Act.State, judged.Act.Value));
    }

    /// <summary>In which order promises are looked at: what may still be turned first, what is settled last.</summary>
    /// <param name="state">What the figures say.</param>
    public static int Urgency(PromiseState state) => state switch
    {
        PromiseState.AtRisk => 0,
        PromiseState.Missed => 1,
        PromiseState.OnCourse => 2,
        PromiseState.CannotBeJudged => 3,
        PromiseState.Kept => 4,
    };
}

/// <summary>A promise of an earlier meeting.</summary>
/// <param name="Meeting">In which it was made.</param>
/// <param name="Promise">The promise.</param>
/// <param name="MadeAt">When it was made, UTC.</param>
/// <param name="Judged">The last judgement; null before the first.</param>
public sealed record EarlierPromise(Meeting Meeting, MeetingAct.PromiseMade Promise, DateTimeOffset MadeAt, DatedJudgement? Judged)
{
    /// <summary>What the figures say of it.</summary>
    public PromiseState State => Judged?.State ?? PromiseState.CannotBeJudged;
}

/// <summary>A judgement and when it was made.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="State">The judgement.</param>
/// <param name="Value">The figure on which it rests, in the measure's unit; null where there is none.</param>
public sealed record DatedJudgement(DateTimeOffset At, PromiseState State, decimal? Value);
