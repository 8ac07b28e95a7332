using System.Globalization;
using Scrutiny.Periods;
using Scrutiny.Statistics;
using Scrutiny.Statistics.Seasons;

namespace Scrutiny.Measures;

/// <summary>
/// A monthly series with its season taken out, judged anew: a view beside the chart of the figures as reported, never in its place. It holds no target,
/// since targets are judged on reported figures. Only months since the last break count, since across it nothing compares.
/// </summary>
public sealed class SeasonalSeries
{
    private const int MonthsOfYear = 12;

    private SeasonalSeries(JudgedSeries reported, SeasonalMethod method) => (Reported, Method) = (reported, method);

    /// <summary>The series as reported.</summary>
    public JudgedSeries Reported { get; }

    /// <summary>How the season was taken out.</summary>
    public SeasonalMethod Method { get; }

    /// <summary>Why there is no such view; null where there is one.</summary>
    public SeasonalRefusal? Refusal { get; private init; }

    /// <summary>Whether there are so few years that each new one may change the season.</summary>
    public bool Unstable { get; private init; }

    /// <summary>One entry a month, oldest first, with the figure without its season in the measure's unit; empty where refused.</summary>
    public IReadOnlyList<JudgedValue> Values { get; private init; } = [];

    /// <summary>What process control says of it; null where refused.</summary>
    public SpcResult? Control { get; private init; }

    /// <summary>Whether a measure can have such a view at all: monthly figures with process limits.</summary>
    /// <param name="measure">The measure.</param>
    public static bool Suits(Measure measure) => measure is { Frequency: Frequency.Month, Chart: ChartKind.Spc };

    /// <summary>The view of a series.</summary>
    /// <param name="series">The series as reported.</param>
    /// <param name="method">How the season is taken out.</param>
    /// <exception cref="ArgumentException">The measure is not monthly, or has no process limits.</exception>
    public static SeasonalSeries Of(JudgedSeries series, SeasonalMethod method)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (!Suits(series.Measure))
        {
            throw new ArgumentException("Only a monthly measure with process limits has a seasonal view.", nameof(series));
        }

        var since = series.Marks.Where(mark => mark.Cuts && mark.Kind != SeriesMarkKind.Rebase).Select(mark => mark.At).DefaultIfEmpty(0).Max();
        var held = series.Values.Skip(since).ToList();
        var view = SeasonalView.Of([.. held.Select(value => new SpcPoint(value.Period.To, (double?)value.Point?.Value))], method);
        if (view.Refusal is { } refusal)
        {
            return new SeasonalSeries(series, method) { Refusal = refusal };
        }

        // The first year has no year before it.
        var first = method == SeasonalMethod.LastYear ? MonthsOfYear : 0;
        var rebases = series.Marks.Where(mark => mark.Cuts && mark.At > since).Select(mark => mark.At - since).ToList();
        if (method == SeasonalMethod.LastYear)
        {
            // For a year after a rebase each difference reaches across it: a stretch of its own.
            rebases.AddRange([.. rebases.Select(at => at + MonthsOfYear)]);
        }

        List<SpcPoint> points = [.. view.Points.Skip(first)];
        var control = Spc.Analyse(
            new SpcSeries
            {
                Points = points,
                Improvement = series.Measure.Improvement,
                RebaseDates = [.. rebases.Where(at => at > first && at < held.Count).Distinct().Select(at => held[at].Period.To)],
            },
            SpcMode.Product);
        return new SeasonalSeries(series, method)
        {
            Unstable = view.Unstable,
            Control = control,
            Values = [.. held.Skip(first).Select((value, i) => new JudgedValue(value.Period, points[i].Value is { } without ? value.Point! with { Value = (decimal)without } : null, control.Points[i]))],
        };
    }

    /// <summary>What the view's figures are counted in, where that is not the measure's unit: differences of percentages are percentage points; else null.</summary>
    public string? OwnUnit => Method == SeasonalMethod.LastYear && Reported.Measure.Unit == Unit.Percent ? "percentage points" : null;

    /// <summary>What is shown, in words; or why it is not.</summary>
    public string Sentence => Refusal is { } refusal
        ? Refused(refusal)
        : $"{How} {Signal}{(Unstable ? " With fewer than seven years of figures the season is unsteady, and each new year may change this view." : "")}";

    private static string Refused(SeasonalRefusal refusal) => refusal switch
    {
        SeasonalRefusal.TooFewMonths => $"Fewer than {SeasonalView.FewestMonths.ToString(CultureInfo.InvariantCulture)} months that compare have figures, too few to tell a season from chance. Compare a month with the same month of the year before.",
        SeasonalRefusal.TooManyGaps => "Too many months have no figure to tell what is usual for each month of the year.",
        SeasonalRefusal.NotAboveZero => "A figure divided by what is usual for its month needs figures above nought; choose the other view.",
        SeasonalRefusal.NotMonthly => "Two figures lie in one month, so there is no monthly season.",
    };

    private string How => Method switch
    {
        SeasonalMethod.LastYear => "Each month less the same month of the year before.",
        SeasonalMethod.MonthIndex => "Each month divided by what is usual for that month of the year, so that a summer compares with a winter.",
    };

    private string Signal => Values.LastOrDefault(value => value.Point?.Value is not null) is not { Judged: { } judged } latest || Control!.Variation is null
        ? "There are too few figures to judge it."
        : $"Without the season, {latest.Period.Words(Frequency.Month)} " + judged.Meaning switch
        {
            Meaning.CommonCause => "lies within the usual range.",
            Meaning.Improvement => "stands out as a sign of improvement.",
            Meaning.Concern => "stands out as a cause for concern.",
            Meaning.NeutralHigh or Meaning.NeutralLow => "stands out as a sign of a real change.",
        };
}
