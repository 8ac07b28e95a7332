namespace Scrutiny.Charts;

/// <summary>One period of a chart's series.</summary>
public sealed record ChartPoint
{
    /// <summary>Where the point stands on the time axis: the first day of the period, or of its last month where the period is
    /// longer than its spacing (1 September for "year to September"), so that it lies on the axis's own tick.</summary>
    public required DateOnly Position { get; init; }

    /// <summary>The period in a few characters, for axes and labels: "Sep 2026".</summary>
    public required string ShortLabel { get; init; }

    /// <summary>The period in full: "September 2026".</summary>
    public required string LongLabel { get; init; }

    /// <summary>The value in the chart's unit; null where there is none (a gap, never zero). Finite.</summary>
    public double? Value { get; init; }

    /// <summary>How firm the value is, or why it is absent.</summary>
    public PointStatus Status { get; init; }

    /// <summary>What the point signals; drawn by <see cref="ChartKind.Spc"/> and <see cref="ChartKind.Sparkline"/>.</summary>
    public PointMeaning Meaning { get; init; }

    /// <summary>What a screen reader says at the point; null for the renderer's own words (period, value, status, meaning).</summary>
    public string? Spoken { get; init; }
}
