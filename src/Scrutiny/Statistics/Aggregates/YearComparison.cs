namespace Scrutiny.Statistics.Aggregates;

/// <summary>The year so far beside the same months of the year before.</summary>
/// <param name="ThisYear">The year so far.</param>
/// <param name="LastYear">The same periods a year earlier, and only those that have a figure this year; without a value where one of them has none.</param>
public sealed record YearComparison(AggregateFigure ThisYear, AggregateFigure LastYear)
{
    /// <summary>Whether one of the two is a day longer; to be noted beside counts.</summary>
    public bool LeapDayDiffers => ThisYear.HoldsLeapDay != LastYear.HoldsLeapDay;

    /// <summary>The change in per cent, for counts, amounts, rates and means. Null where a figure is missing or last year's is not above 0.</summary>
    public double? PercentageChange => Aggregates.Change.InPerCent(LastYear.Value, ThisYear.Value);

    /// <summary>The change in the figure's own unit; percentage points for percentages. Null where a figure is missing.</summary>
    public double? Change => ThisYear.Value - LastYear.Value;
}
