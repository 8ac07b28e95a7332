using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Scrutiny.Questions;

/// <summary>What somebody typed, as it is kept: every language intact, and nothing that only plays with whoever reads it.</summary>
public static partial class QuestionText
{
    /// <summary>The longest question, in characters as a reader counts them.</summary>
    public const int Longest = 1000;

    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 60;

    /// <summary>One form of each letter, LF for line ends, no controls, no signs that turn a line round or can't be seen, no towers of marks.</summary>
    /// <param name="typed">As it came.</param>
    public static string Clean(string? typed)
    {
        // Of a pair of surrogates that lost its other half nothing can be kept.
        var whole = new string([.. (typed ?? "").EnumerateRunes().Where(rune => rune != Rune.ReplacementChar).SelectMany(rune => rune.ToString())]);
        var lines = LineEnds().Replace(whole.Normalize(NormalizationForm.FormC), "\n");
        return Spaces().Replace(Towers().Replace(Unwanted().Replace(lines, ""), "$1"), "\n\n").Trim();
    }

    /// <summary>The same for what stands on one line.</summary>
    /// <param name="typed">As it came.</param>
    public static string CleanLine(string? typed) => Blanks().Replace(Clean(typed), " ");

    /// <summary>How many characters a reader counts.</summary>
    /// <param name="text">The text.</param>
    public static int Length(string text) => new StringInfo(text ?? "").LengthInTextElements;

    /// <summary>What is wrong with a question, in one sentence; null where nothing is.</summary>
    /// <param name="text">Cleaned.</param>
    public static string? Refusal(string text) =>
        string.IsNullOrWhiteSpace(text) ? "Enter your question."
        : Length(text) is var length && length > Longest ? $"Your question must be {Longest.ToString("#,##0", CultureInfo.InvariantCulture)} characters or fewer; it has {length.ToString("#,##0", CultureInfo.InvariantCulture)}."
        // A character may be built of many signs; the database counts those.
        : text.Length > 4 * Longest ? "Your question has too many joined signs; write it with fewer."
        : !text.EnumerateRunes().Any(Rune.IsLetter) ? "Your question must have words."
        : null;

    [GeneratedRegex(@"\r\n?|[\u0085\u2028\u2029]", RegexOptions.CultureInvariant)]
    private static partial Regex LineEnds();

    // Controls; signs that turn the direction round; signs that nobody sees, but for those that join letters (Arabic, Persian, emoji); private and unassigned ones.
    [GeneratedRegex(@"[\p{Cc}-[\n\t]]|[\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\uE000-\uF8FF]|\uDB40[\uDC00-\uDC7F]", RegexOptions.CultureInvariant)]
    private static partial Regex Unwanted();

    // Welsh, Polish, Arabic and Vietnamese letters carry up to three marks.
    [GeneratedRegex(@"(\p{M}{4})\p{M}+", RegexOptions.CultureInvariant)]
    private static partial Regex Towers();

    [GeneratedRegex(@"\n[ \t]*\n([ \t]*\n)+", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
