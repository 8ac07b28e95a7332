using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Areas;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Pages.Performance;

/// <summary><c>/performance</c>: every measure of the body's area, by priority.</summary>
internal sealed class IndexModel(MeasureFigures figures, Catalogue catalogue, IChartRenderer charts, IOptions<BodySettings> body) : PageModel
{
    private const int SparklinePoints = 24;

    [FromQuery(Name = "as-known")]
    public string? AsKnown { get; set; }

    public DateTimeOffset? Moment { get; private set; }

    public Area Area { get; private set; } = null!;

    public IReadOnlyList<(Priority Priority, IReadOnlyList<Card> Cards)> Groups { get; private set; } = [];

    public bool Synthetic { get; private set; }

    public long Version { get; private set; }

    public IReadOnlyList<string> Watched { get; private set; } = [];

    public string Query => AsKnown is { Length: > 0 } asked ? "?as-known=" + Uri.EscapeDataString(asked) : "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (AsKnown is { Length: > 0 } asked)
        {
            if (!SeriesQuestion.TryMoment(asked, out var moment))
            {
                return BadRequest();
            }

            Moment = moment;
        }

        Area = catalogue.Areas.ByCode[body.Value.Area];
        var all = await figures.AllAsync(Area.Code, Moment, cancel);
        Watched = [.. all.Series.Keys];
        Version = all.Version;
        Synthetic = all.Series.Values.Any(series => SeriesSources.AnySynthetic(series, catalogue));
        Groups = [.. catalogue.Priorities.Select(priority => (priority, (IReadOnlyList<Card>)[.. catalogue.Measures.Where(measure => measure.Value.Value.Priority == priority.Id).Select(measure => CardOf(measure.Key, measure.Value.Value, all.Series.GetValueOrDefault(measure.Key)))]))];
        return Page();
    }

    private Card CardOf(string id, Measure measure, JudgedSeries? series)
    {
        if (series is null)
        {
            return new Card(id, measure, null, false, null);
        }

        var synthetic = SeriesSources.AnySynthetic(series, catalogue);
        var shown = SeriesChart.Specify(series, $"spark-{id}", Area.Name, null, SeriesSources.Publishers(series, catalogue), synthetic);
        var recent = shown.Points.TakeLast(SparklinePoints).ToList();
        var sparkline = recent.Count < 3 ? null : new HtmlString(charts.Render(shown with { Kind = Charts.ChartKind.Sparkline, Points = recent, Segments = [], Annotations = [], Target = null, FormerTargets = [], Tolerance = null, FormerTolerances = [], Synthetic = false, Width = 180, Height = 48 }));

        return new Card(id, measure, series, synthetic, sparkline);
    }

    /// <summary>One measure on the page.</summary>
    internal sealed record Card(string Id, Measure Measure, JudgedSeries? Series, bool Synthetic, HtmlString? Sparkline);
}
