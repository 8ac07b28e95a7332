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
public sealed record ForceFigure(Area Area, decimal? Value, decimal? Numerator, decimal? Denominator, ObservationStatus Status, string? Source, long? Receipt)
{
    /// <summary>What a share or rate rests on: as published, else worked out from a rate per 1,000 and the count of what it counts.</summary>
    /// <param name="value">The share or rate.</param>
    /// <param name="numerator">What it counts, where published.</param>
    /// <param name="denominator">What it is taken of, where published.</param>
    /// <param name="counted">The figure of the measure that counts the same, where one is declared.</param>
    /// <returns>Both, or neither.</returns>
    public static (decimal? Numerator, decimal? Denominator) BaseOf(decimal? value, decimal? numerator, decimal? denominator, decimal? counted) =>
        numerator is not null && denominator is not null ? (numerator, denominator)
        : value is > 0 && counted is { } count ? (count, 1000 * count / value)
        : (null, null);
}
