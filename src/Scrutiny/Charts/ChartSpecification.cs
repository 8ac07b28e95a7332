namespace Scrutiny.Charts;

/// <summary>A chart of values over time: process control, line, columns or sparkline.</summary>
public sealed record ChartSpecification : ChartPicture
{
    /// <summary>The form of the chart.</summary>
    public required ChartKind Kind { get; init; }

    /// <summary>The series, oldest first, one point for each period even where there is no value. Positions strictly rise.</summary>
    public IReadOnlyList<ChartPoint> Points { get; init; } = [];

    /// <summary>What the series is called at the end of its line; needed where there are <see cref="OtherSeries"/>, else empty.</summary>
    public string SeriesName { get; init; } = "";

    /// <summary>At most three more lines in the same unit; <see cref="ChartKind.Line"/> only, and without a tolerance.</summary>
    public IReadOnlyList<ChartSeries> OtherSeries { get; init; } = [];

    /// <summary>Mean and limits, oldest first and without overlap; drawn by <see cref="ChartKind.Spc"/> only.</summary>
    public IReadOnlyList<ChartSegment> Segments { get; init; } = [];

    /// <summary>The target now in force; null for none.</summary>
    public ChartTarget? Target { get; init; }

    /// <summary>Targets that were in force before, each with its dates of effect, oldest first and without overlap.</summary>
    public IReadOnlyList<ChartTarget> FormerTargets { get; init; } = [];

    /// <summary>The tolerance now in force; null for none.</summary>
    public ChartBand? Tolerance { get; init; }

    /// <summary>Tolerances that were in force before, each with its dates of effect, oldest first and without overlap.</summary>
    public IReadOnlyList<ChartBand> FormerTolerances { get; init; } = [];

    /// <summary>Rebases, breaks and events to mark, in any order.</summary>
    public IReadOnlyList<ChartAnnotation> Annotations { get; init; } = [];
}
