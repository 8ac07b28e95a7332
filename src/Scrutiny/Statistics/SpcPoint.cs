namespace Scrutiny.Statistics;

/// <summary>One period of a series, as measured.</summary>
/// <param name="Date">The period's date; unique in its series. Only the order of dates matters, not their spacing.</param>
/// <param name="Value">The figure in the measure's own unit, finite and within ±<see cref="Spc.LargestValue"/>; null where no figure exists. Never zero for missing.</param>
/// <param name="Target">The target in force in that period, in the same unit; null where the series' own target held.</param>
public readonly record struct SpcPoint(DateOnly Date, double? Value, double? Target = null);
