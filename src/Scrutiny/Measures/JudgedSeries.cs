using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;

namespace Scrutiny.Measures;

/// <summary>A measure's series with what statistical process control says of it: one object behind the sentence, the chart, the table and the API.</summary>
public sealed class JudgedSeries
{
    private const int RecordPeriods = 12;

    private JudgedSeries(Measure measure, SeriesSetting setting, IReadOnlyList<JudgedValue> values) => (Measure, Setting, Values) = (measure, setting, values);

    /// <summary>The measure.</summary>
    public Measure Measure { get; }

    /// <summary>What the series is of, and how it was judged.</summary>
    public SeriesSetting Setting { get; }

    /// <summary>One entry a period, gaps included, oldest first.</summary>
    public IReadOnlyList<JudgedValue> Values { get; private init; }

    /// <summary>The judgement; null for measures that get a run chart (rolling figures and stocks).</summary>
    public SpcResult? Control { get; private init; }

    /// <summary>The target in force in the last period; null for none.</summary>
    public MeasureTarget? Target { get; private init; }

    /// <summary>The tolerance in force in the last period; null for none.</summary>
    public MeasureTolerance? Tolerance { get; private init; }

    /// <summary>Targets that were in force within the series and no longer are, oldest first.</summary>
    public IReadOnlyList<MeasureTarget> FormerTargets { get; private init; } = [];

    /// <summary>Tolerances that were in force within the series and no longer are, oldest first.</summary>
    public IReadOnlyList<MeasureTolerance> FormerTolerances { get; private init; } = [];

    /// <summary>How the latest figure and the last 12 periods stood against the target then in force; null where no target is in force.</summary>
    public TargetRecord? Record { get; private init; }

    /// <summary>Rebases, breaks and annotations within the series, in order of date.</summary>
    public IReadOnlyList<SeriesMark> Marks { get; private init; } = [];

    /// <summary>The decisions that average and limits rest on, that for the first period included.</summary>
    public IReadOnlyCollection<Baseline> Baselines { get; private init; } = [];

    /// <summary>The last entry that holds a value; null where none does.</summary>
    public JudgedValue? Latest => Values.LastOrDefault(value => value.Point?.Value is not null);

    /// <summary>Judges a series.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="points">Its points, one a period, oldest first.</param>
    /// <param name="setting">Which of the measure's targets, tolerances, baselines and annotations hold; null for those of any area's total, without annotations.</param>
    public static JudgedSeries Of(Measure measure, IReadOnlyList<SeriesPoint> points, SeriesSetting? setting = null)
    {
        ArgumentNullException.ThrowIfNull(measure);
        setting ??= new SeriesSetting();
        IReadOnlyList<JudgedValue> values = [.. WithGaps(measure.Frequency, points).Select(entry => Held(entry.Period, entry.Point, measure, setting))];
        var baselines = SeriesMarks.Baselines(measure, values, setting);
        var marks = SeriesMarks.Of(measure, values, baselines, setting);
        var source = values.LastOrDefault(value => value.Point is not null)?.Point!.Source;
        var target = values.Count == 0 ? null : InForce(measure.Targets, values[^1].Period, source, setting);
        var tolerance = values.Count == 0 ? null : InForce(measure.Tolerances, values[^1].Period, source, setting);
        var control = measure.Chart == ChartKind.Spc ? Judge(measure, values, marks, baselines, target, tolerance) : null;

        return new JudgedSeries(measure, setting, control is null ? values : [.. values.Select((value, i) => value with { Judged = control.Points[i] })])
        {
            Control = control,
            Target = target,
            Tolerance = tolerance,
            FormerTargets = Former(measure.Targets, target, values, source, setting),
            FormerTolerances = Former(measure.Tolerances, tolerance, values, source, setting),
            Record = target is null ? null : RecordOf(values, measure),
            Marks = marks,
            Baselines = [.. baselines.Values],
        };
    }

    /// <summary>The same period a year before another, where it has a figure; null where it has none.</summary>
    /// <param name="value">An entry of this series.</param>
    public JudgedValue? YearBefore(JudgedValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var from = value.Period.From.AddYears(-1);
        return Values.FirstOrDefault(other => other.Period.From == from && other.Point?.Value is not null);
    }

    /// <summary>The last mark after one period and not after another from which figures do not compare with earlier ones; null for none. A rebase is a decision about limits and is no such mark.</summary>
    /// <param name="earlier">The earlier period.</param>
    /// <param name="later">The later one.</param>
    public SeriesMark? BreakBetween(Period earlier, Period later) =>
        Marks.LastOrDefault(mark => mark.Cuts && mark.Kind != SeriesMarkKind.Rebase && Values[mark.At].Period.From > earlier.From && Values[mark.At].Period.From <= later.To);

