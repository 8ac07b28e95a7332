namespace Scrutiny.Statistics.Funnels;

/// <summary>One unit on the scale of a <see cref="DispersionMethod"/>.</summary>
/// <param name="Value">Its figure: the proportion or rate in parts of 1, or observed over expected.</param>
/// <param name="Size">Its whole, population or expected count, by which its limits are found.</param>
/// <param name="Z">How many standard errors it lies from the average.</param>
/// <param name="KeptZ">The same after extremes were drawn in; null where the unit was left out of the spread.</param>
/// <param name="Weight">One over its squared standard error.</param>
public readonly record struct DispersedUnit(double Value, double Size, double Z, double? KeptZ, double Weight);
