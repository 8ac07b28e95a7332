using System.Text.RegularExpressions;

namespace Scrutiny.Questions;

/// <summary>
/// Takes words out of a question. A moderator marks them with double square brackets, and can do nothing else to the text: what an asker
/// said is never changed into something else. In their place stands a mark that is the same however long they were.
/// </summary>
public static partial class QuestionRedaction
{
    /// <summary>What stands where words were taken out.</summary>
    public const string Mark = "[removed]";

    /// <summary>The text with what was marked taken out.</summary>
    /// <param name="text">The question as it stands.</param>
    /// <param name="marked">The same with double square brackets round what is to go.</param>
    /// <exception cref="SentenceException">Nothing was marked, a bracket has no other, or something else was changed.</exception>
    public static string Apply(string text, string? marked)
    {
        var given = QuestionText.Clean(marked);
        if (!Marked().IsMatch(given))
        {
            throw SentenceException.Refused("Put [[double square brackets]] round the words that are to go.");
        }

        if (QuestionText.Clean(Marked().Replace(given, "$1")) != QuestionText.Clean(text))
        {
            throw SentenceException.Refused("Only take words out: apart from the double square brackets, the text must stay as it was asked.");
        }

        return Marked().Replace(given, Mark);
    }

    [GeneratedRegex(@"\[\[((?:(?!\[\[|\]\]).)+)\]\]", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Marked();
}
