using Scrutiny.Periods;

namespace Scrutiny.Statistics.Aggregates;

/// <summary>A figure of one period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Value">The figure; null where there is none. Never zero for missing.</param>
/// <param name="Numerator">The events or parts that it is made of; null where not held.</param>
/// <param name="Denominator">The whole, the population, or how many a mean is of; null where not held.</param>
public readonly record struct PeriodFigure(Period Period, double? Value, double? Numerator = null, double? Denominator = null);
