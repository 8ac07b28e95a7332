namespace Scrutiny.Charts;

/// <summary>A value that the series is measured against.</summary>
/// <param name="Value">In the chart's unit. Finite.</param>
/// <param name="Label">What the line is called, without the value: "Target".</param>
public sealed record ChartTarget(double Value, string Label);
