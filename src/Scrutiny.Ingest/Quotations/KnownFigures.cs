using Dapper;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Quotations;

namespace Scrutiny.Ingest.Quotations;

/// <summary>What is known now of figures, on both sides of the wall: of the first of a measure's sources that holds the period.</summary>
internal sealed class KnownFigures
{
    private const string PublishedSql = """
        select w.place::integer as Place, s.source as Source, o.value as Value
        from unnest(@measures, @areas, @breakdowns, @froms::date[], @tos::date[]) with ordinality as w (measure, area, breakdown, period_from, period_to, place)
        join published.series s on (s.measure, s.area, s.breakdown) = (w.measure, w.area, w.breakdown)
        join published.observation o on o.series_id = s.series_id and o.period_from = w.period_from and o.period_to = w.period_to and o.known_to = 'infinity'
        """;

    private const string WorkingSql = """
        select w.place::integer as Place, s.source as Source, o.value as Value
        from unnest(@measures, @areas, @breakdowns, @froms::date[], @tos::date[]) with ordinality as w (measure, area, breakdown, period_from, period_to, place)
        join working.series s on (s.measure, s.area, s.breakdown) = (w.measure, w.area, w.breakdown)
        join working.observation o on o.series_id = s.series_id and o.period_from = w.period_from and o.period_to = w.period_to and o.known_to = 'infinity'
        """;

    private readonly Dictionary<FigureName, decimal?> published;
    private readonly Dictionary<FigureName, decimal?> working;

    private KnownFigures(Dictionary<FigureName, decimal?> published, Dictionary<FigureName, decimal?> working) => (this.published, this.working) = (published, working);

    /// <summary>What the public sees; null for no figure.</summary>
    public decimal? Published(FigureName figure) => published.GetValueOrDefault(figure);

    /// <summary>What staff see; null for no figure.</summary>
    public decimal? Working(FigureName figure) => working.GetValueOrDefault(figure);

    public static async Task<KnownFigures> ReadAsync(NpgsqlConnection connection, Catalogue catalogue, IReadOnlyList<FigureName> figures, CancellationToken cancel)
    {
        var wanted = new
        {
            measures = figures.Select(figure => figure.Measure).ToArray(),
            areas = figures.Select(figure => figure.Area).ToArray(),
            breakdowns = figures.Select(figure => figure.Breakdown).ToArray(),
            froms = figures.Select(figure => figure.Period.From).ToArray(),
            tos = figures.Select(figure => figure.Period.To).ToArray(),
        };
        return new KnownFigures(
            Chosen(await connection.QueryAsync<Row>(new CommandDefinition(PublishedSql, wanted, cancellationToken: cancel)), catalogue, figures),
            Chosen(await connection.QueryAsync<Row>(new CommandDefinition(WorkingSql, wanted, cancellationToken: cancel)), catalogue, figures));
    }

    private static Dictionary<FigureName, decimal?> Chosen(IEnumerable<Row> rows, Catalogue catalogue, IReadOnlyList<FigureName> figures) => rows
        .Select(row => (Figure: figures[row.Place - 1], row.Value, Rank: catalogue.Measures[figures[row.Place - 1].Measure].Value.Sources.ToList().IndexOf(row.Source)))
        .Where(row => row.Rank >= 0)
        .GroupBy(row => row.Figure)
        .ToDictionary(same => same.Key, same => same.MinBy(row => row.Rank).Value);

    private sealed record Row(int Place, string Source, decimal? Value);
}
