namespace Scrutiny.Charts;

/// <summary>What is said over the half before or after a date, in its place.</summary>
/// <param name="Lines">Its lines; the first names the half.</param>
/// <param name="X">Where its lines begin.</param>
/// <param name="Top">Where the first line begins.</param>
internal sealed record PlacedHalf(IReadOnlyList<string> Lines, double X, double Top);
