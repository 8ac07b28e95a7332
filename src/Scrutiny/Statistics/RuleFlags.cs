namespace Scrutiny.Statistics;

/// <summary>
/// The four rules over one segment. A window holds seven (or three) neighbouring points with figures; longer patterns are
/// unions of windows. A missing value is NaN, which compares as neither above nor below, so it breaks every window.
/// </summary>
internal static class RuleFlags
{
    private const int Window = 7;

    /// <summary>Sets each point's rules.</summary>
    /// <param name="values">The segment's values, NaN where missing.</param>
    /// <param name="segment">Its mean and limits.</param>
    /// <param name="rules">Where the rules go, one a point.</param>
    /// <param name="falling">Set where the trend a point is labelled by falls; a peak between two trends takes the later one.</param>
    public static void Mark(ReadOnlySpan<double> values, SpcSegment segment, Span<SpcRules> rules, Span<bool> falling)
    {
        MarkOutside(values, segment, rules);
        MarkTwoInThree(values, segment, rules);
        MarkRuns(values, segment.Mean ?? double.NaN, rules);
        MarkTrends(values, rules, falling);
    }

    /// <summary>The index at which the run of one side of the mean that ends at <paramref name="last"/> starts.</summary>
    public static int RunStart(ReadOnlySpan<double> values, double mean, int last)
    {
        var start = last;
        while (start > 0 && Side(values[start - 1], mean) == Side(values[last], mean))
            start--;

        return start;
    }

    private static void MarkOutside(ReadOnlySpan<double> values, SpcSegment segment, Span<SpcRules> rules)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] > segment.Upl)
                rules[i] |= SpcRules.AboveUpperLimit;
            else if (values[i] < segment.Lpl)
                rules[i] |= SpcRules.BelowLowerLimit;
        }
    }

    /// <summary>All three on one side, at least two near the limit; only those near it are marked, and one outside is not near.</summary>
    private static void MarkTwoInThree(ReadOnlySpan<double> values, SpcSegment segment, Span<SpcRules> rules)
    {
        var mean = segment.Mean ?? double.NaN;
        for (var i = 2; i < values.Length; i++)
        {
            var side = Side(values[i], mean);
            if (side == 0 || Side(values[i - 1], mean) != side || Side(values[i - 2], mean) != side)
                continue;

            var first = IsNear(values[i - 2], segment);
            var second = IsNear(values[i - 1], segment);
            var third = IsNear(values[i], segment);
            if (!(first ? second || third : second && third))
                continue;

            var rule = side > 0 ? SpcRules.TwoInThreeAbove : SpcRules.TwoInThreeBelow;
            if (first)
                rules[i - 2] |= rule;
            if (second)
                rules[i - 1] |= rule;
            if (third)
                rules[i] |= rule;
        }
    }

    private static void MarkRuns(ReadOnlySpan<double> values, double mean, Span<SpcRules> rules)
    {
        for (int start = 0, next; start < values.Length; start = next)
        {
            var side = Side(values[start], mean);
            next = start + 1;
            while (next < values.Length && Side(values[next], mean) == side)
                next++;

            if (side != 0 && next - start >= Window)
                Add(rules[start..next], side > 0 ? SpcRules.RunAbove : SpcRules.RunBelow);
        }
    }

    private static void MarkTrends(ReadOnlySpan<double> values, Span<SpcRules> rules, Span<bool> falling)
    {
        for (int start = 0, last; start < values.Length - 1; start = last)
        {
            var step = Side(values[start + 1], values[start]);
            last = start + 1;
            while (last < values.Length - 1 && Side(values[last + 1], values[last]) == step)
                last++;

            if (step != 0 && last - start >= Window - 1)
            {
                // Later trends overwrite the shared peak, so that a point takes the trend that goes on after it.
                Add(rules[start..(last + 1)], step > 0 ? SpcRules.TrendIncreasing : SpcRules.TrendDecreasing);
                falling[start..(last + 1)].Fill(step < 0);
            }
        }
    }

    private static void Add(Span<SpcRules> rules, SpcRules rule)
    {
        foreach (ref var hit in rules)
            hit |= rule;
    }

    private static bool IsNear(double value, SpcSegment segment) =>
        (value > segment.NearUpl && value <= segment.Upl) || (value < segment.NearLpl && value >= segment.Lpl);

    private static int Side(double value, double of) => value > of ? 1 : value < of ? -1 : 0;
}
