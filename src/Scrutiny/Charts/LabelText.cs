namespace Scrutiny.Charts;

/// <summary>A direct label before it has its place.</summary>
/// <param name="Role">What it names: limit, mean, target, band, value.</param>
/// <param name="At">The value that it names.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Bold">True for the latest value.</param>
/// <param name="Width">Of its widest line.</param>
/// <param name="Height">Of all lines, with the air that it needs.</param>
internal sealed record LabelText(string Role, double At, IReadOnlyList<string> Lines, bool Bold, double Width, double Height);

/// <summary>A direct label in its place.</summary>
/// <param name="Label">The label.</param>
/// <param name="Wish">Height on the picture of the line that it names.</param>
/// <param name="Centre">Height on the picture of its own middle.</param>
internal sealed record PlacedLabel(LabelText Label, double Wish, double Centre);
