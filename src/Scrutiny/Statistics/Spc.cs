namespace Scrutiny.Statistics;

/// <summary>
/// Statistical process control by the XmR chart and the NHS "Making data count" rules: mean and limits by segment, four
/// rules, and the variation and assurance icons. Method: NHSRplotthedots 0.2.2; screening after Nelson 1982; few points after Wheeler.
/// </summary>
public static class Spc
{
    /// <summary>Below this many points limits are on trial and icons provisional. The reference's texts say 12; its code, followed here, says 13.</summary>
    public const int PointsForFirmLimits = 13;

    /// <summary>Below this many figures Scrutiny shows a run chart without limits or icons (Wheeler: five or six are the least useful).</summary>
    public const int FewestPointsForLimits = 6;

    /// <summary>The fewest rows a fixed baseline may have.</summary>
    public const int FewestFixedPoints = 12;

    /// <summary>The largest figure, either side of zero, that the sums can hold without overflow.</summary>
    public const double LargestValue = 1e300;

    private const int ShortestRun = 7;

    /// <summary>Judges one series. Pure: the same series gives the same result, whatever the order its points come in.</summary>
    /// <param name="series">The points, in any order, with their settings.</param>
    /// <param name="mode">Whose rules to follow.</param>
    /// <returns>As many judged points as went in, in date order, with segments and icons.</returns>
    /// <exception cref="ArgumentNullException">There is no series.</exception>
    /// <exception cref="ArgumentException">
    /// Two points share a date; a figure or target is not finite or too large; <see cref="SpcSeries.FixAfter"/> is below
    /// <see cref="FewestFixedPoints"/>; the tolerance ends before it starts; or, in Product, a rebase date matches no point
    /// (the reference ignores such a date without a word, which hides a typing error).
    /// </exception>
    public static SpcResult Analyse(SpcSeries series, SpcMode mode)
    {
        ArgumentNullException.ThrowIfNull(series);
        CheckSettings(series);
        var points = InDateOrder(series.Points);
        var values = new double[points.Length];
        for (var i = 0; i < points.Length; i++)
            values[i] = CheckedValue(points[i]);

        var segments = Segments(series, points, values, mode);
        var judged = Judge(series, points, values, segments, mode);
        return Conclude(series, points, values, segments, judged, mode);
    }

    private static void CheckSettings(SpcSeries series)
    {
        if (series.FixAfter < FewestFixedPoints)
            throw new ArgumentException($"A baseline fixed after {series.FixAfter} points is too short; give {FewestFixedPoints} or more.", nameof(series));

        if (series.Tolerance is { Low: { } low, High: { } high } && !(low <= high))
            throw new ArgumentException($"The tolerance from {low} to {high} ends before it starts.", nameof(series));

        if (series.Target is { } target && !(Math.Abs(target) <= LargestValue))
            throw new ArgumentException($"The target {target} is not a number within ±1e300.", nameof(series));
    }

    private static double CheckedValue(SpcPoint point)
    {
        if (point.Target is { } target && !(Math.Abs(target) <= LargestValue))
            throw new ArgumentException($"The target of {point.Date:yyyy-MM-dd} is not a number within ±1e300; use null where the series' own held.");

        if (point.Value is null)
            return double.NaN;

        if (!(Math.Abs(point.Value.Value) <= LargestValue))
            throw new ArgumentException($"The figure of {point.Date:yyyy-MM-dd} is not a number within ±1e300; use null for a missing one.");

        return point.Value.Value;
    }

    private static SpcPoint[] InDateOrder(IReadOnlyList<SpcPoint> given)
    {
        var points = new SpcPoint[given.Count];
        var sorted = true;
        for (var i = 0; i < points.Length; i++)
        {
            points[i] = given[i];
            sorted &= i == 0 || points[i].Date > points[i - 1].Date;
        }

        if (sorted)
            return points;

        Array.Sort(points, static (left, right) => left.Date.CompareTo(right.Date));
        for (var i = 1; i < points.Length; i++)
        {
            if (points[i].Date == points[i - 1].Date)
                throw new ArgumentException($"Two points have the date {points[i].Date:yyyy-MM-dd}; a series has one figure a period.");
        }

        return points;
    }

    private static SpcSegment[] Segments(SpcSeries series, SpcPoint[] points, double[] values, SpcMode mode)
    {
        if (points.Length == 0)
            return [];

        var starts = Starts(series.RebaseDates, points, mode, out var number);
        var stops = false;
        if (mode == SpcMode.Compat)
        {
            for (var s = 0; s < starts.Count && !stops; s++)
                stops = ReferenceDefects.Stops(Values(s));
        }

        var segments = new SpcSegment[starts.Count];
        for (var s = 0; s < segments.Length; s++)
        {
            var segment = ProcessLimits.Measure(Values(s), number + s, starts[s], series, mode, stops);
            segments[s] = stops ? segment with { Notes = segment.Notes | SpcNotes.ReferenceStops } : segment;
        }

        return segments;

        ReadOnlySpan<double> Values(int s) =>
            values.AsSpan(starts[s]..(s + 1 < starts.Count ? starts[s + 1] : values.Length));
    }

