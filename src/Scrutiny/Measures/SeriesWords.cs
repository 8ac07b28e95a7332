using System.Globalization;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;

namespace Scrutiny.Measures;

/// <summary>
/// All that is said of a series, in plain English: facts first, then what they bear. Nothing here calls a difference a rise, a fall, better or
/// worse unless a rule of statistical process control has found a signal. Every property is whole sentences, or empty, unless it says otherwise.
/// </summary>
public sealed class SeriesWords
{
    private const int FirmDenominator = 100;
    private const decimal FirmCount = 10;

    private readonly JudgedSeries series;
    private readonly SeriesPhrases phrases;
    private readonly JudgedValue? latest;

    private SeriesWords(JudgedSeries series, bool aloud) =>
        (this.series, phrases, latest) = (series, new SeriesPhrases(series.Measure, aloud), series.Latest);

    /// <summary>The words of a series.</summary>
    /// <param name="series">The series.</param>
    public static SeriesWords Of(JudgedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new SeriesWords(series, aloud: false);
    }

    /// <summary>The latest value: <c>In September 2026, 92.1% of 999 calls were answered within 10 seconds (provisional).</c></summary>
    public string Latest => SeriesSentence.Latest(series);

    /// <summary>The latest value against the period before, a fragment: <c>1.4 percentage points higher than in September 2026</c>. Null where there is
    /// none to compare with, where it does not compare, and for rolling figures, which share most of what they count with the one before.</summary>
    public string? AgainstBefore => series.Measure.Frequency == Frequency.Rolling12 ? null : Against(Before());

    /// <summary>The latest value against the same period a year before, a fragment. Null as for <see cref="AgainstBefore"/>, and for yearly figures, where both are the same.</summary>
    public string? AgainstYear => series.Measure.Frequency is Frequency.FinancialYear or Frequency.Year ? null : Against(YearBefore());

    /// <summary>Both comparisons: <c>That is 1.4 percentage points higher than in September 2026 and 0.8 percentage points lower than in October 2025.</c></summary>
    public string Change => string.Join(" and ", new[] { AgainstBefore, YearBefore() is { } year && year == Before() && AgainstBefore is not null ? null : AgainstYear }.OfType<string>()) is { Length: > 0 } both ? $"That is {both}." : "";

    /// <summary>Whether the latest value is a change or noise; empty where it can't be judged.</summary>
    public string Signal => SeriesSentence.Signal(series);

    /// <summary>Whether the latest figure met the target then in force: <c>The national standard of 90% or more was met in October 2026.</c></summary>
    public string Target
    {
        get
        {
            if (latest is not { Target: { } target, Point.Value: { } value, Met: { } met })
            {
                return "";
            }

            // The figure as shown must not seem to contradict the verdict.
            var hair = !met && FigureText.Number(value, series.Measure) == FigureText.Number(target.Value, series.Measure);
            return $"The {SeriesPhrases.Inside(target.Name)} of {phrases.OrBetter(target.Value)} was {(met ? "met" : hair ? "just missed" : "missed")} {phrases.During(latest.Period)}"
                + (hair ? $": before rounding the figure is {phrases.Unrounded(value)}." : ".");
        }
    }

    /// <summary>Whether the target will be met reliably, in modest words, with how often it was: icons of this kind have been wrong in a few months of a hundred.</summary>
    public string Assurance
    {
        get
        {
            if (series.Target is null || series.Record is not { } record)
            {
                return "";
            }

            var met = phrases.Met(record);
            if (series.Control?.Assurance is not { } assurance)
            {
                return met.Length == 0 ? "" : $"It was met {met}.";
            }

            var one = phrases.OnePeriod;
            var words = assurance switch
            {
                Statistics.Assurance.Pass => $"If nothing changes, most {one}s can be expected to meet it, though not every one",
                Statistics.Assurance.Fail => $"It will be missed in most {one}s unless something changes",
                Statistics.Assurance.Inconsistent => $"As things stand, a {one} may meet it or miss it",
            };

            return words + (met.Length == 0 ? "." : $": it was met {met}.");
        }
    }

