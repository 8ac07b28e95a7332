using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Sources;

namespace Scrutiny.Web.Figures;

/// <summary>Where the points of a series come from.</summary>
internal static class SeriesSources
{
    /// <summary>The sources of its points, each once, in the measure's order.</summary>
    public static IReadOnlyList<Source> Of(JudgedSeries series, Catalogue catalogue)
    {
        var used = series.Values.Select(value => value.Point?.Source).OfType<string>().ToHashSet();
        return [.. series.Measure.Sources.Where(used.Contains).Where(catalogue.Sources.ContainsKey).Select(id => catalogue.Sources[id].Value)];
    }

    /// <summary>Who published its points.</summary>
    public static string Publishers(JudgedSeries series, Catalogue catalogue) => string.Join("; ", Of(series, catalogue).Select(source => source.Publisher).Distinct());

    /// <summary>Whether any point is made up; then everything that shows it says so.</summary>
    public static bool AnySynthetic(JudgedSeries series, Catalogue catalogue) => Of(series, catalogue).Any(source => source.Kind == SourceKind.Synthetic);
}
