namespace Scrutiny.Statistics.Intervals;

/// <summary>A directly standardised rate: what the rate would be were the area's people as old as the standard population's.</summary>
public static class StandardisedRate
{
    /// <summary>Below this many events there is neither rate nor interval.</summary>
    public const double FewestEvents = 10;

    /// <summary>The rate with its interval, after A. J. Dobson and others 1991 (PHEindicatormethods 2.1.0, calculate_dsr).</summary>
    /// <param name="bands">The bands.</param>
    /// <param name="confidence">How often it should hold.</param>
    /// <returns>Rate and ends as parts of 1; null where there are too few events.</returns>
    public static (double Rate, Interval Interval)? Of(IReadOnlyCollection<StandardBand> bands, Confidence confidence)
    {
        ArgumentNullException.ThrowIfNull(bands);
        ArgumentNullException.ThrowIfNull(confidence);
        double events = 0, weights = 0, rate = 0, variance = 0;
        foreach (var (count, population, standard) in bands)
        {
            events += count;
            weights += standard;
            rate += standard * count / population;
            variance += standard * standard * count / (population * population);
        }

        if (events < FewestEvents)
            return null;

        rate /= weights;
        var stretch = Math.Sqrt(variance / (weights * weights) / events);
        var counted = CountInterval.Byar(events, confidence);
        return (rate, new Interval(rate + (stretch * (counted.Lower - events)), rate + (stretch * (counted.Upper - events))));
    }
}