    /// <summary>Where the latest figure stands against the tolerance, and where later ones can be expected to.</summary>
    public string Tolerance
    {
        get
        {
            if (latest?.Point?.Value is not { } value || series.Tolerance is not { } tolerance || latest.Period.To < tolerance.From)
            {
                return "";
            }

            var within = !(value < tolerance.Least) && !(value > tolerance.Most);
            var one = phrases.OnePeriod;
            var outlook = series.Control?.Tolerance is not { } verdict ? "" : verdict switch
            {
                ToleranceVerdict.ReliablyWithin => within ? $", and so should most {one}s to come" : $", though most {one}s should lie within it",
                ToleranceVerdict.SometimesOutside => within ? $", but {one}s outside it are to be expected" : $", and more such {one}s are to be expected",
                ToleranceVerdict.ReliablyOutside => within ? $", but most {one}s will lie outside it unless something changes" : $", and so will most {one}s unless something changes",
            };

            return $"{SeriesPhrases.Opening(phrases.Named(latest.Period))} lies {(within ? "within" : "outside")} the {SeriesPhrases.Inside(tolerance.Name)} ({phrases.Band(tolerance)}){outlook}.";
        }
    }

    /// <summary>That the process does not stay as it is, where that takes the ground from what was said of the time to come.</summary>
    public string Outlook =>
        series.Control is { Variation: { } variation } control && variation != Variation.CommonCause && (control.Assurance is not null || control.Tolerance is not null)
            ? $"The latest figures show a change, so the {phrases.OnePeriod}s to come may differ from this."
            : "";

    /// <summary>That the latest figure rests on few cases; empty where it does not.</summary>
    public string SmallBase => latest?.Point is not { Value: { } value } point ? ""
        : series.Measure.Unit == Unit.Percent && point.Denominator is > 0 and < FirmDenominator ? $"It rests on only {point.Denominator.Value.ToString("#,##0.##", CultureInfo.InvariantCulture)}{(series.Measure.Denominator is { } what ? $" ({what})" : "")}, so chance moves it a lot."
        : series.Measure.Unit == Unit.Count && value is > 0 and < FirmCount ? "The count is small, so a difference of one or two says little."
        : "";

    /// <summary>What a reader must know before leaning on the latest figure, one sentence each.</summary>
    public IReadOnlyList<string> Cautions => [.. AllCautions()];

    /// <summary>All of it as one paragraph.</summary>
    public string Paragraph => Joined(Latest, Change, Signal, Target, Assurance, Tolerance, Outlook);

    /// <summary>The gist as it is said aloud in a meeting, numbers as they are spoken: <c>In October 2026, 92.7 per cent of 999 calls were answered within 10 seconds. …</c></summary>
    public string Spoken
    {
        get
        {
            if (latest?.Point?.Value is not { } value)
            {
                return Latest;
            }

            var aloud = new SeriesWords(series, aloud: true);
            var status = latest.Point.Status switch
            {
                ObservationStatus.Final => "",
                ObservationStatus.Break => "It starts a new series.",
                ObservationStatus.LowReliability => "It is of low reliability.",
                ObservationStatus.Provisional or ObservationStatus.Revised => $"The figure is {latest.Point.Status.Words()}.",
                ObservationStatus.NotAvailable or ObservationStatus.NotApplicable or ObservationStatus.Confidential => "",
            };

            return Joined($"{SeriesPhrases.Opening(aloud.phrases.During(latest.Period))}, {SeriesSentence.Of(series.Measure, value, aloud.phrases.Value(value))}.", status, aloud.Change, Signal, aloud.Target);
        }
    }

    /// <summary>What the chart shows, for those who cannot see it.</summary>
    public string AltText
    {
        get
        {
            var held = series.Values.Where(value => value.Point?.Value is not null).ToList();
            if (held.Count < 2)
            {
                return Joined(Latest, Target);
            }

            var (low, high) = (held.MinBy(value => value.Point!.Value!.Value)!, held.MaxBy(value => value.Point!.Value!.Value)!);
            var first = held[0].Period;
            var range = low.Point!.Value == high.Point!.Value
                ? $"All {held.Count.ToString(CultureInfo.InvariantCulture)} figures from {phrases.Named(first)} to {phrases.Named(held[^1].Period)} are {phrases.Value(low.Point.Value!.Value)}."
                : $"{held.Count.ToString(CultureInfo.InvariantCulture)} figures from {phrases.Named(first)} to {phrases.Named(held[^1].Period)}: the lowest is {phrases.Value(low.Point.Value!.Value)} {phrases.During(low.Period)}, the highest {phrases.Value(high.Point.Value!.Value)} {phrases.During(high.Period)}.";
            var cuts = series.Marks.Where(mark => mark.Cuts).Select(mark => mark.At).Distinct().Select(at => phrases.During(series.Values[at].Period)).ToList();

            return Joined(range, cuts.Count == 0 || series.Control is null ? "" : $"Average and limits start anew {Listed(cuts)}.", Latest, Signal, Target);
        }
    }

