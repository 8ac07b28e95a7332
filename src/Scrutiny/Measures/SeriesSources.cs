using Scrutiny.Dashboards;
using Scrutiny.Sources;

namespace Scrutiny.Measures;

/// <summary>Where the points of a series come from.</summary>
public static class SeriesSources
{
    /// <summary>The sources of its points, each once, in the measure's order.</summary>
    /// <param name="series">The series.</param>
    /// <param name="catalogue">The declarations.</param>
    public static IReadOnlyList<Source> Of(JudgedSeries series, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(catalogue);
        var used = series.Values.Select(value => value.Point?.Source).OfType<string>().ToHashSet();
        return [.. series.Measure.Sources.Where(used.Contains).Where(catalogue.Sources.ContainsKey).Select(id => catalogue.Sources[id].Value)];
    }

    /// <summary>Who published its points.</summary>
    /// <param name="series">The series.</param>
    /// <param name="catalogue">The declarations.</param>
    public static string Publishers(JudgedSeries series, Catalogue catalogue) => string.Join("; ", Of(series, catalogue).Select(source => source.Publisher).Distinct());

    /// <summary>Whether any point is made up; then everything that shows it says so.</summary>
    /// <param name="series">The series.</param>
    /// <param name="catalogue">The declarations.</param>
    public static bool AnySynthetic(JudgedSeries series, Catalogue catalogue) => Of(series, catalogue).Any(source => source.Kind == SourceKind.Synthetic);
}
