using Scrutiny.Areas;
using Scrutiny.Dashboards;

namespace Scrutiny.Boards;

/// <summary>Which series a panel shows.</summary>
public static class PanelSeries
{
    /// <summary>The series in the panel's order: every named measure, in every named area, in every named part; for a funnel every force, the board's own first.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="home">The board's own area, whose districts are meant by <c>districts</c>.</param>
    /// <param name="area">That area, or the one that the reader chose.</param>
    /// <param name="breakdown">The part that the reader chose; null for none.</param>
    /// <param name="catalogue">Measures and areas; a name that it does not know gives no series.</param>
    public static IReadOnlyList<SeriesName> Of(Panel panel, string home, string area, string? breakdown, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(catalogue);
        return
        [
            .. from id in MeasuresOf(panel, catalogue)
               where catalogue.Measures.ContainsKey(id)
               from place in AreasOf(panel, home, area, catalogue)
               from part in PartsOf(panel, id, breakdown, catalogue)
               select new SeriesName(id, place, part),
        ];
    }

    /// <summary>The codes that a list of areas stands for.</summary>
    /// <param name="areas">ONS codes, or <c>districts</c>.</param>
    /// <param name="within">The area whose districts are meant.</param>
    /// <param name="catalogue">The areas.</param>
    public static IEnumerable<string> Places(IEnumerable<string> areas, string within, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(areas);
        ArgumentNullException.ThrowIfNull(catalogue);
        return areas.SelectMany(code => code == Panel.Districts
            ? catalogue.Areas.ByCode.Values.Where(place => place.Kind == AreaKind.District && place.Parent == within).OrderBy(place => place.Name, StringComparer.Ordinal).Select(place => place.Code)
            : [code]);
    }

    // A funnel needs what a rate counts, too, to know how large each force is.
    private static IEnumerable<string> MeasuresOf(Panel panel, Catalogue catalogue) =>
        panel.Type == PanelType.Funnel && catalogue.Measures.GetValueOrDefault(panel.Measure ?? "")?.Value.Comparability.Numerator is { } counted ? [panel.Measure!, counted] : panel.NamedMeasures();

    private static IEnumerable<string> AreasOf(Panel panel, string home, string area, Catalogue catalogue) =>
        panel.Type == PanelType.Funnel ? catalogue.Areas.ByCode.Values.Where(place => place.Kind == AreaKind.Force && place.Code != home).OrderBy(place => place.Name, StringComparer.Ordinal).Select(place => place.Code).Prepend(home)
        : panel.Areas.Count > 0 ? Places(panel.Areas, home, catalogue)
        : [panel.Area ?? area];

    private static IEnumerable<string> PartsOf(Panel panel, string id, string? chosen, Catalogue catalogue)
    {
        var parts = catalogue.Measures[id].Value.Breakdowns;
        if (panel.Breakdowns.Count > 0)
        {
            return panel.Breakdowns.SelectMany(key => key == Panel.AllParts ? parts.Where(part => part.Parent is null).Select(part => part.Key) : [key]);
        }

        return [panel.Breakdown ?? (chosen is not null && parts.Any(part => part.Key == chosen) ? chosen : SeriesName.Total)];
    }
}
