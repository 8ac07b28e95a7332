using System.Globalization;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;
using Scrutiny.Statistics.Aggregates;
using Scrutiny.Statistics.Intervals;

namespace Scrutiny.Measures;

/// <summary>
/// What stands beside a chart and never on it: the financial year so far, the last twelve months, the same period of the year before, and how
/// exact the latest figure is. Only months and quarters are put together.
/// </summary>
public sealed class SeriesContext
{
    private readonly JudgedSeries series;
    private readonly SeriesPhrases phrases;

    private SeriesContext(JudgedSeries series) => (this.series, phrases) = (series, new SeriesPhrases(series.Measure, aloud: false));

    /// <summary>The financial year to the latest figure beside the same periods of the year before, in the measure's unit; null where the year has but begun.</summary>
    public YearComparison? YearToDate { get; private init; }

    /// <summary>The twelve months to the latest figure beside the twelve before, in the measure's unit.</summary>
    public YearComparison? RollingYear { get; private init; }

    /// <summary>How exact the latest figure is, 95% of the time, in the measure's unit; null where the measure declares nothing of the kind or its parts are not held.</summary>
    public Interval? Exact { get; private init; }

    /// <summary>The latest figure compared with the same period of the year before: a difference in percentage points for percentages, else the change in per cent. Null where the parts are not held.</summary>
    public YearOnYear? Compared { get; private init; }

    /// <summary>Whether there is anything to say.</summary>
    public bool IsEmpty => YearToDate is null && RollingYear is null && Exact is null && Compared is null;

    /// <summary>The context of a series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="meanOf">The points of the measure that counts what this one is a mean of, same area and part; null where none is declared.</param>
    public static SeriesContext Of(JudgedSeries series, IReadOnlyList<SeriesPoint>? meanOf = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        var (measure, latest) = (series.Measure, series.Latest);
        if (latest is null)
        {
            return new SeriesContext(series);
        }

        var exact = ExactnessOf(measure, latest.Point!);
        var compared = measure.Frequency == Frequency.AsAt ? null : YearOnYear.Of(series);
        if (measure.Frequency is not (Frequency.Month or Frequency.Quarter) || !latest.Period.Suits(measure.Frequency))
        {
            return new SeriesContext(series) { Exact = exact, Compared = compared };
        }

        var how = measure.OverTime ?? Usual(measure.Unit);
        var per = measure.Unit switch { Unit.Percent => 100, Unit.RatePer1000 => 1000, Unit.Count or Unit.Seconds or Unit.Days or Unit.Hours or Unit.Pounds => 1 };
        var counted = meanOf?.ToDictionary(point => point.Period, point => (double?)point.Value);
        var figures = series.Values.Where(value => value.Point is not null)
            .Select(value => new PeriodFigure(value.Period, (double?)value.Point!.Value, (double?)value.Point.Numerator, how == Aggregation.WeightedMean ? counted?.GetValueOrDefault(value.Period) : (double?)value.Point.Denominator))
            .ToList();
        var year = Aggregate.YearToDateCompared(figures, measure.Frequency, how, latest.Period, per);
        var now = Aggregate.RollingYear(figures, measure.Frequency, how, latest.Period, per);
        var before = Aggregate.RollingYear(figures, measure.Frequency, how, new Period(now.Span.From.AddMonths(measure.Frequency == Frequency.Month ? -1 : -3), now.Span.From.AddDays(-1)), per);

        return new SeriesContext(series)
        {
            YearToDate = how == Aggregation.None || year.ThisYear.Expected == 1 ? null : Unbroken(year, series),
            RollingYear = how is Aggregation.None or Aggregation.Latest ? null : Unbroken(new YearComparison(now, before), series),
            Exact = exact,
            Compared = compared,
        };
    }

    /// <summary>What the figures are, one sentence or two each, first the year so far.</summary>
    public IReadOnlyList<string> Sentences => [.. AllSentences()];

    private IEnumerable<string> AllSentences()
    {
        if (YearToDate?.ThisYear.Gap is { } gap && RollingYear?.ThisYear.Gap == gap)
        {
            yield return $"Neither the financial year so far nor the last 12 months have a figure: {Why(gap)}.";
        }
        else
        {
            foreach (var sentence in Spans())
            {
                yield return sentence;
            }
        }

        if (Compared is { } compared)
        {
            yield return compared.Sentence;
        }

        if (Exact is { Lower: var lower, Upper: { } upper })
        {
            var ends = $"between {phrases.Value((decimal)(lower ?? 0))} and {phrases.Value((decimal)upper)}";
            yield return series.Measure.Exactness == Exactness.Sample
                ? $"The latest figure rests on {series.Latest!.Point!.Denominator!.Value.ToString("#,##0", British)} {series.Measure.Denominator ?? "answers"}. Had everybody been asked, it would most likely lie {ends} (95% interval)."
                : $"Single events come by chance: the latest count fits any underlying level {ends} (95% interval).";
        }
    }

