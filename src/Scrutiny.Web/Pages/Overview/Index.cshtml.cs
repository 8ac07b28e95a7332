using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Statistics;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Pages.Overview;

/// <summary><c>/</c>: what has really changed, first.</summary>
internal sealed class IndexModel(MeasureFigures figures, Catalogue catalogue, IOptions<BodySettings> body) : PageModel
{
    public Area Area { get; private set; } = null!;

    /// <summary>Measures whose latest figure is a signal.</summary>
    public IReadOnlyList<(string Id, JudgedSeries Series)> Changed { get; private set; } = [];

    /// <summary>Measures whose latest figure is within the usual range, or that have no range.</summary>
    public IReadOnlyList<(string Id, JudgedSeries Series)> Others { get; private set; } = [];

    public bool Synthetic { get; private set; }

    public IReadOnlyList<string> Watched { get; private set; } = [];

    public long Version { get; private set; }

    public double FalseAlarmsExpected { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Area = catalogue.Areas.ByCode[body.Value.Area];
        var all = await figures.AllAsync(Area.Code, null, cancel);
        Watched = [.. all.Keys];
        Version = await figures.VersionAsync(Watched, Area.Code, cancel);
        Synthetic = all.Values.Any(series => SeriesSources.AnySynthetic(series, catalogue));
        Changed = [.. all.Where(entry => entry.Value.Control?.Variation is { } variation && variation != Variation.CommonCause).Select(entry => (entry.Key, entry.Value))];
        Others = [.. all.Where(entry => Changed.All(changed => changed.Id != entry.Key)).Select(entry => (entry.Key, entry.Value))];
        FalseAlarmsExpected = FalseAlarms.Expected(all.Values.Count(series => series.Control?.Variation is not null));
    }

    public string Mark(JudgedSeries series) => SeriesSources.AnySynthetic(series, catalogue) ? "Synthetic data" : "";
}
