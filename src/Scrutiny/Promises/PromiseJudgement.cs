using Scrutiny.Meetings;
using Scrutiny.Periods;

namespace Scrutiny.Promises;

/// <summary>
/// What figures say of a promise. Only figures count whose period ends after the day on which it was made. The one that decides is the last whose
/// period ends by the due day; it is final once a figure covers that day, so no clock is asked and the same figures always judge the same.
/// </summary>
/// <param name="State">The judgement.</param>
/// <param name="Period">The period on whose figure it rests; null where there is none.</param>
/// <param name="Value">That figure, in the measure's unit; null where there is none.</param>
public sealed record PromiseJudgement(PromiseState State, Period? Period, decimal? Value)
{
    /// <summary>Judges a promise.</summary>
    /// <param name="promise">The promise.</param>
    /// <param name="made">The day on which it was made.</param>
    /// <param name="figures">The published figures of its series, in any order; those without a value are left out.</param>
    public static PromiseJudgement Of(MeetingAct.PromiseMade promise, DateOnly made, IEnumerable<(Period Period, decimal? Value)> figures)
    {
        ArgumentNullException.ThrowIfNull(promise);
        var held = figures.Where(figure => figure.Value is not null && figure.Period.To > made).OrderBy(figure => figure.Period).ToList();
        var counted = held.Where(figure => figure.Period.To <= promise.Due).ToList();
        if (promise is not { Measure: not null, Comparison: { } comparison, Target: { } target } || counted.Count == 0)
        {
            return new PromiseJudgement(PromiseState.CannotBeJudged, null, null);
        }

        var (period, value) = (counted[^1].Period, counted[^1].Value!.Value);
        var met = comparison switch { PromiseComparison.AtLeast => value >= target, PromiseComparison.AtMost => value <= target };
        var final = held[^1].Period.To >= promise.Due;
        return new PromiseJudgement(final ? met ? PromiseState.Kept : PromiseState.Missed : met ? PromiseState.OnCourse : PromiseState.AtRisk, period, value);
    }
}
