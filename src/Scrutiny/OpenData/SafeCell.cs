using System.Buffers;
using System.Globalization;

namespace Scrutiny.OpenData;

/// <summary>
/// A cell of a CSV file that a spreadsheet opens: text that could be taken for a formula is marked as text, and a number stays a number.
/// </summary>
public static class SafeCell
{
    // What spreadsheets take for the start of a formula, and their full-width twins.
    private const string Starts = "=+-@\t\r\n|%＝＋－＠";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n;\t");

    /// <summary>The cell.</summary>
    /// <param name="text">Any text.</param>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var first = text.AsSpan().TrimStart(" \"'\u00A0\u200B\uFEFF");
        var formula = (first.Length > 0 && Starts.Contains(first[0], StringComparison.Ordinal)) || Starts.Contains(text[0], StringComparison.Ordinal);
        var safe = formula && !IsNumber(text) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(Quoted) || char.IsWhiteSpace(safe[0]) || char.IsWhiteSpace(safe[^1]) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static bool IsNumber(string text) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _);
}
