namespace Scrutiny.Charts;

/// <summary>One entry of the key.</summary>
/// <param name="Shape">Markup of the shape shown, centred on the origin; empty where a letter is.</param>
/// <param name="Letter">The letter shown; empty where a shape is.</param>
/// <param name="Words">What it means.</param>
internal sealed record KeyItem(string Shape, string Letter, string Words)
{
    /// <summary>Where the entry begins.</summary>
    public double X { get; init; }

    /// <summary>Its row, from 0.</summary>
    public int Row { get; init; }

    /// <summary>An entry with a letter.</summary>
    public static KeyItem OfLetter(string letter, string words) => new("", letter, Sentence(words));

    /// <summary>An entry with a shape.</summary>
    public static KeyItem OfShape(string shape, string words) => new(shape, "", Sentence(words));

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
