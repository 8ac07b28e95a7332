namespace Scrutiny.Charts;

/// <summary>A tolerance: the band that a system was designed to stay within.</summary>
/// <param name="Lower">Lower edge in the chart's unit; null where there is none: "at most". Finite.</param>
/// <param name="Upper">Upper edge in the chart's unit, above <paramref name="Lower"/>; null where there is none: "at least". Finite.</param>
/// <param name="Label">What the band is called, without the values: "Tolerance".</param>
public sealed record ChartBand(double? Lower, double? Upper, string Label)
{
    /// <summary>First day in force; null for since before the chart begins.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day in force; null for still in force.</summary>
    public DateOnly? To { get; init; }
}
