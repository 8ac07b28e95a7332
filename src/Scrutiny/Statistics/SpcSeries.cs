namespace Scrutiny.Statistics;

/// <summary>What statistical process control needs to know of one series: one measure in one area.</summary>
public sealed class SpcSeries
{
    /// <summary>The periods in any order; a period without a figure is a point with a null value, never left out.</summary>
    public required IReadOnlyList<SpcPoint> Points { get; init; }

    /// <summary>Which way the measure improves.</summary>
    public Improvement Improvement { get; init; }

    /// <summary>The target now in force, in the measure's unit; null where there is none.</summary>
    public double? Target { get; init; }

    /// <summary>The band the measure is meant to stay in; null where there is none.</summary>
    public Tolerance? Tolerance { get; init; }

    /// <summary>Dates at which a new segment starts, each the date of one of <see cref="Points"/>.</summary>
    public IReadOnlyCollection<DateOnly> RebaseDates { get; init; } = [];

    /// <summary>How many rows at the start of each segment, missing ones included, make its mean and limits; at least <see cref="Spc.FewestFixedPoints"/>. Null: all rows.</summary>
    public int? FixAfter { get; init; }

    /// <summary>Whether moving ranges of 3.267 times their mean or more are left out of the limits (Nelson 1982). The NHS spreadsheet tool does not; NHSRplotthedots does.</summary>
    public bool ScreenOutliers { get; init; } = true;
}
