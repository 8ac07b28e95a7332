using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Parsing;

/// <summary>All that a parser needs to know of <c>dashboards/</c>.</summary>
internal sealed record ParserRules(string SourceId, Source Source, IReadOnlyDictionary<string, Measure> Measures, IReadOnlyCollection<Area> Areas)
{
    public static ParserRules Of(Declaration<Source> source, Catalogue catalogue) =>
        new(source.Id, source.Value, catalogue.Measures.ToDictionary(measure => measure.Key, measure => measure.Value.Value), [.. catalogue.Areas.ByCode.Values]);

    /// <summary>The part of the catalogue that reading needs.</summary>
    public (Declaration<Source> Source, Catalogue Catalogue) Declared()
    {
        var source = new Declaration<Source>(SourceId, "", "", Source);
        var measures = Measures.ToDictionary(measure => measure.Key, measure => new Declaration<Measure>(measure.Key, "", "", measure.Value));
        return (source, new Catalogue(measures, new Dictionary<string, Declaration<Source>> { [SourceId] = source }, new AreaNames(Areas), []));
    }
}
