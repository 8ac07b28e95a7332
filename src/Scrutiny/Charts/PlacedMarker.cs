namespace Scrutiny.Charts;

/// <summary>An annotation's marker in its place.</summary>
/// <param name="Note">The annotation.</param>
/// <param name="X">Where its line stands.</param>
/// <param name="Row">Row of the marker over the plot, from 0 at the bottom; markers near each other stand in different rows.</param>
internal sealed record PlacedMarker(ChartAnnotation Note, double X, int Row);
