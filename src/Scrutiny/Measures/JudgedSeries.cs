using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;

namespace Scrutiny.Measures;

/// <summary>A measure's series with what statistical process control says of it: one object behind the sentence, the chart, the table and the API.</summary>
public sealed class JudgedSeries
{
    private JudgedSeries(Measure measure, IReadOnlyList<JudgedValue> values, SpcResult? control) => (Measure, Values, Control) = (measure, values, control);

    /// <summary>The measure.</summary>
    public Measure Measure { get; }

    /// <summary>One entry a period, gaps included, oldest first.</summary>
    public IReadOnlyList<JudgedValue> Values { get; }

    /// <summary>The judgement; null for measures that get a run chart (rolling figures and stocks).</summary>
    public SpcResult? Control { get; }

    /// <summary>The last entry that holds a value; null where none does.</summary>
    public JudgedValue? Latest => Values.LastOrDefault(value => value.Point?.Value is not null);

    /// <summary>Judges a series.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="points">Its points, one a period, oldest first.</param>
    public static JudgedSeries Of(Measure measure, IReadOnlyList<SeriesPoint> points)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var periods = WithGaps(measure.Frequency, points).ToList();
        if (measure.Chart != ChartKind.Spc)
        {
            return new JudgedSeries(measure, [.. periods.Select(entry => new JudgedValue(entry.Period, entry.Point, null))], null);
        }

        var control = Spc.Analyse(
            new SpcSeries { Points = [.. periods.Select(entry => new SpcPoint(entry.Period.To, (double?)entry.Point?.Value))], Improvement = measure.Improvement },
            SpcMode.Product);

        return new JudgedSeries(measure, [.. periods.Select((entry, i) => new JudgedValue(entry.Period, entry.Point, control.Points[i]))], control);
    }

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
public sealed record JudgedValue(Period Period, SeriesPoint? Point, JudgedPoint? Judged);