    private static List<int> Starts(IReadOnlyCollection<DateOnly> rebaseDates, SpcPoint[] points, SpcMode mode, out int firstNumber)
    {
        List<int> starts = [0];
        firstNumber = 0;
        if (rebaseDates.Count == 0)
            return starts;

        var dates = new HashSet<DateOnly>(rebaseDates);
        for (var i = 0; i < points.Length; i++)
        {
            if (!dates.Remove(points[i].Date))
                continue;

            if (i == 0)
                firstNumber = 1;
            else
                starts.Add(i);
        }

        if (mode == SpcMode.Product && dates.Count > 0)
            throw new ArgumentException($"The rebase date {dates.Min():yyyy-MM-dd} is not the date of any point; use the date of the first point of the new segment.");

        return starts;
    }

    private static JudgedPoint[] Judge(SpcSeries series, SpcPoint[] points, double[] values, SpcSegment[] segments, SpcMode mode)
    {
        var judged = new JudgedPoint[points.Length];
        var allRules = new SpcRules[points.Length];
        var allFalling = new bool[points.Length];
        foreach (var segment in segments)
        {
            var own = values.AsSpan(segment.First, segment.Count);
            var rules = allRules.AsSpan(segment.First, segment.Count);
            var falling = allFalling.AsSpan(segment.First, segment.Count);
            RuleFlags.Mark(own, segment, rules, falling);
            for (var i = 0; i < own.Length; i++)
            {
                var falls = mode == SpcMode.Compat && IsTrend(rules[i]) ? ReferenceDefects.CallsFalling(own, rules, i) : falling[i];
                var point = points[segment.First + i];
                var rule = Label(rules[i], falls);
                judged[segment.First + i] = new JudgedPoint(
                    point.Date,
                    point.Value,
                    segment,
                    point.Value is null && mode == SpcMode.Product ? null : rule,
                    rules[i],
                    Icons.MeaningOf(rule, series.Improvement));
            }
        }

        return judged;
    }

    private static bool IsTrend(SpcRules rules) => (rules & (SpcRules.TrendIncreasing | SpcRules.TrendDecreasing)) != 0;

    /// <summary>The first rule met, in the reference's order, which does not look at the direction of improvement.</summary>
    private static SpcRule Label(SpcRules rules, bool falling)
    {
        if (rules == SpcRules.None)
            return SpcRule.CommonCause;
        if (rules.HasFlag(SpcRules.AboveUpperLimit))
            return SpcRule.AboveUpperLimit;
        if (rules.HasFlag(SpcRules.BelowLowerLimit))
            return SpcRule.BelowLowerLimit;
        if (IsTrend(rules))
            return falling ? SpcRule.TrendDecreasing : SpcRule.TrendIncreasing;
        if (rules.HasFlag(SpcRules.TwoInThreeAbove))
            return SpcRule.TwoInThreeAbove;
        if (rules.HasFlag(SpcRules.TwoInThreeBelow))
            return SpcRule.TwoInThreeBelow;

        return rules.HasFlag(SpcRules.RunAbove) ? SpcRule.RunAbove : SpcRule.RunBelow;
    }

    private static SpcResult Conclude(
        SpcSeries series, SpcPoint[] points, double[] values, SpcSegment[] segments, JudgedPoint[] judged, SpcMode mode)
    {
        var last = segments.Length == 0 ? null : segments[^1];
        var lastPresent = Array.FindLastIndex(values, static value => !double.IsNaN(value));
        int? judgedIndex = mode == SpcMode.Compat && judged.Length > 0 ? judged.Length - 1
            : lastPresent >= 0 ? lastPresent
            : null;

        var notes = last?.Notes ?? SpcNotes.None;
        if (lastPresent < 0)
            notes |= SpcNotes.NoData;
        else if (lastPresent < values.Length - 1)
            notes |= SpcNotes.Stale;

        // Compat gives every icon, however little there is to go by.
        var refused = last is null
            || (mode == SpcMode.Product && (notes & (SpcNotes.NoData | SpcNotes.RunChartOnly | SpcNotes.HeapedData)) != 0);

        return new SpcResult
        {
            Points = judged,
            Segments = segments,
            Variation = refused ? null : Icons.VariationOf(judged[judgedIndex!.Value].Meaning, series.Improvement),
            Assurance = refused ? null : Icons.AssuranceOf(last!, series.Target, series.Improvement, mode),
            Tolerance = refused ? null : Icons.VerdictOf(last!, series.Tolerance, mode),
            Target = TargetRecord.Of(series, points),
            JudgedIndex = judgedIndex,
            Notes = notes,
            SuggestedRebase = mode == SpcMode.Product && lastPresent >= 0 ? SuggestedRebase(judged, values, lastPresent) : null,
        };
    }

    private static DateOnly? SuggestedRebase(JudgedPoint[] judged, double[] values, int lastPresent)
    {
        var segment = judged[lastPresent].Segment;
        if ((judged[lastPresent].RulesHit & (SpcRules.RunAbove | SpcRules.RunBelow)) == 0)
            return null;

        var own = values.AsSpan(segment.First, lastPresent - segment.First + 1);
        var start = RuleFlags.RunStart(own, segment.Mean!.Value, own.Length - 1);

        // A run that is the whole segment has nothing before it to break from.
        return start > 0 && own.Length - start >= ShortestRun ? judged[segment.First + start].Date : null;
    }
}
