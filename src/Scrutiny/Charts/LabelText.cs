namespace Scrutiny.Charts;

/// <summary>A direct label before it has its place.</summary>
/// <param name="Role">What it names: limit, mean, target, band, value.</param>
/// <param name="At">The value that it names.</param>
/// <param name="Lines">Its lines.</param>
/// <param name="Bold">True for the latest value.</param>
/// <param name="Width">Of its widest line.</param>
/// <param name="Height">Of all lines, with the air that it needs.</param>
/// <param name="Series">The number of the series that it names; null where the chart has one.</param>
internal sealed record LabelText(string Role, double At, IReadOnlyList<string> Lines, bool Bold, double Width, double Height, int? Series = null)
{
    private const char NoBreak = '\u00a0';

    /// <summary>Keeps a value and its unit on one line.</summary>
    public static string Unbroken(string text) => text.Replace(' ', NoBreak);

    /// <summary>A label broken into lines no wider than <paramref name="widest"/>.</summary>
    public static LabelText Of(string role, double at, string text, double size, double widest, bool bold = false, int? series = null)
    {
        var lines = TextWidth.Wrap(text, widest, size, bold).Select(line => line.Replace(NoBreak, ' ')).ToArray();
        return new LabelText(role, at, lines, bold, lines.Max(line => TextWidth.Of(line, size, bold)), ((lines.Length * 1.15) + 0.2) * size, series);
    }
}

/// <summary>A direct label in its place.</summary>
/// <param name="Label">The label.</param>
/// <param name="Wish">Height on the picture of the line that it names.</param>
/// <param name="Centre">Height on the picture of its own middle.</param>
internal sealed record PlacedLabel(LabelText Label, double Wish, double Centre);
