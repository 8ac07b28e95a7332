namespace Scrutiny.Statistics.Funnels;

/// <summary>One of those compared, such as a police force.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Numerator">The count, not below 0; null where there is none, as where it was suppressed. Never zero for missing.</param>
/// <param name="Denominator">The whole, the population or the expected count, above 0; null where it is not known.</param>
public sealed record FunnelUnit(string Name, double? Numerator, double? Denominator);
