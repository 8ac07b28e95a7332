namespace Scrutiny.Charts;

/// <summary>A tolerance: the band that a system was designed to stay within.</summary>
/// <param name="Lower">Lower edge in the chart's unit. Finite.</param>
/// <param name="Upper">Upper edge in the chart's unit; above <paramref name="Lower"/>.</param>
/// <param name="Label">What the band is called, without the values: "Tolerance".</param>
public sealed record ChartBand(double Lower, double Upper, string Label);
