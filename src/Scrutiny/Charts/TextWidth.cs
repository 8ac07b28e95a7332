namespace Scrutiny.Charts;

/// <summary>How wide a text will stand. The real font is the reader's, so widths are those of a common sans-serif with room to spare.</summary>
internal static class TextWidth
{
    private const double Allowance = 1.06;
    private const double BoldFactor = 1.08;
    private const int OtherCharacter = 667;

    // Advance widths of U+0020 to U+007E in thousandths of the font size (Helvetica and the fonts made to its metrics).
    private static readonly short[] Advance =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
        556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
        667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
        556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>Width of a line of text, in the unit of <paramref name="size"/>.</summary>
    public static double Of(string text, double size, bool bold = false)
    {
        var thousandths = 0;
        foreach (var character in text)
        {
            thousandths += character is >= ' ' and <= '~' ? Advance[character - ' '] : character switch { '£' or '\u2212' => 584, '\u00a0' => 278, _ => OtherCharacter };
        }

        return thousandths / 1000.0 * size * Allowance * (bold ? BoldFactor : 1);
    }

    /// <summary>Breaks a text at its spaces into lines no wider than <paramref name="width"/>; a longer word stands alone. Never empty.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width, double size, bool bold = false)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && Of(longer, size, bold) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        lines.Add(line);
        return lines;
    }
}
