using System.Globalization;
using Scrutiny.Measures;
using Scrutiny.Meetings;

namespace Scrutiny.Promises;

/// <summary>Says what a promise aims at and what the figures say of it.</summary>
public static class PromiseWords
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Said of a promise that names no measure.</summary>
    public const string Deliverable = "It is a deliverable, which no figure measures.";

    /// <summary>Said of a promise whose measure is gone.</summary>
    public const string Gone = "Its measure is not in use any more.";

    /// <summary>The aim, and the figure by which it is judged.</summary>
    /// <param name="promise">The promise, with measure, comparison and target.</param>
    /// <param name="measure">Its measure.</param>
    /// <param name="judged">The judgement.</param>
    public static string Of(MeetingAct.PromiseMade promise, Measure measure, PromiseJudgement judged)
    {
        ArgumentNullException.ThrowIfNull(promise);
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(judged);
        var aim = $"{measure.Name}: {(promise.Comparison == PromiseComparison.AtLeast ? "at least" : "at most")} {FigureText.Words(promise.Target!.Value, measure)} by {promise.Due.ToString("d MMMM yyyy", British)}.";
        var now = judged is { Period: { } period, Value: { } value } ? $" {period.Opening(measure.Frequency)} it was {FigureText.Words(value, measure)}." : " No figure for a time after it was made is published yet.";
        return aim + now;
    }
}
