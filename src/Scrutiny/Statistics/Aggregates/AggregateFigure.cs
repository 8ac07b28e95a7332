using Scrutiny.Periods;

namespace Scrutiny.Statistics.Aggregates;

/// <summary>One figure made of several periods.</summary>
/// <param name="Span">From the first of the periods to the end of the last.</param>
/// <param name="Value">The figure, of the periods that have one; nothing is extrapolated. Null where <paramref name="Gap"/> says why.</param>
/// <param name="Present">How many of the periods have a figure.</param>
/// <param name="Expected">How many periods there are.</param>
/// <param name="Gap">Why there is no value.</param>
public sealed record AggregateFigure(Period Span, double? Value, int Present, int Expected, AggregateGap? Gap)
{
    /// <summary>Whether every period has a figure. If not, say "n of m months" beside the value.</summary>
    public bool Complete => Present == Expected;

    /// <summary>Whether the span holds a 29 February.</summary>
    public bool HoldsLeapDay =>
        Enumerable.Range(Span.From.Year, Span.To.Year - Span.From.Year + 1).Any(year =>
            DateTime.IsLeapYear(year) && Span.From <= new DateOnly(year, 2, 29) && Span.To >= new DateOnly(year, 2, 29));
}
