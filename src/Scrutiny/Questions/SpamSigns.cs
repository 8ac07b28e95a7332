using System.Text.RegularExpressions;

namespace Scrutiny.Questions;

/// <summary>
/// What makes a question look like spam. A sign puts it in a pile of its own, where a person reads it all the same: nothing is refused or
/// deleted by a machine.
/// </summary>
public static partial class SpamSigns
{
    /// <summary>Nobody reads the rules and writes a question in less.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(3);

    private const int MostLinks = 1;
    private const double MostCapitals = 0.7;
    private const int FewLetters = 30;

    /// <summary>The signs that it bears, by name; none for most.</summary>
    /// <param name="text">The question, cleaned.</param>
    /// <param name="name">The name, cleaned; null for none.</param>
    /// <param name="trap">What stands in the field that people don't see.</param>
    /// <param name="filledIn">How long the form took; null where nobody can say.</param>
    /// <param name="seenBefore">Whether the same words were sent before.</param>
    public static IReadOnlyList<string> Of(string text, string? name, string? trap, TimeSpan? filledIn, bool seenBefore)
    {
        ArgumentNullException.ThrowIfNull(text);
        var letters = text.Where(char.IsLetter).ToList();
        var signs = new List<string>();
        Sign("trap", !string.IsNullOrEmpty(trap));
        Sign("too-fast", filledIn < Shortest);
        Sign("repeated", seenBefore);
        Sign("links", Link().Count(text) > MostLinks || Markup().IsMatch(text) || (name is not null && Link().IsMatch(name)));
        Sign("selling", Selling().IsMatch(text));
        Sign("shouting", letters.Count >= FewLetters && letters.Count(char.IsUpper) > MostCapitals * letters.Count(letter => char.IsUpper(letter) || char.IsLower(letter)));
        Sign("one-sign-repeated", Stutter().IsMatch(text));
        return signs;

        void Sign(string sign, bool borne)
        {
            if (borne)
            {
                signs.Add(sign);
            }
        }
    }

    [GeneratedRegex(@"https?://|www\.|\b[a-z0-9-]{2,}\.(?:com|net|org|ru|cn|top|xyz|shop|info|biz|online|site|club|io)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"<a\s|\[url|\]\(http", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Markup();

    [GeneratedRegex(@"\b(?:casino|viagra|cialis|crypto ?(?:currency|wallet|invest\w*)|bitcoin|forex|payday loan|seo (?:services?|ranking)|backlinks?|earn (?:money|\$|£)\w*|click here|buy now|limited offer|whatsapp me|telegram|make money|work from home|betting (?:tips|site)|free followers|escorts?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Selling();

    [GeneratedRegex(@"(\S)\1{9,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 200)]
    private static partial Regex Stutter();
}
