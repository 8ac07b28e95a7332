namespace Scrutiny.Statistics;

/// <summary>How the figures themselves stood against the target then in force; at the target counts as met.</summary>
/// <param name="LatestMet">Whether the latest period met it; null where that period was not measured.</param>
/// <param name="PeriodsMet">How many of the last 12 periods met it.</param>
/// <param name="PeriodsMeasured">How many of the last 12 periods have a figure and a target.</param>
public sealed record TargetRecord(bool? LatestMet, int PeriodsMet, int PeriodsMeasured)
{
    private const int Periods = 12;

    /// <summary>The record of the last 12 periods, or null where no target or no direction is known.</summary>
    internal static TargetRecord? Of(SpcSeries series, ReadOnlySpan<SpcPoint> inDateOrder)
    {
        if (series.Improvement == Improvement.Neutral || inDateOrder.IsEmpty)
            return null;

        var anyTarget = series.Target is not null;
        int met = 0, measured = 0;
        bool? latestMet = null;
        foreach (var point in inDateOrder[Math.Max(0, inDateOrder.Length - Periods)..])
        {
            var target = point.Target ?? series.Target;
            anyTarget |= target is not null;
            latestMet = point.Value is { } value && target is { } bar ? Icons.Meets(value, bar, series.Improvement) : null;
            if (latestMet is not null)
                measured++;
            if (latestMet == true)
                met++;
        }

        return anyTarget ? new TargetRecord(latestMet, met, measured) : null;
    }
}
