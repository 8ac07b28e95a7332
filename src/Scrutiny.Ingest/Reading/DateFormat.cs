using System.Globalization;
using System.Text;

namespace Scrutiny.Ingest.Reading;

/// <summary>What a spreadsheet shows for a stored date.</summary>
internal static class DateFormat
{
    // Excel's built-in short date follows the reader's country; its readers here are in Britain.
    private const string ShortDateInFile = "mm-dd-yy";
    private const string ShortDateShown = "dd/mm/yyyy";

    /// <summary>The date in the format's letters; null for a format that is not covered.</summary>
    internal static string? Display(DateTime moment, string? format)
    {
        if (string.IsNullOrEmpty(format))
        {
            return null;
        }

        string section = FormatSections.Split(format)[0];
        section = section == ShortDateInFile ? ShortDateShown : section;
        bool halves = section.Contains("AM/PM", StringComparison.OrdinalIgnoreCase);
        StringBuilder shown = new();
        bool afterHour = false;

        for (int at = 0; at < section.Length; at++)
        {
            char letter = char.ToLowerInvariant(section[at]);
            switch (letter)
            {
                case 'y' or 'm' or 'd' or 'h' or 's':
                    int end = at;
                    while (end < section.Length && char.ToLowerInvariant(section[end]) == letter)
                    {
                        end++;
                    }

                    bool minute = letter == 'm' && (afterHour || BeforeSecond(section, end));
                    shown.Append(Part(moment, minute ? 'n' : letter, end - at, halves));
                    afterHour = letter == 'h';
                    at = end - 1;
                    break;
                case 'a' when section.AsSpan(at).StartsWith("AM/PM", StringComparison.OrdinalIgnoreCase):
                    shown.Append(moment.Hour < 12 ? "AM" : "PM");
                    at += "AM/PM".Length - 1;
                    break;
                case '"' when section.IndexOf('"', at + 1) is var close and > 0:
                    shown.Append(section, at + 1, close - at - 1);
                    at = close;
                    break;
                case '\\' when at + 1 < section.Length:
                    shown.Append(section[++at]);
                    break;
                case '_' or '*' when at + 1 < section.Length:
                    at++;
                    break;
                case '[' when section.IndexOf(']', at) is var close and > 0 && FormatSections.Bracket(section[(at + 1)..close]) is string text:
                    shown.Append(text);
                    at = close;
                    break;
                case ' ' or '-' or '/' or '.' or ',' or ':' or '\'' or '(' or ')':
                    shown.Append(section[at]);
                    break;
                default:
                    return null;
            }
        }

        return shown.ToString().Trim();
    }

    private static bool BeforeSecond(string section, int at)
    {
        while (at < section.Length && !char.IsAsciiLetter(section[at]))
        {
            at++;
        }

        return at < section.Length && section[at] is 's' or 'S';
    }

    private static string Part(DateTime moment, char letter, int length, bool halves)
    {
        string pattern = (letter, length) switch
        {
            ('y', <= 2) => "yy",
            ('y', _) => "yyyy",
            ('m', 1) => "%M",
            ('m', 2) => "MM",
            ('m', 3) => "MMM",
            ('m', 5) => "MMMM",
            ('m', _) => "MMMM",
            ('d', 1) => "%d",
            ('d', 2) => "dd",
            ('d', 3) => "ddd",
            ('d', _) => "dddd",
            ('h', 1) => halves ? "%h" : "%H",
            ('h', _) => halves ? "hh" : "HH",
            ('n', 1) => "%m",
            ('n', _) => "mm",
            (_, 1) => "%s",
            _ => "ss",
        };
        string text = moment.ToString(pattern, CultureInfo.InvariantCulture);
        return letter == 'm' && length == 5 ? text[..1] : text;
    }
}
