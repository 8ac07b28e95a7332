using Scrutiny.Statistics.Distributions;

namespace Scrutiny.Statistics.Intervals;

/// <summary>The interval of a mean of sample values. It needs the single values or their spread: a published mean by itself has no interval.</summary>
public static class MeanInterval
{
    /// <summary>Student's interval: mean ± t · s / √n (PHEindicatormethods 2.1.0, phe_mean).</summary>
    /// <param name="n">How many values, 2 or more.</param>
    /// <param name="mean">Their mean.</param>
    /// <param name="deviation">Their standard deviation, with n − 1; not below 0.</param>
    /// <param name="confidence">How often it should hold.</param>
    /// <returns>The ends in the values' unit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">n is below 2, or the deviation below 0.</exception>
    public static Interval Of(double n, double mean, double deviation, Confidence confidence)
    {
        ArgumentNullException.ThrowIfNull(confidence);
        if (!(n >= 2 && double.IsFinite(n)))
            throw new ArgumentOutOfRangeException(nameof(n), n, "The interval of a mean needs two values or more.");
        if (!(deviation >= 0))
            throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "A standard deviation is not below 0.");

        var reach = StudentDistribution.UpperQuantile(confidence.Tail, n - 1) * deviation / Math.Sqrt(n);
        return new Interval(mean - reach, mean + reach);
    }

    /// <summary>The mean and standard deviation (with n − 1) of values.</summary>
    /// <param name="values">The values; at least one.</param>
    /// <returns>The deviation is NaN for a single value.</returns>
    public static (double Mean, double Deviation) Describe(ReadOnlySpan<double> values)
    {
        var mean = TwoPassMean.Of(values);
        var squares = 0.0;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);

        return (mean, Math.Sqrt(squares / (values.Length - 1)));
    }
}
