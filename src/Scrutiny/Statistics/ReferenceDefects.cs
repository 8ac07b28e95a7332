namespace Scrutiny.Statistics;

/// <summary>What NHSRplotthedots 0.2.2 does in Compat that Scrutiny does not want to do.</summary>
internal static class ReferenceDefects
{
    private const int Differences = 6;
    private const SpcRules Trend = SpcRules.TrendIncreasing | SpcRules.TrendDecreasing;

    /// <summary>
    /// Whether it stops with an error in a segment: a window of seven has a gap and every difference it does have
    /// goes one way, so R's <c>all()</c> yields a missing value where it needs true or false.
    /// </summary>
    public static bool Stops(ReadOnlySpan<double> values)
    {
        for (var start = 0; start + Differences < values.Length; start++)
        {
            bool gap = false, up = false, down = false, tie = false;
            for (var i = start + 1; i <= start + Differences; i++)
            {
                var step = values[i] - values[i - 1];
                gap |= double.IsNaN(step);
                up |= step > 0;
                down |= step < 0;
                tie |= step == 0;
            }

            if (gap && !tie && !(up && down))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether a trend point is called decreasing. It looks at the step to the next point where that is in any trend too,
    /// so the last point of one trend takes the direction of the jump to another that merely follows it.
    /// </summary>
    public static bool CallsFalling(ReadOnlySpan<double> values, ReadOnlySpan<SpcRules> rules, int i) =>
        i + 1 < values.Length && (rules[i + 1] & Trend) != 0
            ? !(values[i + 1] > values[i])
            : !(values[i] > values[i - 1]);
}
