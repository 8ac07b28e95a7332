using System.Globalization;

namespace Scrutiny.Measures;

/// <summary>
/// The average before a change beside the average after it: plain means of the reported figures, each taken as far as the next date from which figures
/// or limits start anew. It says that figures differ, never that the change made them differ.
/// </summary>
public sealed class BeforeAfter
{
    private BeforeAfter(JudgedSeries series, SeriesMark mark, IReadOnlyList<JudgedValue> before, IReadOnlyList<JudgedValue> after) =>
        (Series, Mark, Before, After) = (series, mark, before, after);

    /// <summary>The series.</summary>
    public JudgedSeries Series { get; }

    /// <summary>The change.</summary>
    public SeriesMark Mark { get; }

    /// <summary>Periods with a figure before it, oldest first; at least one.</summary>
    public IReadOnlyList<JudgedValue> Before { get; }

    /// <summary>Periods with a figure from it on, oldest first; at least one.</summary>
    public IReadOnlyList<JudgedValue> After { get; }

    /// <summary>Mean of the figures before, in the measure's unit.</summary>
    public decimal MeanBefore => Before.Average(value => value.Point!.Value!.Value);

    /// <summary>Mean of the figures after, in the measure's unit.</summary>
    public decimal MeanAfter => After.Average(value => value.Point!.Value!.Value);

    /// <summary>How many of the figures after lie outside the limits of those before; null where there are too few before for limits.</summary>
    public int? OutsideBefore => Before[^1].Judged is { Lpl: { } low, Upl: { } high } ? After.Count(value => (double)value.Point!.Value!.Value < low || (double)value.Point.Value.Value > high) : null;

    /// <summary>How the averages differ, a fragment: <c>13.9 percentage points lower than before</c>, <c>the same as before</c>.</summary>
    public string Difference
    {
        get
        {
            // Both averages stand beside their difference, which must be theirs as they are shown.
            var phrases = new SeriesPhrases(Series.Measure, aloud: false);
            return phrases.Difference(phrases.Rounded(MeanAfter), phrases.Rounded(MeanBefore)) + " before";
        }
    }

    /// <summary>
    /// The change in words: <c>In the 38 months before (April 2018 to May 2021) the average was 91.2%; in the 34 months after (June 2021 to March 2024) it was
    /// 77.3%, which is 13.9 percentage points lower than before. …</c>
    /// </summary>
    public string Sentence
    {
        get
        {
            var phrases = new SeriesPhrases(Series.Measure, aloud: false);

            return $"In the {Span(Before, "before", phrases)} the average was {phrases.Value(MeanBefore)}; in the {Span(After, "after", phrases)} it was "
                + $"{phrases.Value(MeanAfter)}, which is {Difference}."
                + Outside(phrases);
        }
    }

    /// <summary>One for each change of the series whose effect is shown and that has figures on both sides.</summary>
    /// <param name="series">The series.</param>
    public static IReadOnlyList<BeforeAfter> Of(JudgedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var cuts = series.Marks.Where(mark => mark.Cuts).Select(mark => mark.At).ToList();

        return [.. series.Marks.Where(mark => mark.Annotation is { BeforeAfter: true }).Select(mark => Around(series, mark, cuts)).OfType<BeforeAfter>()];
    }

    private static BeforeAfter? Around(JudgedSeries series, SeriesMark mark, List<int> cuts)
    {
        var start = cuts.Where(at => at < mark.At).DefaultIfEmpty(0).Max();
        var end = cuts.Where(at => at > mark.At).DefaultIfEmpty(series.Values.Count).Min();
        List<JudgedValue> Held(int from, int to) => [.. series.Values.Skip(from).Take(to - from).Where(value => value.Point?.Value is not null)];
        var (before, after) = (Held(start, mark.At), Held(mark.At, end));

        return before.Count > 0 && after.Count > 0 ? new BeforeAfter(series, mark, before, after) : null;
    }

    private static string Span(IReadOnlyList<JudgedValue> values, string side, SeriesPhrases phrases)
    {
        var (first, last) = (phrases.Named(values[0].Period), phrases.Named(values[^1].Period));
        return values.Count == 1 ? $"one {phrases.OnePeriod} {side} ({first})" : $"{phrases.Periods(values.Count)} {side} ({first} to {last})";
    }

    private string Outside(SeriesPhrases phrases) => OutsideBefore switch
    {
        null => "",
        0 => $" No {phrases.OnePeriod} after lies outside the range that was usual before, so this may be chance.",
        1 when After.Count == 1 => $" That {phrases.OnePeriod} lies outside the range that was usual before.",
        { } some when some == After.Count => $" All {some.ToString(CultureInfo.InvariantCulture)} {phrases.OnePeriod}s after lie outside the range that was usual before.",
        { } some => $" Of the {phrases.Periods(After.Count)} after, {some.ToString(CultureInfo.InvariantCulture)} {(some == 1 ? "lies" : "lie")} outside the range that was usual before.",
    };
}
