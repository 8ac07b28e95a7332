using Scrutiny.Statistics.Distributions;
using Scrutiny.Statistics.Intervals;

namespace Scrutiny.Statistics.Funnels;

/// <summary>
/// Funnel limits that allow for chance alone (D. Spiegelhalter 2005). Method: PHEindicatormethods 2.1.0, calculate_funnel_limits
/// and assign_funnel_significance.
/// </summary>
public static class PlainLimits
{
    /// <summary>The limits of a proportion: average ± z · √(average · (1 − average) / n), kept within 0 and 1.</summary>
    /// <param name="average">All the parts over all the wholes, from 0 to 1.</param>
    /// <param name="n">The size of the whole, above 0.</param>
    public static FunnelLimits OfProportion(double average, double n)
    {
        var (lower95, upper95) = Around(Confidence.P95);
        var (lower998, upper998) = Around(Confidence.P998);
        return new FunnelLimits(lower95, upper95, lower998, upper998);

        (double Lower, double Upper) Around(Confidence confidence)
        {
            var reach = confidence.Z * Math.Sqrt(average * (1 - average) / n);
            return (Math.Max(0, average - reach), Math.Min(1, average + reach));
        }
    }

    /// <summary>
    /// The limits of observed over expected events: the counts whose exact Poisson interval just reaches the expected one,
    /// counts between whole numbers included, so that the line is smooth. Times the average they are the limits of a rate.
    /// </summary>
    /// <param name="expected">Events expected at the average, above 0.</param>
    public static FunnelLimits OfRatio(double expected)
    {
        var (low95, low998) = (Lowest(expected, Confidence.P95.Tail), Lowest(expected, Confidence.P998.Tail));
        var (high95, high998) = (Highest(expected, Confidence.P95.Tail), Highest(expected, Confidence.P998.Tail));
        return new FunnelLimits(low95, high95, low998, high998).Times(1 / expected);
    }

    /// <summary>
    /// The same line the other way about, as PHEindicatormethods draws it: at a count of events, over the average rate, the
    /// largest and smallest rates that such a unit may have without being called different.
    /// </summary>
    /// <param name="events">Events, above 0.</param>
    public static FunnelLimits AtEvents(double events)
    {
        var (inner, outer) = (CountInterval.Exact(events, Confidence.P95), CountInterval.Exact(events, Confidence.P998));
        return new FunnelLimits(events / inner.Upper!.Value, events / inner.Lower!.Value, events / outer.Upper!.Value, events / outer.Lower!.Value);
    }

    /// <summary>
    /// Whether a unit differs from the reference, as PHEindicatormethods says it: a proportion by the funnel's limits, a rate or ratio
    /// by its own interval, exact below ten events and Byar's from there, so that near a line its word and <see cref="OfRatio"/>'s may differ.
    /// </summary>
    /// <param name="kind">What is compared.</param>
    /// <param name="numerator">The unit's count, not below 0.</param>
    /// <param name="denominator">Its whole, population or expected count, above 0.</param>
    /// <param name="reference">The average, as parts of 1; 1 for a ratio.</param>
    public static FunnelVerdict Significance(FunnelKind kind, double numerator, double denominator, double reference)
    {
        if (kind == FunnelKind.Proportion)
            return OfProportion(reference, denominator).Judge(numerator / denominator);

        var inner = CountInterval.Of(numerator, Confidence.P95).Times(1 / denominator);
        var outer = CountInterval.Of(numerator, Confidence.P998).Times(1 / denominator);
        return reference < outer.Lower ? FunnelVerdict.High998
            : reference < inner.Lower ? FunnelVerdict.High95
            : reference > outer.Upper ? FunnelVerdict.Low998
            : reference > inner.Upper ? FunnelVerdict.Low95
            : FunnelVerdict.Within;
    }

    /// <summary>The count x, not below 0, with P(X ≤ x) = tail; 0 where even no event at all is likelier than that.</summary>
    private static double Lowest(double expected, double tail) =>
        Math.Exp(-expected) >= tail ? 0 : Root.Of(x => (GammaDistribution.Tails(x + 1, expected).Upper - tail, SaddlePoint.Poisson(x + 0.5, expected)), 0, expected, Guess(expected, -tail));

    /// <summary>The count x with P(X ≥ x) = tail.</summary>
    private static double Highest(double expected, double tail) =>
        Root.Of(x => (tail - GammaDistribution.Tails(x, expected).Lower, SaddlePoint.Poisson(Math.Max(0, x - 0.5), expected)), 0, double.PositiveInfinity, Guess(expected, tail));

    private static double Guess(double expected, double tail) =>
        expected + (Math.Sign(tail) * NormalDistribution.RoughQuantile(Math.Abs(tail)) * Math.Sqrt(expected));
}
