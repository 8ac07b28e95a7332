namespace Scrutiny.Statistics;

/// <summary>Mean and limits of an XmR chart from one segment's baseline (NHSRplotthedots, ptd_spc_standard).</summary>
internal static class ProcessLimits
{
    private const double LimitFactor = 2.66;
    private const double NearFactor = 2 * LimitFactor / 3;
    private const double ScreeningFactor = 3.267;

    /// <summary>Measures one segment.</summary>
    /// <param name="values">The segment's values, NaN where missing.</param>
    /// <param name="number">The segment's number.</param>
    /// <param name="first">The index of its first point in the series.</param>
    /// <param name="series">Where the settings come from.</param>
    /// <param name="mode">Whose rules to follow.</param>
    /// <param name="referenceStops">Whether the reference has no result for this series, so that NaN would be an invention.</param>
    public static SpcSegment Measure(
        ReadOnlySpan<double> values, int number, int first, SpcSeries series, SpcMode mode, bool referenceStops)
    {
        var baseline = values[..Math.Min(values.Length, series.FixAfter ?? values.Length)];
        var mean = TwoPassMean.Of(baseline);
        var present = CountPresent(values);

        Span<double> ranges = baseline.Length <= 256 ? stackalloc double[baseline.Length] : new double[baseline.Length];
        ranges = ranges[..MovingRanges(baseline, ranges)];
        var zeros = ranges.Count(0.0);
        var unscreened = TwoPassMean.Of(ranges);
        var range = series.ScreenOutliers ? Screened(ranges, unscreened) : unscreened;

        SpcNotes notes;
        if (mode == SpcMode.Compat)
        {
            notes = values.Length < Spc.PointsForFirmLimits ? SpcNotes.TrialLimits : SpcNotes.None;
        }
        else
        {
            notes = SpcNotes.None;
            if (unscreened == 0)
            {
                range = 0;
                notes |= SpcNotes.NoVariation;
            }
            else if (range == 0)
            {
                range = unscreened;
                notes |= SpcNotes.ScreeningFallback;
            }

            if (zeros * 2 > ranges.Length && unscreened > 0)
                notes |= SpcNotes.HeapedData;

            if (CountPresent(baseline) < Spc.FewestPointsForLimits || double.IsNaN(range))
            {
                range = double.NaN;
                notes |= SpcNotes.RunChartOnly;
            }
            else if (present < Spc.PointsForFirmLimits)
            {
                notes |= SpcNotes.TrialLimits;
            }
        }

        var nanIsAnAnswer = mode == SpcMode.Compat && !referenceStops;
        return new SpcSegment(
            number,
            first,
            values.Length,
            present,
            Known(mean),
            Known(mean - (LimitFactor * range)),
            Known(mean + (LimitFactor * range)),
            Known(mean - (NearFactor * range)),
            Known(mean + (NearFactor * range)),
            Known(range),
            notes);

        double? Known(double figure) => double.IsNaN(figure) && !nanIsAnAnswer ? null : figure;
    }

    private static int CountPresent(ReadOnlySpan<double> values)
    {
        var count = 0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
                count++;
        }

        return count;
    }

    /// <summary>Differences between neighbours that are both present, so a gap takes away two.</summary>
    private static int MovingRanges(ReadOnlySpan<double> baseline, Span<double> ranges)
    {
        var count = 0;
        for (var i = 1; i < baseline.Length; i++)
        {
            var range = Math.Abs(baseline[i] - baseline[i - 1]);
            if (!double.IsNaN(range))
                ranges[count++] = range;
        }

        return count;
    }

    /// <summary>The mean of the ranges strictly below 3.267 times their mean, once; NaN where none is.</summary>
    private static double Screened(Span<double> ranges, double unscreened)
    {
        var kept = 0;
        foreach (var range in ranges)
        {
            if (range < ScreeningFactor * unscreened)
                ranges[kept++] = range;
        }

        return TwoPassMean.Of(ranges[..kept]);
    }
}
