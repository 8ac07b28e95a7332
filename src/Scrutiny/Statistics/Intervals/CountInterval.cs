using Scrutiny.Statistics.Distributions;

namespace Scrutiny.Statistics.Intervals;

/// <summary>
/// The interval of a count of independent events, and through it of a rate: divide by the population. Police counts vary more
/// than independent events do, so it is the least uncertainty that there is.
/// </summary>
public static class CountInterval
{
    /// <summary>The count from which Byar's approximation is used in place of the exact interval.</summary>
    public const double SmallestForByar = 10;

    /// <summary>Exact below <see cref="SmallestForByar"/>, Byar's from there (PHEindicatormethods 2.1.0, phe_rate).</summary>
    /// <param name="x">The count, not below 0.</param>
    /// <param name="confidence">How often it should hold.</param>
    /// <returns>The ends as counts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 0 or not a number.</exception>
    public static Interval Of(double x, Confidence confidence) => x < SmallestForByar ? Exact(x, confidence) : Byar(x, confidence);

    /// <summary>The exact Poisson interval (F. Garwood 1936).</summary>
    /// <inheritdoc cref="Of"/>
    public static Interval Exact(double x, Confidence confidence)
    {
        Check(x, confidence);
        return new Interval(
            x == 0 ? 0 : GammaDistribution.LowerQuantile(confidence.Tail, x),
            GammaDistribution.UpperQuantile(confidence.Tail, x + 1));
    }

    /// <summary>Byar's approximation (N. E. Breslow and N. E. Day 1987). No lower end where it comes out below 0, as it does for the smallest counts.</summary>
    /// <inheritdoc cref="Of"/>
    public static Interval Byar(double x, Confidence confidence)
    {
        Check(x, confidence);
        var lower = x == 0 ? -1 : 1 - (1 / (9 * x)) - (confidence.Z / (3 * Math.Sqrt(x)));
        var y = x + 1;
        var upper = 1 - (1 / (9 * y)) + (confidence.Z / (3 * Math.Sqrt(y)));
        return new Interval(lower < 0 ? null : x * lower * lower * lower, y * upper * upper * upper);
    }

    private static void Check(double x, Confidence confidence)
    {
        ArgumentNullException.ThrowIfNull(confidence);
        if (!(x >= 0 && double.IsFinite(x)))
            throw new ArgumentOutOfRangeException(nameof(x), x, "A count is not below 0.");
    }
}
