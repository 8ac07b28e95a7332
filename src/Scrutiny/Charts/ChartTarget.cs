namespace Scrutiny.Charts;

/// <summary>A value that the series is measured against.</summary>
/// <param name="Value">In the chart's unit. Finite.</param>
/// <param name="Label">What the line is called, without the value: "Target".</param>
public sealed record ChartTarget(double Value, string Label)
{
    /// <summary>First day in force; null for since before the chart begins.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day in force; null for still in force.</summary>
    public DateOnly? To { get; init; }
}
