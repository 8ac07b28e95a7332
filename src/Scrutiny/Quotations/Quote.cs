using Scrutiny.Periods;

namespace Scrutiny.Quotations;

/// <summary>Which figure: one period of one part of one measure in one area.</summary>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Area">ONS code.</param>
/// <param name="Breakdown">Key of the part; <c>total</c> for all.</param>
/// <param name="Period">The time that it describes.</param>
public sealed record FigureName(string Measure, string Area, string Breakdown, Period Period);

/// <summary>A figure as it was said somewhere.</summary>
/// <param name="Figure">Which.</param>
/// <param name="Value">What was said, in the measure's unit.</param>
/// <param name="Place">Where.</param>
public sealed record Quote(FigureName Figure, decimal Value, QuotePlace Place);

/// <summary>A place that quotes a figure. Two of the same kind, name and part are the same place.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The pack's or meeting's name in addresses, the question's reference, or the measure that a note is about.</param>
/// <param name="Part">Edition, number of the event, of the answer, or of the note.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Detail">Where in it; empty for nothing more to say.</param>
public sealed record QuotePlace(PlaceKind Kind, string Name, long Part, string Title, string Detail)
{
    /// <summary>The number by which the public knows the event; null where there is none.</summary>
    public long? Seq { get; init; }

    /// <summary>Whether everybody can read it.</summary>
    public bool Public { get; init; } = true;

    /// <summary>Whether it was found by the number and the period in somebody's words, and is not pinned.</summary>
    public bool ByWords { get; init; }

    /// <summary>What makes it the same place.</summary>
    public (PlaceKind Kind, string Name, long Part) Key => (Kind, Name, Part);
}
