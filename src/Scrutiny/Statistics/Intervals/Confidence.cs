using System.Globalization;
using Scrutiny.Statistics.Distributions;

namespace Scrutiny.Statistics.Intervals;

/// <summary>How often an interval made this way holds the true value. It has no default; take one of those named here or make one.</summary>
public sealed record Confidence
{
    /// <summary>A confidence of so many per cent.</summary>
    /// <param name="percent">Above 0 and below 100: 95, 99.8.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not between the two.</exception>
    public Confidence(double percent)
    {
        if (!(percent > 0 && percent < 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "A confidence lies between 0 and 100 per cent.");

        Percent = percent;
        Tail = (1 - (percent / 100)) / 2;
        Z = NormalDistribution.UpperQuantile(Tail);
    }

    /// <summary>90 per cent.</summary>
    public static Confidence P90 { get; } = new(90);

    /// <summary>95 per cent: about one interval in twenty misses.</summary>
    public static Confidence P95 { get; } = new(95);

    /// <summary>99.8 per cent: one in five hundred misses; the outer lines of a funnel.</summary>
    public static Confidence P998 { get; } = new(99.8);

    /// <summary>The confidence in per cent.</summary>
    public double Percent { get; }

    /// <summary>The chance left on each side, in parts of 1: 0.025 for 95 per cent.</summary>
    public double Tail { get; }

    /// <summary>How many standard errors of a normal variable leave that chance: 1.959963984540054 for 95 per cent.</summary>
    public double Z { get; }

    /// <summary>The digits without a point, as in the column names <c>lower95</c> and <c>upper998</c>.</summary>
    public string Digits => Percent.ToString("0.##########", CultureInfo.InvariantCulture).Replace(".", "", StringComparison.Ordinal);
}
