using Dapper;
using Npgsql;
using Scrutiny.Boards;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;

namespace Scrutiny.BoardReadings;

/// <summary>Reads every series of a board in one question to the database, from one snapshot.</summary>
/// <param name="database">With a search path of <c>published</c>, or of <c>working</c> for staff.</param>
/// <param name="catalogue">The declarations as the readers may know them.</param>
/// <param name="waiting">Whether figures that wait for approval are marked; only the working side holds any.</param>
public sealed class BoardFigures(NpgsqlDataSource database, Catalogue catalogue, bool waiting)
{
    private string Sql { get; } = $"""
        select distinct on (asked.place, o.period_from, o.period_to)
               asked.place as Place, o.period_from as PeriodFrom, o.period_to as PeriodTo, o.value as Value, o.numerator as Numerator, o.denominator as Denominator,
               o.status as Status, o.known_from as KnownFrom, s.source as Source, o.observation_id as Receipt,
               {(waiting ? "exists (select from load l where l.number = o.load_number and l.publication = 'waiting')" : "false")} as Waiting
        from unnest(@places, @measures, @areas, @parts) as asked(place, measure, area, breakdown)
        join series s on s.measure = asked.measure and s.area = asked.area and s.breakdown = asked.breakdown
        join unnest(@declaredMeasures, @declaredSources, @ranks) as declared(measure, source, rank) on declared.measure = s.measure and declared.source = s.source
        join observation o on o.series_id = s.series_id
        where o.known_from <= coalesce(@asKnown::timestamptz, 'infinity') and o.known_to > coalesce(@asKnown::timestamptz, now())
        order by asked.place, o.period_from, o.period_to, declared.rank;
        select coalesce(max(publication_id), 0) from published.publication_series where measure = any(@measures) and area = any(@areas)
        """;

    /// <summary>The series as known at a moment, each judged, and the number of the last publication that changed any of them.</summary>
    /// <param name="names">The series.</param>
    /// <param name="events">Ids of the events that charts mark; empty for all that concern a measure. A break is always marked.</param>
    /// <param name="asKnown">The moment; null for now.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<BoardReading> ReadAsync(IReadOnlyCollection<SeriesName> names, IReadOnlyList<string> events, DateTimeOffset? asKnown, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(events);
        var asked = names.Where(name => catalogue.Measures.ContainsKey(name.Measure) && catalogue.Areas.ByCode.ContainsKey(name.Area)).Distinct().ToList();
        if (asked.Count == 0)
        {
            return new BoardReading(new Dictionary<SeriesName, BoardSeries>(), 0);
        }

        var declared = asked.Select(name => name.Measure).Distinct().SelectMany(measure => catalogue.Measures[measure].Value.Sources.Select((source, rank) => (measure, source, rank))).ToList();
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            Sql,
            new
            {
                places = Enumerable.Range(0, asked.Count).ToArray(),
                measures = asked.Select(name => name.Measure).ToArray(),
                areas = asked.Select(name => name.Area).ToArray(),
                parts = asked.Select(name => name.Breakdown).ToArray(),
                declaredMeasures = declared.Select(row => row.measure).ToArray(),
                declaredSources = declared.Select(row => row.source).ToArray(),
                ranks = declared.Select(row => row.rank).ToArray(),
                asKnown = asKnown?.UtcDateTime,
            },
            cancellationToken: cancel));
        var rows = (await answers.ReadAsync<Row>()).ToLookup(row => row.Place);
        var version = await answers.ReadSingleAsync<long>();

        return new BoardReading(asked.Select((name, place) => SeriesOf(name, [.. rows[place]], events)).ToDictionary(series => series.Name), version);
    }

    private BoardSeries SeriesOf(SeriesName name, IReadOnlyList<Row> rows, IReadOnlyList<string> events)
    {
        var marked = catalogue.AnnotationsOf(name.Measure).Where(annotation => annotation.Kind != AnnotationKind.Event || events.Count == 0 || events.Any(id => catalogue.Annotations[id].Value == annotation));
        var judged = JudgedSeries.Of(catalogue.Measures[name.Measure].Value, [.. rows.Select(row => new SeriesPoint(
            new Period(row.PeriodFrom, row.PeriodTo), row.Value, row.Numerator, row.Denominator, ObservationStatuses.Parse(row.Status), new DateTimeOffset(row.KnownFrom, TimeSpan.Zero), row.Source, row.Receipt))],
            new SeriesSetting { Area = name.Area, Breakdown = name.Breakdown, Annotations = [.. marked] });

        return new BoardSeries(name, catalogue.Areas.ByCode[name.Area], judged)
        {
            Publishers = SeriesSources.Publishers(judged, catalogue),
            Synthetic = SeriesSources.AnySynthetic(judged, catalogue),
            Waiting = rows.Where(row => row.Waiting).Select(row => row.Receipt).ToHashSet(),
        };
    }

    private sealed record Row(
        int Place, DateOnly PeriodFrom, DateOnly PeriodTo, decimal? Value, decimal? Numerator, decimal? Denominator, string Status, DateTime KnownFrom, string Source, long Receipt, bool Waiting);
}

/// <summary>Every series of a board, from one snapshot.</summary>
/// <param name="Series">By name; one without a figure is there with no values.</param>
/// <param name="Version">The number of the last publication that changed any of them; 0 where none did.</param>
public sealed record BoardReading(IReadOnlyDictionary<SeriesName, BoardSeries> Series, long Version);
