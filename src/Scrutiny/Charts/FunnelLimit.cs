namespace Scrutiny.Charts;

/// <summary>The limits of a funnel for units of one size.</summary>
/// <param name="Size">On the axis of sizes. Finite, not negative.</param>
/// <param name="Lower">Lower limit in the chart's unit. Finite.</param>
/// <param name="Upper">Upper limit in the chart's unit, not below <paramref name="Lower"/>. Finite.</param>
public readonly record struct FunnelLimit(double Size, double Lower, double Upper);
