namespace Scrutiny.Ingest.Reading;

/// <summary>The parts of a spreadsheet's number format that numbers and dates have in common.</summary>
internal static class FormatSections
{
    private static readonly string[] Colours = ["Black", "Blue", "Cyan", "Green", "Magenta", "Red", "White", "Yellow"];

    /// <summary>Splits at semicolons outside quotes, escapes and brackets: positive; negative; zero; text.</summary>
    internal static List<string> Split(string format)
    {
        List<string> sections = [];
        int start = 0;
        bool quoted = false;
        for (int at = 0; at < format.Length; at++)
        {
            switch (format[at])
            {
                case '"':
                    quoted = !quoted;
                    break;
                case '\\' or '_' or '*' when !quoted:
                    at++;
                    break;
                case ';' when !quoted:
                    sections.Add(format[start..at]);
                    start = at + 1;
                    break;
                default:
                    break;
            }
        }

        sections.Add(format[start..]);
        return sections;
    }

    /// <summary>
    /// What <c>[…]</c> shows: a currency sign, or nothing for a colour or a locale. Null for a condition or an elapsed
    /// time, which change the figure and are not covered.
    /// </summary>
    internal static string? Bracket(string inside)
    {
        if (inside.StartsWith('$'))
        {
            int locale = inside.IndexOf('-', StringComparison.Ordinal);
            return locale < 0 ? inside[1..] : inside[1..locale];
        }

        return Colours.Contains(inside, StringComparer.OrdinalIgnoreCase) || inside.StartsWith("Color", StringComparison.OrdinalIgnoreCase)
            ? ""
            : null;
    }
}