    private IEnumerable<string> Spans()
    {
        if (YearToDate is { } year)
        {
            yield return Said(year, $"the financial year so far ({MonthsOf(year.ThisYear.Span)})", "in the same months of the year before");
        }

        if (RollingYear is { } rolling)
        {
            yield return Said(rolling, $"the 12 months to {rolling.ThisYear.Span.To.ToString("MMMM yyyy", British)}", "in the 12 months before");
        }
    }

    private string Said(YearComparison both, string when, string then)
    {
        var (now, before) = (both.ThisYear, both.LastYear);
        if (now.Value is not { } value)
        {
            return $"For {when} there is no figure: {Why(now.Gap!.Value)}.";
        }

        var shown = phrases.Rounded((decimal)value);
        var some = now.Complete ? "" : $", counting the {now.Present.ToString(British)} of {phrases.Periods(now.Expected)} that have a figure";
        return $"In {when}, {SeriesSentence.Of(series.Measure, shown, phrases.Value(shown))}{some}."
            + (before.Value is { } earlier ? $" That is {phrases.Difference(shown, phrases.Rounded((decimal)earlier))} {then} ({phrases.Value((decimal)earlier)})." : $" It is not compared with the year before: {Why(before.Gap!.Value)}.")
            + (before.Value is not null && both.LeapDayDiffers && series.Measure.Unit is Unit.Count or Unit.Hours or Unit.Pounds ? " One of the two holds 29 February and is a day longer." : "");
    }

    private string Why(AggregateGap gap) => gap switch
    {
        AggregateGap.NoFigures => "no figures are published",
        AggregateGap.Incomplete => $"it needs every {phrases.OnePeriod}, and not every one has a figure",
        AggregateGap.PartsNotHeld => series.Measure.Unit is Unit.Seconds or Unit.Days
            ? $"times of several {phrases.OnePeriod}s can only be put together by how many each is the average of, which is not published for all of them"
            : $"{(series.Measure.Unit == Unit.Percent ? "percentages" : "rates")} of several {phrases.OnePeriod}s can only be put together from the numbers behind them, which are not published for all of them",
        AggregateGap.NothingToDivideBy => "nothing was counted",
        AggregateGap.Broken => "figures are counted otherwise from a day between them on",
        AggregateGap.NotDefined => "such figures do not go together",
    };

    private static YearComparison Unbroken(YearComparison both, JudgedSeries series)
    {
        var (now, before) = (both.ThisYear, both.LastYear);
        return series.BreakBetween(now.Span, now.Span) is not null
            ? new YearComparison(now with { Value = null, Gap = AggregateGap.Broken }, before with { Value = null, Gap = AggregateGap.Broken })
            : series.BreakBetween(before.Span, now.Span) is not null ? both with { LastYear = before with { Value = null, Gap = AggregateGap.Broken } } : both;
    }

    private static Interval? ExactnessOf(Measure measure, SeriesPoint point) => (measure.Exactness, measure.Unit, point) switch
    {
        (Measures.Exactness.Sample, Unit.Percent, { Numerator: { } part, Denominator: { } whole }) when whole > 0 && part >= 0 && part <= whole => ProportionInterval.Wilson((double)part, (double)whole, Confidence.P95).Times(100),
        (Measures.Exactness.Events, Unit.Count, { Value: { } count }) when count >= 0 => CountInterval.Of((double)count, Confidence.P95),
        _ => null,
    };

    private static Aggregation Usual(Unit unit) => unit switch
    {
        Unit.Count or Unit.Hours or Unit.Pounds => Aggregation.Sum,
        Unit.Percent => Aggregation.Share,
        Unit.Seconds or Unit.Days => Aggregation.WeightedMean,
        Unit.RatePer1000 => Aggregation.Rate,
    };

    private static string MonthsOf(Period span) =>
        (span.From.Year == span.To.Year ? span.From.ToString("MMMM", British) : span.From.ToString("MMMM yyyy", British)) + " to " + span.To.ToString("MMMM yyyy", British);

    private static CultureInfo British { get; } = CultureInfo.GetCultureInfo("en-GB");
}
