using Dapper;
using Npgsql;
using Scrutiny.Ingest.Checking;
using Scrutiny.Ingest.Mapping;

namespace Scrutiny.Ingest.Loading;

/// <summary>The latest values of a source's series before a load, for checks that look for unusual change.</summary>
internal sealed class KnownValues : IKnownValues
{
    private readonly Dictionary<(string Measure, string Area, string Breakdown), List<(DateOnly From, DateOnly To, decimal Value)>> latest = [];

    public decimal? At(in Figure figure)
    {
        var period = figure.Period;
        return Of(figure).Where(known => known.From == period.From && known.To == period.To).Select(known => (decimal?)known.Value).FirstOrDefault();
    }

    public (DateOnly To, decimal Value)? Before(in Figure figure)
    {
        var end = figure.Period.To;
        return Of(figure).Where(known => known.To < end).Select(known => ((DateOnly, decimal)?)(known.To, known.Value)).FirstOrDefault();
    }

    public static async Task<KnownValues> ReadAsync(NpgsqlConnection connection, string source, int load, IReadOnlyList<string> measures, CancellationToken cancel)
    {
        var known = new KnownValues();
        if (measures.Count == 0)
        {
            return known;
        }

        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            """
            select measure as Measure, area as Area, breakdown as Breakdown, period_from as PeriodFrom, period_to as PeriodTo, value as Value
            from (select s.measure, s.area, s.breakdown, o.period_from, o.period_to, o.value, row_number() over (partition by series_id order by o.period_to desc) as nth
                  from working.series s join working.observation o using (series_id)
                  where s.source = @source and s.measure = any(@measures) and o.known_to = 'infinity' and o.load_number <> @load and o.value is not null) numbered
            where nth <= 3
            order by period_to desc
            """,
            new { source, load, measures = measures.ToArray() },
            cancellationToken: cancel));
        foreach (var row in rows)
        {
            var key = (row.Measure, row.Area, row.Breakdown);
            if (!known.latest.TryGetValue(key, out var values))
            {
                known.latest[key] = values = [];
            }

            values.Add((row.PeriodFrom, row.PeriodTo, row.Value));
        }

        return known;
    }

    private List<(DateOnly From, DateOnly To, decimal Value)> Of(in Figure figure) => latest.GetValueOrDefault((figure.Measure, figure.Area, figure.Breakdown), []);

    private sealed record Row(string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, decimal Value);
}
