using System.Globalization;
using System.Text;

namespace Scrutiny.Ingest.Loading;

/// <summary>
/// A delivered file's name as it may be shown and logged: whoever named the file may have put line breaks, terminal codes or marks that
/// turn the direction of text into it. Those show as <c>\u{202E}</c>; the name itself is never used to open anything that is kept.
/// </summary>
internal static class ShownName
{
    public static string Of(string name)
    {
        if (name.EnumerateRunes().All(IsHarmless) && !name.Any(char.IsSurrogate))
        {
            return name;
        }

        var shown = new StringBuilder(name.Length + 16);
        for (var at = 0; at < name.Length;)
        {
            // Half of a surrogate pair is no character, and no database would take it.
            var whole = Rune.TryGetRuneAt(name, at, out var rune);
            if (whole && IsHarmless(rune))
            {
                shown.Append(rune);
            }
            else
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{(whole ? rune.Value : name[at]):X4}}}");
            }

            at += whole ? rune.Utf16SequenceLength : 1;
        }

        return shown.ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
