using System.Globalization;
using System.Text;

namespace Scrutiny.Ingest.Reading;

/// <summary>
/// What a spreadsheet shows for a stored number. It covers the formats that published tables use; any other is shown as
/// General, which is never wrong about the figure, only about its looks.
/// </summary>
internal static class NumberFormat
{
    private const int LongestGeneral = 10;

    internal static string Display(double value, string? format)
    {
        if (string.IsNullOrEmpty(format) || format is "General" or "@" || !double.IsFinite(value))
        {
            return General(value);
        }

        List<string> sections = FormatSections.Split(format);
        int chosen = sections.Count switch
        {
            1 => 0,
            2 => value < 0 ? 1 : 0,
            _ => value < 0 ? 1 : value == 0 ? 2 : 0,
        };
        bool sign = value < 0 && chosen == 0;
        return Section(Math.Abs(value), sections[chosen], sign) ?? General(value);
    }

    /// <summary>Up to ten significant digits, as a column of ordinary width shows.</summary>
    private static string General(double value)
    {
        double size = Math.Abs(value);
        if (size is >= 1e11 or (> 0 and < 1e-9) || !double.IsFinite(value))
        {
            return value.ToString("0.#####E+00", CultureInfo.InvariantCulture);
        }

        int whole = size < 1 ? 1 : (int)Math.Floor(Math.Log10(size)) + 1;
        decimal rounded = Math.Round((decimal)value, Math.Max(0, LongestGeneral - whole), MidpointRounding.AwayFromZero);
        return rounded.ToString("0.##########", CultureInfo.InvariantCulture);
    }

    private static string? Section(double size, string section, bool sign)
    {
        StringBuilder before = new();
        StringBuilder after = new();
        string pattern = "";
        int percents = 0;
        bool general = false;

        for (int at = 0; at < section.Length; at++)
        {
            StringBuilder literal = pattern.Length == 0 && !general ? before : after;
            char next = section[at];
            switch (next)
            {
                case '0' or '#' or '?' or '.' or ',' when after.Length == 0 && !general:
                    pattern += next;
                    break;
                case '"' when section.IndexOf('"', at + 1) is var end and > 0:
                    literal.Append(section, at + 1, end - at - 1);
                    at = end;
                    break;
                case '\\' when at + 1 < section.Length:
                    literal.Append(section[++at]);
                    break;
                case '_' when at + 1 < section.Length:
                    at++;
                    literal.Append(' ');
                    break;
                case '*' when at + 1 < section.Length:
                    at++;
                    break;
                case '[' when section.IndexOf(']', at) is var close and > 0 && FormatSections.Bracket(section[(at + 1)..close]) is string shown:
                    literal.Append(shown);
                    at = close;
                    break;
                case '%':
                    percents++;
                    literal.Append('%');
                    break;
                case 'G' when pattern.Length == 0 && section.AsSpan(at).StartsWith("General"):
                    general = true;
                    at += "General".Length - 1;
                    break;
                case ' ' or '-' or '+' or '(' or ')' or ':' or '$' or '£' or '€' or '\u00A0':
                    literal.Append(next);
                    break;
                default:
                    return null;
            }
        }

        string? digits = general ? General(size) : Digits(size, pattern, percents);
        if (digits is null)
        {
            return null;
        }

        // A negative number that rounds to nothing is shown without a sign.
        string minus = sign && digits.AsSpan().IndexOfAnyInRange('1', '9') >= 0 ? "-" : "";
        return $"{minus}{before}{digits}{after}".Trim();
    }

    private static string? Digits(double size, string pattern, int percents)
    {
        if (pattern.Length == 0)
        {
            return "";
        }

        int point = pattern.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? pattern : pattern[..point];
        string decimals = point < 0 ? "" : pattern[(point + 1)..];
        if (decimals.Contains('.', StringComparison.Ordinal) || decimals.TrimEnd(',').Contains(',', StringComparison.Ordinal))
        {
            return null;
        }

        // Commas at the very end divide by a thousand each; between digits they group.
        string ending = point < 0 ? whole : decimals;
        int thousands = ending.Length - ending.TrimEnd(',').Length;
        whole = point < 0 ? whole.TrimEnd(',') : whole;
        decimals = decimals.TrimEnd(',');
        if (size > 1e15 || decimals.Length > 15)
        {
            return null;
        }

        decimal scaled = (decimal)size;
        for (int step = 0; step < percents; step++)
        {
            scaled *= 100;
        }

        for (int step = 0; step < thousands; step++)
        {
            scaled /= 1000;
        }

        decimal rounded = Math.Round(scaled, decimals.Length, MidpointRounding.AwayFromZero);
        int certain = decimals.Count(placeholder => placeholder == '0');
        string shown = (whole.Contains(',', StringComparison.Ordinal) ? "#,##" : "#")
            + new string('0', whole.Count(placeholder => placeholder == '0'))
            + (decimals.Length == 0 ? "" : "." + new string('0', certain) + new string('#', decimals.Length - certain));
        return rounded.ToString(shown, CultureInfo.InvariantCulture);
    }
}
