using System.Text.RegularExpressions;
using Scrutiny.Measures;
using Scrutiny.Periods;

namespace Scrutiny.Quotations;

/// <summary>
/// Finds a measure's figures in plain text, by their period and their number as this site writes both. What is written otherwise is not found; what is
/// found may be about something else, so a person looks at each.
/// </summary>
public static class QuotesInWords
{
    private const int FewestDigits = 2;

    /// <summary>The figures that a text gives.</summary>
    /// <param name="text">The text.</param>
    /// <param name="measure">The measure.</param>
    /// <param name="figures">Its figures as they were known when the text was written.</param>
    public static IEnumerable<(Period Period, decimal Value)> Find(string text, Measure measure, IEnumerable<(Period Period, decimal Value)> figures)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(measure);
        return figures.Where(figure => text.Contains(figure.Period.Words(measure.Frequency), StringComparison.OrdinalIgnoreCase) && Written(figure.Value, measure).Any(words => Holds(text, words)));
    }

    private static IEnumerable<string> Written(decimal value, Measure measure)
    {
        var words = FigureText.Words(value, measure);
        if (words.Count(char.IsAsciiDigit) < FewestDigits && measure.Unit == Unit.Count)
        {
            yield break;
        }

        yield return words;
        if (measure.Unit == Unit.Percent)
        {
            yield return FigureText.Number(value, measure) + " per cent";
        }
    }

    // Not within a longer number: 92.1% is not in 192.1%, nor 4,105 in 14,105 or 4,105.5.
    private static bool Holds(string text, string words) => Regex.IsMatch(text, $@"(?<![\d.,]){Regex.Escape(words)}(?!\d|[.,]\d)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));
}
