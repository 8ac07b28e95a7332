namespace Scrutiny.Charts;

/// <summary>The upright axis: a range that holds every value and begins and ends on round numbers.</summary>
/// <param name="Bottom">Value at the foot of the plot.</param>
/// <param name="Top">Value at the head of the plot; above <paramref name="Bottom"/>.</param>
/// <param name="Step">Distance between ticks.</param>
internal sealed record ValueAxis(double Bottom, double Top, double Step)
{
    private static readonly double[] DurationSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400];

    /// <summary>True where the foot of the plot is zero or below.</summary>
    public bool StartsAtZero => Bottom <= 0;

    /// <summary>The same ticks over no more than the range given, for charts whose edges need no tick.</summary>
    public ValueAxis Within(double bottom, double top) => this with { Bottom = Math.Max(Bottom, bottom), Top = Math.Min(Top, top) };

    /// <summary>Values of the ticks, lowest first.</summary>
    public IEnumerable<double> Ticks
    {
        get
        {
            // Counted by whole numbers, so that no tick carries the dust of repeated addition.
            for (var index = (long)Math.Ceiling((Bottom / Step) - 1e-9); index * Step <= Top + (Step * 1e-9); index++)
            {
                yield return Math.Round(index * Step, 9);
            }
        }
    }

    /// <summary>Chooses the range.</summary>
    /// <param name="lowest">Least value to be shown.</param>
    /// <param name="highest">Greatest value to be shown.</param>
    /// <param name="unit">What the values are counted in.</param>
    /// <param name="fromZero">True where the marks' length is their value.</param>
    /// <param name="intervals">About how many intervals there is room for, at least 1.</param>
    public static ValueAxis Covering(double lowest, double highest, ChartUnit unit, bool fromZero, int intervals)
    {
        // A lowest value under half the highest is near enough to zero that leaving zero out would only exaggerate.
        var zero = fromZero || (lowest >= 0 && lowest <= highest / 2) || lowest == highest;
        var bottom = zero ? Math.Min(lowest, 0) : lowest;
        var top = zero ? Math.Max(highest, 0) : highest;
        if (bottom == top)
        {
            top = bottom + 1;
        }

        var margin = (top - bottom) * 0.04;
        var padded = (Bottom: bottom == 0 ? 0 : bottom - margin, Top: top == 0 ? 0 : top + margin);
        if (lowest >= 0)
        {
            padded.Bottom = Math.Max(padded.Bottom, 0);
        }

        if (unit == ChartUnit.Percent && highest <= 100)
        {
            padded.Top = Math.Min(padded.Top, 100);
        }

        var step = StepFor((padded.Top - padded.Bottom) / intervals, unit, padded.Top);
        return new ValueAxis(
            Math.Round(Math.Floor((padded.Bottom / step) + 1e-9) * step, 9),
            Math.Round(Math.Ceiling((padded.Top / step) - 1e-9) * step, 9),
            step);
    }

    private static double StepFor(double atLeast, ChartUnit unit, double highest)
    {
        if (unit == ChartUnit.Seconds && highest > 120)
        {
            foreach (var duration in DurationSteps)
            {
                if (duration >= atLeast)
                {
                    return duration;
                }
            }
        }

        var whole = unit == ChartUnit.Count;
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        foreach (var multiple in (ReadOnlySpan<double>)[1, 2, 2.5, 5, 10])
        {
            var step = Math.Round(multiple * power, 9);
            if (step >= atLeast * 0.999 && (!whole || step == Math.Floor(step)))
            {
                return step;
            }
        }

        return whole ? 1 : 10 * power;
    }
}
