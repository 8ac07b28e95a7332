namespace Scrutiny.Charts;

/// <summary>One entry of the key.</summary>
/// <param name="Meaning">The shape shown; null where a letter is.</param>
/// <param name="Letter">The letter shown; empty where a shape is.</param>
/// <param name="Words">What it means.</param>
/// <param name="X">Where the entry begins.</param>
/// <param name="Row">Its row, from 0.</param>
internal sealed record KeyItem(PointMeaning? Meaning, string Letter, string Words, double X, int Row);