    /// <summary>A target in words: <c>90% or more</c>, <c>10 seconds or less</c>.</summary>
    /// <param name="target">The target's value.</param>
    /// <param name="measure">The measure.</param>
    public static string OrBetter(decimal target, Measure measure) => new SeriesPhrases(measure, aloud: false).OrBetter(target);

    /// <summary>A tolerance in words: <c>85% or more</c>, <c>between 5% and 10%</c>.</summary>
    /// <param name="tolerance">The tolerance.</param>
    /// <param name="measure">The measure.</param>
    public static string Band(MeasureTolerance tolerance, Measure measure) => new SeriesPhrases(measure, aloud: false).Band(tolerance);

    /// <summary>A title in the middle of a sentence: <c>the contact platform goes live</c>.</summary>
    /// <param name="title">The title.</param>
    public static string Inside(string title) => SeriesPhrases.Inside(title);

    private IEnumerable<string> AllCautions()
    {
        if (latest?.Point is not { Value: { } value } point)
        {
            yield break;
        }

        var status = point.Status switch
        {
            ObservationStatus.Provisional => "The figure is provisional and may still be revised.",
            ObservationStatus.Revised => "The publisher has revised the figure.",
            ObservationStatus.LowReliability => "The figure is of low reliability, so do not lean on it alone.",
            ObservationStatus.Break => "The figure starts a new series and does not compare with those before.",
            ObservationStatus.Final or ObservationStatus.NotAvailable or ObservationStatus.NotApplicable or ObservationStatus.Confidential => "",
        };
        if (status.Length > 0)
        {
            yield return status;
        }

        if (series.Values[^1] != latest)
        {
            yield return $"What is said here speaks of {phrases.Named(latest.Period)}, the latest with a figure.";
        }

        if (SmallBase.Length > 0)
        {
            yield return SmallBase;
        }

        if (Compared().FirstOrDefault(other => other is not null && BreakSince(other) is not null) is { } apart && BreakSince(apart) is { } mark)
        {
            yield return $"It is not compared with {phrases.Named(apart.Period)}: figures before {mark.Date.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"))} do not compare with later ones.";
        }

        if (series.Measure is { Seasonal: { } seasonal, Frequency: Frequency.Month or Frequency.Quarter })
        {
            yield return $"{seasonal} Compare a {phrases.OnePeriod} with the same {phrases.OnePeriod} of the year before.";
        }
    }

    private IEnumerable<JudgedValue?> Compared() => series.Measure.Frequency == Frequency.Rolling12 ? [YearBefore()] : [Before(), YearBefore()];

    private string? Against(JudgedValue? other) =>
        other?.Point?.Value is { } then && BreakSince(other) is null ? $"{phrases.Difference(latest!.Point!.Value!.Value, then)} {phrases.During(other.Period)}" : null;

    private JudgedValue? Before()
    {
        var at = latest is null ? -1 : LastIndex();
        return at > 0 && series.Values[at - 1].Point?.Value is not null ? series.Values[at - 1] : null;
    }

    private JudgedValue? YearBefore() => latest is null ? null : series.YearBefore(latest);

    private SeriesMark? BreakSince(JudgedValue other) => series.BreakBetween(other.Period, latest!.Period);

    private int LastIndex()
    {
        var at = series.Values.Count - 1;
        while (series.Values[at] != latest)
        {
            at--;
        }

        return at;
    }

    private static string Listed(List<string> names) => names.Count == 1 ? names[0] : string.Join(", ", names[..^1]) + " and " + names[^1];

    private static string Joined(params string[] sentences) => string.Join(' ', sentences.Where(sentence => sentence.Length > 0));
}
