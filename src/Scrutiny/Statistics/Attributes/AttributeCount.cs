namespace Scrutiny.Statistics.Attributes;

/// <summary>One period's count.</summary>
/// <param name="Numerator">How many, not below 0 (or, for a chart of single values, the value); null where no figure exists.</param>
/// <param name="Denominator">Of how many, or in how much; above 0. Null for charts that have none, and where no figure exists.</param>
public readonly record struct AttributeCount(double? Numerator, double? Denominator = null);
