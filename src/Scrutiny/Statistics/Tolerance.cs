namespace Scrutiny.Statistics;

/// <summary>The band a measure is meant to stay in, in the measure's unit; null at one end leaves that end open.</summary>
/// <param name="Low">The lowest acceptable figure.</param>
/// <param name="High">The highest acceptable figure, not below <paramref name="Low"/>.</param>
public sealed record Tolerance(double? Low, double? High);
