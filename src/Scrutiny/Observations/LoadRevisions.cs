using Dapper;
using Npgsql;
using Scrutiny.Periods;

namespace Scrutiny.Observations;

/// <summary>Reads what loads have changed: each value that replaced another of the same source, newest first. For staff: it reads <c>working</c>.</summary>
public static class LoadRevisions
{
    // Starts from the rows that were replaced, which are few. A rejected load gives way to what stood before it: that is no revision.
    private const string Sql = """
        select l.load_id as Load, s.source as Source, s.measure as Measure, s.area as Area, s.breakdown as Breakdown, n.period_from as PeriodFrom, n.period_to as PeriodTo, n.known_from as KnownFrom,
               o.value as OldValue, o.status as OldStatus, n.value as NewValue, n.status as NewStatus
        from working.observation o
        join working.observation n on n.series_id = o.series_id and n.period_from = o.period_from and n.period_to = o.period_to and n.known_from = o.known_to
        join working.load l on l.number = n.load_number and n.load_number > o.load_number
        join working.series s on s.series_id = n.series_id
        -- What is approved after it was shared with a load that waited takes the same value over.
        where o.known_to < 'infinity' and (n.value is distinct from o.value or n.status <> o.status)
          and (@sources::text[] is null or s.source = any(@sources)) and (@load::text is null or l.load_id = @load) and (@measure::text is null or s.measure = @measure)
          and (@from::timestamptz is null or n.known_from >= @from) and (@to::timestamptz is null or n.known_from < @to)
        order by n.known_from desc, s.measure, s.area, s.breakdown, n.period_from desc
        limit @limit offset @offset
        """;

    /// <summary>The revisions that a filter lets through.</summary>
    /// <param name="connection">Open, as a role that reads <c>working</c>.</param>
    /// <param name="filter">Which.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="offset">After so many.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<LoadRevision>> ReadAsync(NpgsqlConnection connection, RevisionFilter filter, int limit, int offset, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return [.. (await connection.QueryAsync<Row>(new CommandDefinition(
            Sql,
            new { sources = filter.Sources?.ToArray(), load = filter.Load, measure = filter.Measure, from = filter.From?.UtcDateTime, to = filter.To?.UtcDateTime, limit, offset },
            cancellationToken: cancel))).Select(row => new LoadRevision(
                row.Load, row.Source, row.Measure, row.Area, row.Breakdown, new Period(row.PeriodFrom, row.PeriodTo), new DateTimeOffset(row.KnownFrom, TimeSpan.Zero),
                row.OldValue, ObservationStatuses.Parse(row.OldStatus), row.NewValue, ObservationStatuses.Parse(row.NewStatus)))];
    }

    private sealed record Row(
        string Load, string Source, string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, DateTime KnownFrom, decimal? OldValue, string OldStatus, decimal? NewValue, string NewStatus);
}

/// <summary>Which revisions to list; what is null does not narrow.</summary>
public sealed record RevisionFilter
{
    /// <summary>Of these sources.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>Of this load.</summary>
    public string? Load { get; init; }

    /// <summary>Of this measure.</summary>
    public string? Measure { get; init; }

    /// <summary>Known from this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Known before this moment.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>A value that a load changed.</summary>
/// <param name="Load">Label of the load.</param>
/// <param name="Source">Id of the source.</param>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Area">ONS code of the area.</param>
/// <param name="Breakdown">Key of the breakdown.</param>
/// <param name="Period">The time it describes.</param>
/// <param name="KnownFrom">When the new value became known, UTC.</param>
/// <param name="Old">The value before; null where a status stood in its place.</param>
/// <param name="OldStatus">Its status.</param>
/// <param name="New">The value after.</param>
/// <param name="NewStatus">Its status.</param>
public sealed record LoadRevision(
    string Load, string Source, string Measure, string Area, string Breakdown, Period Period, DateTimeOffset KnownFrom, decimal? Old, ObservationStatus OldStatus, decimal? New, ObservationStatus NewStatus);
