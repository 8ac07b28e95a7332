using System.Globalization;
using Scrutiny.Measures;
using Scrutiny.Meetings;

namespace Scrutiny.Promises;

/// <summary>What is to be said of a promise that figures test.</summary>
public static class PromiseWords
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>What it comes to: measure, comparison, target and day.</summary>
    /// <param name="promise">A promise with a measure.</param>
    /// <param name="measure">That measure.</param>
    public static string Aim(MeetingAct.PromiseMade promise, Measure measure)
    {
        ArgumentNullException.ThrowIfNull(promise);
        ArgumentNullException.ThrowIfNull(measure);
        return $"{measure.Name}: {Comparison(promise)} {FigureText.Words(promise.Target ?? 0, measure)} by {promise.Due.ToString("d MMMM yyyy", British)}.";
    }

    /// <summary>What the figures say now.</summary>
    /// <param name="judged">The judgement.</param>
    /// <param name="measure">The promise's measure.</param>
    public static string Now(PromiseJudgement judged, Measure measure)
    {
        ArgumentNullException.ThrowIfNull(judged);
        ArgumentNullException.ThrowIfNull(measure);
        return judged is { Period: { } period, Value: { } value } ? $"{period.Opening(measure.Frequency)} it was {FigureText.Words(value, measure)}." : "No figure for a time after it was made is published yet.";
    }

    private static string Comparison(MeetingAct.PromiseMade promise) => promise.Comparison == PromiseComparison.AtMost ? "at most" : "at least";
}
