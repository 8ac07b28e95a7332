namespace Scrutiny.Ingest.Reading;

/// <summary>One cell as the file holds it. An empty cell is <see cref="Empty"/>, never <see langword="default"/>.</summary>
/// <param name="Raw">
/// The stored value as text: a number in its shortest exact form (<c>2740.5713</c>), a date in ISO form, <c>TRUE</c> or
/// <c>FALSE</c>, otherwise the text itself, untrimmed.
/// </param>
/// <param name="Displayed">What a person sees in a spreadsheet (<c>2,741</c>). The same as <paramref name="Raw"/> in a CSV.</param>
internal readonly record struct Cell(string Raw, string Displayed)
{
    internal static readonly Cell Empty = new("", "");

    internal static Cell Of(string text) => text.Length == 0 ? Empty : new Cell(text, text);

    internal bool IsEmpty => string.IsNullOrEmpty(Raw) && string.IsNullOrEmpty(Displayed);
}
