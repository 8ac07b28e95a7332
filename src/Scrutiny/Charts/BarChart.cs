namespace Scrutiny.Charts;

/// <summary>Values side by side as horizontal bars from zero: areas or parts of a measure in one period.</summary>
public sealed record BarChart : ChartPicture
{
    /// <summary>The bars, from the top, in the order given.</summary>
    public IReadOnlyList<ChartBar> Bars { get; init; } = [];

    /// <summary>A line that every bar is measured against; null for none. Its dates are not used.</summary>
    public ChartTarget? Target { get; init; }

    /// <summary>What the line at a bar's end stands for, where bars have intervals: "95% confidence interval".</summary>
    public string IntervalWords { get; init; } = "95% confidence interval";
}
