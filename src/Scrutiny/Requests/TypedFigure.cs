namespace Scrutiny.Requests;

/// <summary>One figure as a person typed it, with what proves it. It becomes a file of one row in the tidy layout and goes the way of every other file.</summary>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Area">ONS code of the area.</param>
/// <param name="Breakdown">Key of the breakdown; empty for the total.</param>
/// <param name="Period">Key of the period, for example <c>2026-09</c>.</param>
/// <param name="Value">The number as typed, or a marker such as <c>[x]</c>.</param>
/// <param name="Status">A letter such as <c>p</c>; empty for a final value.</param>
/// <param name="Evidence">What proves it; shown with the figure's receipt.</param>
/// <param name="Document">Name of the document that proves it.</param>
/// <param name="DocumentSha256">The document's SHA-256.</param>
public sealed record TypedFigure(string Measure, string Area, string Breakdown, string Period, string Value, string Status, string Evidence, string? Document, string? DocumentSha256)
{
    /// <summary>The source that typed figures come from; a measure that lists it may be typed.</summary>
    public const string Source = "typed-figures";
}
