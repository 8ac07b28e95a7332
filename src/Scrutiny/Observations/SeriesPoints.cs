using Dapper;
using Npgsql;
using Scrutiny.Periods;

namespace Scrutiny.Observations;

/// <summary>Reads the points of a series as they were known at a moment. The connection's search path decides between working and published figures.</summary>
public static class SeriesPoints
{
    private const string Sql = """
        select distinct on (o.period_from, o.period_to)
               o.period_from as PeriodFrom, o.period_to as PeriodTo, o.value as Value, o.numerator as Numerator, o.denominator as Denominator,
               o.status as Status, o.known_from as KnownFrom, s.source as Source, o.observation_id as Receipt
        from series s
        join observation o using (series_id)
        where s.measure = @measure and s.area = @area and s.breakdown = @breakdown and s.source = any(@sources)
          and o.known_from <= coalesce(@asKnown::timestamptz, 'infinity') and o.known_to > coalesce(@asKnown::timestamptz, now())
          and o.period_to >= coalesce(@from::date, '-infinity'::date) and o.period_from <= coalesce(@to::date, 'infinity'::date)
        order by o.period_from, o.period_to, array_position(@sources, s.source)
        """;

    /// <summary>The points in order of period, one a period: of the first of the sources that holds it.</summary>
    /// <param name="connection">Open, with a search path of <c>working</c> or <c>published</c>.</param>
    /// <param name="measure">The measure's id.</param>
    /// <param name="area">The area's ONS code.</param>
    /// <param name="breakdown">The breakdown's key; <c>total</c> for all.</param>
    /// <param name="sources">The measure's sources in order.</param>
    /// <param name="asKnown">The moment; null for now.</param>
    /// <param name="from">First day of interest; null for all.</param>
    /// <param name="to">Last day of interest; null for all.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<SeriesPoint>> ReadAsync(
        NpgsqlConnection connection, string measure, string area, string breakdown, IReadOnlyList<string> sources, DateTimeOffset? asKnown = null, DateOnly? from = null, DateOnly? to = null, CancellationToken cancel = default)
    {
        var rows = await connection.QueryAsync<SeriesRow>(new CommandDefinition(
            Sql, new { measure, area, breakdown, sources = sources.ToArray(), asKnown = asKnown?.UtcDateTime, from, to }, cancellationToken: cancel));

        return [.. rows.Select(row => new SeriesPoint(
            new Period(row.PeriodFrom, row.PeriodTo), row.Value, row.Numerator, row.Denominator, ObservationStatuses.Parse(row.Status), new DateTimeOffset(row.KnownFrom, TimeSpan.Zero), row.Source, row.Receipt))];
    }

    private sealed record SeriesRow(DateOnly PeriodFrom, DateOnly PeriodTo, decimal? Value, decimal? Numerator, decimal? Denominator, string Status, DateTime KnownFrom, string Source, long Receipt);
}

/// <summary>One value of a series as known at a moment.</summary>
/// <param name="Period">The time it describes.</param>
/// <param name="Value">The value in the measure's unit; null where the status stands in its place.</param>
/// <param name="Numerator">What a percentage or rate counts, where held.</param>
/// <param name="Denominator">What it is taken of, where held.</param>
/// <param name="Status">Quality, or why there is no value.</param>
/// <param name="KnownFrom">Since when it is known, UTC.</param>
/// <param name="Source">Id of its source.</param>
/// <param name="Receipt">Id of its receipt.</param>
public sealed record SeriesPoint(
    Period Period, decimal? Value, decimal? Numerator, decimal? Denominator, ObservationStatus Status, DateTimeOffset KnownFrom, string Source, long Receipt);
