using Dapper;
using Npgsql;
using Scrutiny.Periods;

namespace Scrutiny.Observations;

/// <summary>Reads what has changed in a series within one source since it first became known.</summary>
public static class Revisions
{
    private const string Sql = """
        select o.period_from as PeriodFrom, o.period_to as PeriodTo, s.source as Source, o.value as OldValue, o.status as OldStatus, o.known_from as OldKnownFrom, o.observation_id as OldReceipt,
               n.value as NewValue, n.status as NewStatus, n.known_from as NewKnownFrom, n.observation_id as NewReceipt
        from series s
        join observation o using (series_id)
        join observation n on n.series_id = o.series_id and n.period_from = o.period_from and n.period_to = o.period_to and n.known_from = o.known_to
        where s.measure = @measure and s.area = @area and s.breakdown = @breakdown and n.known_from <= coalesce(@asKnown::timestamptz, 'infinity')
          and (n.value is distinct from o.value)
        order by n.known_from desc, o.period_from desc
        """;

    /// <summary>The changes of value, newest first.</summary>
    /// <param name="connection">Open, with a search path of <c>working</c> or <c>published</c>.</param>
    /// <param name="measure">The measure's id.</param>
    /// <param name="area">The area's ONS code.</param>
    /// <param name="breakdown">The breakdown's key.</param>
    /// <param name="asKnown">Changes up to this moment; null for all.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<RevisedValue>> ReadAsync(NpgsqlConnection connection, string measure, string area, string breakdown, DateTimeOffset? asKnown, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { measure, area, breakdown, asKnown = asKnown?.UtcDateTime }, cancellationToken: cancel))).Select(row => new RevisedValue(
            new Period(row.PeriodFrom, row.PeriodTo), row.Source,
            new KnownValue(row.OldValue, ObservationStatuses.Parse(row.OldStatus), new DateTimeOffset(row.OldKnownFrom, TimeSpan.Zero), row.OldReceipt),
            new KnownValue(row.NewValue, ObservationStatuses.Parse(row.NewStatus), new DateTimeOffset(row.NewKnownFrom, TimeSpan.Zero), row.NewReceipt)))];

    private sealed record Row(
        DateOnly PeriodFrom, DateOnly PeriodTo, string Source, decimal? OldValue, string OldStatus, DateTime OldKnownFrom, long OldReceipt, decimal? NewValue, string NewStatus, DateTime NewKnownFrom, long NewReceipt);
}

/// <summary>A value that changed within one source.</summary>
/// <param name="Period">The time it describes.</param>
/// <param name="Source">Id of the source.</param>
/// <param name="Old">What was known before.</param>
/// <param name="New">What replaced it.</param>
public sealed record RevisedValue(Period Period, string Source, KnownValue Old, KnownValue New);

/// <summary>A value and since when it was known.</summary>
/// <param name="Value">The value; null where the status stands in its place.</param>
/// <param name="Status">Its status.</param>
/// <param name="KnownFrom">Since when, UTC.</param>
/// <param name="Receipt">Id of its receipt.</param>
public sealed record KnownValue(decimal? Value, ObservationStatus Status, DateTimeOffset KnownFrom, long Receipt);
