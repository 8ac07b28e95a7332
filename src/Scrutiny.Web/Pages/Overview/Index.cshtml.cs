using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Areas;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Statistics;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Pages.Overview;

/// <summary><c>/</c>: every measure on one page, what has changed first.</summary>
internal sealed class IndexModel(MeasureFigures figures, Catalogue catalogue, IChartRenderer charts, TimeProvider clock, IOptions<BodySettings> body) : PageModel
{
    private const int DaysShown = 35;
    private const int SparklinePoints = 24;

    [FromQuery(Name = "since")]
    public string? Since { get; set; }

    [FromQuery(Name = "as-known")]
    public string? AsKnown { get; set; }

    public Area Area { get; private set; } = null!;

    /// <summary>The moment that the page is asked for; null for now.</summary>
    public DateTimeOffset? Moment { get; private set; }

    /// <summary>The day from which a figure counts as new.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Every measure, by priority.</summary>
    public IReadOnlyList<(Priority Priority, IReadOnlyList<Line> Lines, IReadOnlyList<(string Id, Measure Measure)> Waiting)> Groups { get; private set; } = [];

    /// <summary>Measures whose latest figure is new and a signal: concern first.</summary>
    public IReadOnlyList<Line> Changed { get; private set; } = [];

    /// <summary>How many measures have a figure that is new.</summary>
    public int New { get; private set; }

    /// <summary>How many measures are judged, so that chance may flag them.</summary>
    public int Judged { get; private set; }

    public bool Synthetic { get; private set; }

    public IReadOnlyList<string> Watched { get; private set; } = [];

    public long Version { get; private set; }

    public bool Empty => Groups.All(group => group.Lines.Count == 0);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (AsKnown is { Length: > 0 })
        {
            if (!SeriesQuestion.TryMoment(AsKnown, out var moment))
            {
                return BadRequest();
            }

            Moment = moment;
        }

        From = LondonTime.Day(Moment ?? clock.GetUtcNow()).AddDays(-DaysShown);
        if (Since is { Length: > 0 })
        {
            if (!DateOnly.TryParseExact(Since.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var since))
            {
                return BadRequest();
            }

            From = since;
        }

        Area = catalogue.Areas.ByCode[body.Value.Area];
        var all = await figures.AllAsync(Area.Code, Moment, cancel);
        Watched = [.. all.Series.Keys];
        Version = all.Version;
        var lines = all.Series.Where(entry => entry.Value.Latest is not null).ToDictionary(entry => entry.Key, entry => LineOf(entry.Key, entry.Value));
        Synthetic = lines.Values.Any(line => line.Synthetic);
        New = lines.Values.Count(line => line.New);
        Judged = lines.Values.Count(line => line.Variation is not null);
        Changed = [.. lines.Values.Where(line => line is { New: true, Variation: not null and not Variation.CommonCause }).OrderBy(line => Urgency(line.Variation!.Value))];
        Groups = [.. catalogue.Priorities.Select(priority =>
        {
            var own = catalogue.Measures.Where(measure => measure.Value.Value.Priority == priority.Id).ToList();
            return (priority, (IReadOnlyList<Line>)[.. own.Where(measure => lines.ContainsKey(measure.Key)).Select(measure => lines[measure.Key])],
                (IReadOnlyList<(string, Measure)>)[.. own.Where(measure => !lines.ContainsKey(measure.Key)).Select(measure => (measure.Key, measure.Value.Value))]);
        })];

        return Page();
    }

    /// <summary>Since when a figure counts as new: "since 18 October 2026, the last 35 days".</summary>
    public string SinceWords() =>
        $"since {Day(From)}" + (Since is { Length: > 0 } ? "" : string.Create(CultureInfo.InvariantCulture, $", the {DaysShown} days before {(Moment is { } moment ? LondonTime.Date(moment) : "today")}"));

    /// <summary>What chance alone would flag, in a sentence.</summary>
    public string ByChance()
    {
        var expected = FalseAlarms.Expected(Judged);
        return string.Create(CultureInfo.InvariantCulture, $"Of the {Judged} measures that are judged, chance alone would flag about {expected:0.0} each month")
            + (expected is > 0 and < 0.9 ? string.Create(CultureInfo.InvariantCulture, $", which is one false alarm in about {Math.Round(1 / expected):0} months.") : ".");
    }

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));

    private Line LineOf(string id, JudgedSeries series)
    {
        var latest = series.Latest!;
        var synthetic = SeriesSources.AnySynthetic(series, catalogue);
        var chart = SeriesChart.Specify(series, $"spark-{id}", Area.Name, null, SeriesSources.Publishers(series, catalogue), synthetic);
        var recent = chart.Points.TakeLast(SparklinePoints).ToList();
        var sparkline = recent.Count < 3 ? null : new HtmlString(charts.Render(chart with
        {
            Kind = Charts.ChartKind.Sparkline, Points = recent, Segments = [], Annotations = [], Target = null, FormerTargets = [], Tolerance = null, FormerTolerances = [], Synthetic = false, Width = 150, Height = 40,
        }));

        return new Line(id, series, SeriesWords.Of(series), LondonTime.Day(latest.Point!.KnownFrom) >= From, synthetic, sparkline);
    }

    private static int Urgency(Variation variation) => variation switch
    {
        Variation.ConcernHigh or Variation.ConcernLow => 0,
        Variation.ImprovementHigh or Variation.ImprovementLow => 1,
        Variation.NeutralHigh or Variation.NeutralLow => 2,
        Variation.CommonCause => 3,
    };

    /// <summary>One measure on the page.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Series">Its series, which has a latest figure.</param>
    /// <param name="Words">What is said of it.</param>
    /// <param name="New">Whether the latest figure was published since the day asked for.</param>
    /// <param name="Synthetic">Whether any of its figures is made up.</param>
    /// <param name="Sparkline">The last two years or so; null where there are too few figures.</param>
    internal sealed record Line(string Id, JudgedSeries Series, SeriesWords Words, bool New, bool Synthetic, HtmlString? Sparkline)
    {
        public JudgedValue Latest => Series.Latest!;

        public Variation? Variation => Series.Control?.Variation;

        public string Figure => FigureText.Brief(Latest.Point!.Value!.Value, Series.Measure);

        /// <summary>"National standard, 90% or more: met"; null without one.</summary>
        public string? Held => Latest is { Target: { } target, Met: { } met } ? $"{target.Name}, {SeriesWords.OrBetter(target.Value, Series.Measure)}: {(met ? "met" : "missed")}" : null;

        /// <summary>How the figure differs from that of a year before, or from the one before it; null where it does not compare.</summary>
        public string? Against => (Words.AgainstYear ?? Words.AgainstBefore) is { } words ? char.ToUpperInvariant(words[0]) + words[1..] : null;
    }
}
