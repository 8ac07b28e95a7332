using Scrutiny.Areas;
using Scrutiny.Observations;

namespace Scrutiny.Comparisons;

/// <summary>What one force has for the period compared.</summary>
/// <param name="Area">The force.</param>
/// <param name="Value">In the measure's unit; null where the status stands in its place.</param>
/// <param name="Numerator">What a percentage or rate counts, where held.</param>
/// <param name="Denominator">What it is taken of, where held or worked out.</param>
/// <param name="Status">Quality, or why there is no value.</param>
/// <param name="Source">Id of the source; null where no source has the force.</param>
/// <param name="Receipt">Id of the receipt; null where no source has the force.</param>
public sealed record ForceFigure(Area Area, decimal? Value, decimal? Numerator, decimal? Denominator, ObservationStatus Status, string? Source, long? Receipt);
