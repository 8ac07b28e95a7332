using Dapper;
using Npgsql;
using Scrutiny.Areas;
using Scrutiny.Comparisons;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;

namespace Scrutiny.Web.Figures;

/// <summary>Reads one measure for every force in one period.</summary>
internal sealed class ComparedFigures(NpgsqlDataSource database, Catalogue catalogue)
{
    private const int MostPeriods = 24;

    // The measure itself first, and the measure that its rate counts second; of each force the first declared source that holds the period.
    private const string Sql = """
        select distinct on (s.measure, s.area) s.measure as Measure, s.area as Area, o.value as Value, o.numerator as Numerator, o.denominator as Denominator, o.status as Status,
               s.source as Source, o.observation_id as Receipt
        from series s
        join observation o using (series_id)
        join unnest(@measures, @sources, @ranks) as declared(measure, source, rank) on declared.measure = s.measure and declared.source = s.source
        where s.breakdown = 'total' and s.area = any(@forces) and o.period_from = @from and o.period_to = @to
          and o.known_from <= coalesce(@asKnown::timestamptz, 'infinity') and o.known_to > coalesce(@asKnown::timestamptz, now())
        order by s.measure, s.area, declared.rank
        """;

    private const string PeriodsSql = """
        select o.period_from as PeriodFrom, o.period_to as PeriodTo
        from series s join observation o using (series_id)
        where s.measure = @measure and s.breakdown = 'total' and s.area = any(@forces) and s.source = any(@sources) and o.value is not null
          and o.known_from <= coalesce(@asKnown::timestamptz, 'infinity') and o.known_to > coalesce(@asKnown::timestamptz, now())
        group by o.period_from, o.period_to
        having bool_or(s.area = @own) and count(distinct s.area) > 1
        order by o.period_to desc, o.period_from
        limit @limit
        """;

    private const string VersionSql = "select coalesce(max(publication_id), 0) from published.publication_series where measure = @measure and area = @own";

    /// <summary>The comparison for a period, and the periods that there are.</summary>
    /// <param name="id">Id of a measure that may be compared.</param>
    /// <param name="own">The force that it is about.</param>
    /// <param name="period">Key of the period; null for the latest.</param>
    /// <param name="asKnown">The moment; null for now.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<ComparisonReading> ReadAsync(string id, Area own, string? period, DateTimeOffset? asKnown, CancellationToken cancel)
    {
        var measure = catalogue.Measures[id].Value;
        var forces = catalogue.Areas.ByCode.Values.Where(area => area.Kind == AreaKind.Force).ToList();
        var codes = forces.Select(force => force.Code).ToArray();
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var periods = (await connection.QueryAsync<(DateOnly From, DateOnly To)>(new CommandDefinition(
                PeriodsSql, new { measure = id, own = own.Code, forces = codes, sources = measure.Sources.ToArray(), asKnown = asKnown?.UtcDateTime, limit = MostPeriods }, cancellationToken: cancel)))
            .Select(row => new Period(row.From, row.To)).ToList();
        var version = await connection.ExecuteScalarAsync<long>(new CommandDefinition(VersionSql, new { measure = id, own = own.Code }, cancellationToken: cancel));
        if (periods.Count == 0 || (period is { Length: > 0 } && periods.TrueForAll(known => known.Key(measure.Frequency) != period)))
        {
            return new ComparisonReading(null, periods, version);
        }

        var chosen = period is { Length: > 0 } ? periods.First(known => known.Key(measure.Frequency) == period) : periods[0];
        var declared = new[] { id, measure.Comparability.Numerator }.OfType<string>().Distinct().SelectMany(name => catalogue.Measures[name].Value.Sources.Select((source, rank) => (name, source, rank))).ToList();
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(
            Sql,
            new
            {
                measures = declared.Select(row => row.name).ToArray(), sources = declared.Select(row => row.source).ToArray(), ranks = declared.Select(row => row.rank).ToArray(),
                forces = codes, from = chosen.From, to = chosen.To, asKnown = asKnown?.UtcDateTime,
            },
            cancellationToken: cancel))).ToLookup(row => (row.Measure, row.Area));
        var figures = forces.Select(force => FigureOf(force, rows[(id, force.Code)].FirstOrDefault(), measure.Comparability.Numerator is { } counted ? rows[(counted, force.Code)].FirstOrDefault() : null));

        return new ComparisonReading(ForcesCompared.Of(measure, chosen, own, catalogue.Groups.FirstOrDefault(group => group.Of == own.Code), figures), periods, version);
    }

    private static ForceFigure FigureOf(Area force, Row? row, Row? counted)
    {
        var (numerator, denominator) = ForceFigure.BaseOf(row?.Value, row?.Numerator, row?.Denominator, counted?.Value);

        return new ForceFigure(force, row?.Value, numerator, denominator, ObservationStatuses.Parse(row?.Status ?? "not-available"), row?.Source, row?.Receipt);
    }

    private sealed record Row(string Measure, string Area, decimal? Value, decimal? Numerator, decimal? Denominator, string Status, string Source, long Receipt);
}

/// <summary>What can be compared.</summary>
/// <param name="Compared">The comparison; null where the period is not among those that there are.</param>
/// <param name="Periods">Periods for which the force and at least one other have figures, latest first.</param>
/// <param name="Version">The number of the last publication that changed the force's figures; 0 where none did.</param>
internal sealed record ComparisonReading(ForcesCompared? Compared, IReadOnlyList<Period> Periods, long Version);
