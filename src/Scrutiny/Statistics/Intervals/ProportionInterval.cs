using Scrutiny.Statistics.Distributions;

namespace Scrutiny.Statistics.Intervals;

/// <summary>The interval of a proportion, such as the share of calls answered in time or of people satisfied.</summary>
public static class ProportionInterval
{
    /// <summary>Wilson's score interval (E. B. Wilson 1927; as PHEindicatormethods 2.1.0, phe_proportion). It never leaves 0 to 1.</summary>
    /// <param name="x">How many of them, from 0 to <paramref name="n"/>.</param>
    /// <param name="n">Of how many, above 0.</param>
    /// <param name="confidence">How often it should hold.</param>
    /// <returns>The ends as parts of 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">x is not between 0 and n, or n not above 0.</exception>
    public static Interval Wilson(double x, double n, Confidence confidence)
    {
        Check(x, n, confidence);

        var z = confidence.Z;
        var middle = (2 * x) + (z * z);
        var reach = z * Math.Sqrt((z * z) + (4 * x * (1 - (x / n))));
        var divisor = 2 * (n + (z * z));
        // At either end the difference is nothing but rounding.
        return new Interval(x == 0 ? 0 : (middle - reach) / divisor, x == n ? 1 : (middle + reach) / divisor);
    }

    /// <summary>The exact interval (C. J. Clopper and E. S. Pearson 1934), wider than Wilson's; for small numbers.</summary>
    /// <inheritdoc cref="Wilson"/>
    public static Interval Exact(double x, double n, Confidence confidence)
    {
        Check(x, n, confidence);

        // The upper end is one minus the lower end of the others.
        return new Interval(
            x == 0 ? 0 : BetaDistribution.LowerQuantile(confidence.Tail, x, n - x + 1),
            x == n ? 1 : 1 - BetaDistribution.LowerQuantile(confidence.Tail, n - x, x + 1));
    }

    private static void Check(double x, double n, Confidence confidence)
    {
        ArgumentNullException.ThrowIfNull(confidence);
        if (!(n > 0 && double.IsFinite(n)))
            throw new ArgumentOutOfRangeException(nameof(n), n, "A proportion is of a number above 0.");
        if (!(x >= 0 && x <= n))
            throw new ArgumentOutOfRangeException(nameof(x), x, $"A proportion's part lies between 0 and the whole, {n}.");
    }
}
