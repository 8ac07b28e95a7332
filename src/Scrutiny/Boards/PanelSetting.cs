using Scrutiny.Comparisons;
using Scrutiny.Dashboards;
using Scrutiny.Measures;

namespace Scrutiny.Boards;

/// <summary>What a panel needs besides its series, found once for its picture, its words and its table.</summary>
/// <param name="Split">The event at which a before-after panel is split; null for any other panel, and where it is gone.</param>
/// <param name="Compared">The comparison of a funnel panel; null for any other panel, and where there is nothing to compare.</param>
public sealed record PanelSetting(Annotation? Split, ForcesCompared? Compared)
{
    /// <summary>The setting of a panel.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="series">Its series in order.</param>
    /// <param name="catalogue">Annotations and groups of forces.</param>
    public static PanelSetting Of(Panel panel, IReadOnlyList<BoardSeries> series, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(catalogue);
        return new PanelSetting(
            panel.Event is { } id ? catalogue.Annotations.GetValueOrDefault(id)?.Value : null,
            panel.Type == PanelType.Funnel && series.Count > 0 ? ForceFunnel.Of(series, catalogue) : null);
    }
}
