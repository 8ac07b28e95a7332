using System.Globalization;
using Scrutiny.Statistics;
using Scrutiny.Statistics.Intervals;

namespace Scrutiny.Measures;

/// <summary>
/// The latest figure compared with that of the same period a year before, with what chance in counting does to the change. Police figures vary more than
/// independent events do, so a change is called real only where the rules of process control agree.
/// </summary>
public sealed class YearOnYear
{
    private readonly JudgedSeries series;
    private readonly SeriesPhrases phrases;

    private YearOnYear(JudgedSeries series, JudgedValue before, double change, Interval interval, bool excluded) =>
        (this.series, phrases, Before, Change, Interval, BeyondCounting) = (series, new SeriesPhrases(series.Measure, aloud: false), before, change, interval, excluded);

    /// <summary>The earlier figure.</summary>
    public JudgedValue Before { get; }

    /// <summary>From then to now: percentage points for percentages, else per cent.</summary>
    public double Change { get; }

    /// <summary>The change's 95% interval in the same unit, which takes cases for independent of each other.</summary>
    public Interval Interval { get; }

    /// <summary>Whether that interval leaves out no change.</summary>
    public bool BeyondCounting { get; }

    /// <summary>Whether process control finds a signal in the same direction; null where the measure has no limits.</summary>
    public bool? SignalAgrees => series.Latest?.Judged is not { } judged ? null : judged.Meaning != Meaning.CommonCause && Math.Sign(judged.Value!.Value - judged.Mean!.Value) == Math.Sign(Change);

    /// <summary>The comparison; null where a figure or its parts are missing, where the two do not compare, and for measures other than percentages, rates, and counts declared to be of single events.</summary>
    /// <param name="series">The series.</param>
    public static YearOnYear? Of(JudgedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Latest is not { } latest || series.YearBefore(latest) is not { } before || series.BreakBetween(before.Period, latest.Period) is not null)
        {
            return null;
        }

        var (now, then) = (SharesOf(series.Measure, latest), SharesOf(series.Measure, before));
        if (now is not { } first || then is not { } second)
        {
            return null;
        }

        if (series.Measure.Unit == Unit.Percent)
        {
            var points = Comparison.OfProportions(first, second, Confidence.P95);
            return new YearOnYear(series, before, points.Change!.Value * 100, points.Interval.Times(100), points.Excluded);
        }

        if (second.Count == 0)
        {
            return null;
        }

        var ratio = Comparison.OfRates(first, second, Confidence.P95, exact: Math.Min(first.Count, second.Count) < CountInterval.SmallestForByar);
        return new YearOnYear(series, before, InPerCent(ratio.Change)!.Value, new Interval(InPerCent(ratio.Interval.Lower), InPerCent(ratio.Interval.Upper)), ratio.Excluded);
    }

    /// <summary>The comparison in words: <c>Against October 2025, the change is −5.6 percentage points; chance in counting alone leaves it between −10.8 and −0.4 (95% interval). …</c></summary>
    public string Sentence
    {
        get
        {
            var ends = Interval.Upper is { } upper ? $"between {Signed(Interval.Lower ?? -100)} and {Signed(upper)}" : $"above {Signed(Interval.Lower ?? -100)}";
            return $"Against {phrases.Named(Before.Period)}, the change is {Signed(Change)}{(series.Measure.Unit == Unit.Percent ? " percentage points" : "%")}; chance in counting alone leaves it {ends} (95% interval). {Verdict()}";
        }
    }

    private string Verdict() => (BeyondCounting, SignalAgrees) switch
    {
        (false, _) => "So it may be no change at all.",
        (true, true) => "That is more than chance, and the chart finds a real change too.",
        (true, false) => $"That is more than chance in counting, but neighbouring {phrases.OnePeriod}s differ as much for other reasons: the chart finds no real change.",
        (true, null) => "Such an interval takes cases for independent of each other, which these are not, so it does not by itself show a real change.",
    };

    private static Share? SharesOf(Measure measure, JudgedValue value) => (measure.Unit, value.Point!) switch
    {
        (Unit.Percent, { Numerator: { } part, Denominator: { } whole }) when whole > 0 && part >= 0 && part <= whole => new Share((double)part, (double)whole),
        (Unit.RatePer1000, { Numerator: { } part, Denominator: { } whole }) when whole > 0 && part >= 0 => new Share((double)part, (double)whole),
        // Months are not equally long.
        (Unit.Count, { Value: { } count }) when count >= 0 && measure.Exactness == Exactness.Events => new Share((double)count, value.Period.To.DayNumber - value.Period.From.DayNumber + 1),
        _ => null,
    };

    private static double? InPerCent(double? ratio) => ratio is { } known ? (known - 1) * 100 : null;

    private static string Signed(double value)
    {
        var rounded = Math.Round(value, 1, MidpointRounding.AwayFromZero);
        return (rounded > 0 ? "+" : rounded < 0 ? "−" : "") + Math.Abs(rounded).ToString("#,##0.0", CultureInfo.InvariantCulture);
    }
}