    private static SpcResult Judge(Measure measure, IReadOnlyList<JudgedValue> values, IReadOnlyList<SeriesMark> marks, IReadOnlyDictionary<int, Baseline> baselines, MeasureTarget? target, MeasureTolerance? tolerance)
    {
        var starts = marks.Where(mark => mark.Cuts).Select(mark => mark.At).Distinct().Order().ToList();
        SpcPoint[] points = [.. values.Select(value => new SpcPoint(value.Period.To, (double?)value.Point?.Value, (double?)value.Target?.Value))];
        SpcResult Analyse(int? fixAfter) => Spc.Analyse(
            new SpcSeries
            {
                Points = points,
                Improvement = measure.Improvement,
                Target = (double?)target?.Value,
                Tolerance = tolerance is null ? null : new Tolerance((double?)tolerance.Least, (double?)tolerance.Most),
                RebaseDates = [.. starts.Select(start => values[start].Period.To)],
                FixAfter = fixAfter,
            },
            SpcMode.Product);

        // Segments are judged by themselves, so each may be taken from the analysis that fixes its own baseline.
        int?[] fixes = [.. starts.Prepend(0).Select(start => FixAfter(values, start, baselines))];
        var last = Analyse(fixes[^1]);
        if (fixes.Distinct().Count() == 1 || last.Segments.Count == 0)
        {
            return last;
        }

        var each = fixes.Distinct().ToDictionary(fix => fix ?? 0, fix => fix == fixes[^1] ? last : Analyse(fix));
        return new SpcResult
        {
            Points = [.. fixes.SelectMany((fix, i) => each[fix ?? 0].Points.Skip(last.Segments[i].First).Take(last.Segments[i].Count))],
            Segments = [.. fixes.Select((fix, i) => each[fix ?? 0].Segments[i])],
            Variation = last.Variation,
            Assurance = last.Assurance,
            Tolerance = last.Tolerance,
            Target = last.Target,
            JudgedIndex = last.JudgedIndex,
            Notes = last.Notes,
            SuggestedRebase = last.SuggestedRebase,
        };
    }

    private static int? FixAfter(IReadOnlyList<JudgedValue> values, int start, IReadOnlyDictionary<int, Baseline> baselines)
    {
        var baseline = baselines.GetValueOrDefault(start);
        var rows = baseline?.FixAfter ?? (baseline?.FixedTo is { } day ? values.Skip(start).Count(value => value.Period.To <= day) : null);

        // A series as known earlier may have fewer periods than the baseline; they are all that there is to rest on.
        return rows >= Spc.FewestFixedPoints ? rows : null;
    }

    private static TargetRecord? RecordOf(IReadOnlyList<JudgedValue> values, Measure measure)
    {
        var recent = values.TakeLast(RecordPeriods).Select(value => value.Met).ToList();
        return measure.Improvement == Improvement.Neutral ? null : new TargetRecord(recent[^1], recent.Count(met => met == true), recent.Count(met => met is not null));
    }

    private static JudgedValue Held(Period period, SeriesPoint? point, Measure measure, SeriesSetting setting)
    {
        var target = InForce(measure.Targets, period, point?.Source, setting);
        bool? met = point?.Value is { } value && target is { Value: var bar }
            ? measure.Improvement switch
            {
                Improvement.Increase => value >= bar,
                Improvement.Decrease => value <= bar,
                Improvement.Neutral => null,
            }
            : null;

        return new JudgedValue(period, point, null) { Target = target, Met = met };
    }

    private static T? InForce<T>(IReadOnlyList<T> declared, Period period, string? source, SeriesSetting setting)
        where T : class, IThreshold =>
        declared.FirstOrDefault(threshold => threshold.From <= period.To && !(threshold.To < period.To) && setting.Covers(threshold, source));

    private static List<T> Former<T>(IReadOnlyList<T> declared, T? now, IReadOnlyList<JudgedValue> values, string? source, SeriesSetting setting)
        where T : class, IThreshold =>
        [.. declared.Where(threshold => threshold != now && values.Any(value => threshold.From <= value.Period.To && threshold.To >= value.Period.To) && setting.Covers(threshold, source)).OrderBy(threshold => threshold.From)];

    // A period without a figure is a row with a missing value, never an absent row: runs and moving ranges must not close over it.
    private static IEnumerable<(Period Period, SeriesPoint? Point)> WithGaps(Frequency frequency, IReadOnlyList<SeriesPoint> points)
    {
        var regular = frequency is Frequency.Month or Frequency.Quarter or Frequency.FinancialYear or Frequency.Year;
        Period? expected = null;
        foreach (var point in points)
        {
            while (regular && expected is { } missing && missing < point.Period)
            {
                yield return (missing, null);
                expected = missing.Next(frequency);
            }

            yield return (point.Period, point);
            expected = point.Period.Next(frequency);
        }
    }
}

/// <summary>One period of a judged series.</summary>
/// <param name="Period">The period.</param>
/// <param name="Point">What is known of it; null where nothing is.</param>
/// <param name="Judged">What process control says; null for run charts.</param>
public sealed record JudgedValue(Period Period, SeriesPoint? Point, JudgedPoint? Judged)
{
    /// <summary>The target in force on the period's last day; null for none.</summary>
    public MeasureTarget? Target { get; init; }

    /// <summary>Whether the figure, before any rounding, meets that target; null where there is no figure, no target or no better direction.</summary>
    public bool? Met { get; init; }
}
