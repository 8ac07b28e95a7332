using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Pages.Data;

/// <summary><c>/data</c>: every measure to download, and how programs ask.</summary>
internal sealed class IndexModel(MeasureFigures figures, Catalogue catalogue, IOptions<BodySettings> body) : PageModel
{
    public Area Area { get; private set; } = null!;

    public bool Synthetic { get; private set; }

    public DataTable Table { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Area = catalogue.Areas.ByCode[body.Value.Area];
        var latest = await figures.LatestAsync(Area.Code, null, cancel);
        Synthetic = latest.Values.Any(value => catalogue.IsSynthetic(value.Source));
        Table = new DataTable(
            $"Measures with published figures for {Area.Name}",
            [new("Measure"), new("Latest"), new("Publisher"), new("Download")],
            [.. catalogue.Measures.Where(measure => latest.ContainsKey(measure.Key)).Select(measure => (IReadOnlyList<TableCell>)
            [
                new(null, new HtmlContentBuilder().Raw("<a class=\"govuk-link\" href=\"/performance/").Text(measure.Key).Raw("\">").Text(measure.Value.Value.Name).Raw("</a>")),
                new(latest[measure.Key].Period.Words(measure.Value.Value.Frequency)),
                new(catalogue.Sources.TryGetValue(latest[measure.Key].Source, out var source) ? source.Value.Publisher : latest[measure.Key].Source),
                new(null, new HtmlContentBuilder().Raw("<a class=\"govuk-link\" href=\"/data/").Text(measure.Key).Raw(".csv\">CSV<span class=\"govuk-visually-hidden\"> of ").Text(measure.Value.Value.Name).Raw("</span></a>")),
            ])])
        { CaptionClasses = "govuk-visually-hidden" };
    }
}
