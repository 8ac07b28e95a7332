using Dapper;
using Npgsql;

namespace Scrutiny.Web.Staff;

/// <summary>What a person may see early, now, by the database's clock. Who was not invited, comes too soon or too late, or was put off finds nothing at all.</summary>
internal sealed class EarlySightings(NpgsqlDataSource database)
{
    private const string Sql = """
        select a.access_id as Access, a.release_id as Release, a.job_title as JobTitle, a.purpose as Purpose, a.from_at as FromAt, a.to_at as ToAt, r.due_at as DueAt, l.load_id as Load, l.number as LoadNumber, l.title as Title, l.source as Source,
               clock_timestamp() as SeenAt
        from working.pre_release a join working.release r using (release_id) join working.load l on l.load_id = r.load_id
        where a.person = @person and r.state = 'scheduled' and a.revoked_at is null and a.from_at <= clock_timestamp() and clock_timestamp() < a.to_at and (@release::bigint is null or r.release_id = @release)
        order by r.due_at, a.access_id
        """;

    private const string FiguresSql = """
        select s.measure as Measure, s.area as Area, s.breakdown as Breakdown, o.period_from as PeriodFrom, o.period_to as PeriodTo, o.value as Value, o.status as Status
        from working.observation o join working.series s using (series_id)
        where o.load_number = @number and o.known_to = 'infinity'
        order by s.measure, s.area, s.breakdown, o.period_from desc limit @limit
        """;

    /// <summary>All that the person may see now.</summary>
    public async Task<IReadOnlyList<EarlySighting>> ReadAsync(StaffPerson person, CancellationToken cancel) => await ReadAsync(person, null, cancel);

    /// <summary>One release; null where the person may not see it now, whatever the reason.</summary>
    public async Task<EarlySighting?> FindAsync(StaffPerson person, long release, CancellationToken cancel) => await ReadAsync(person, release, cancel) is [var first, ..] ? first : null;

    /// <summary>The release's figures.</summary>
    public async Task<IReadOnlyList<EarlyFigure>> FiguresAsync(EarlySighting sight, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<EarlyFigure>(new CommandDefinition(FiguresSql, new { number = sight.LoadNumber, limit }, cancellationToken: cancel))];
    }

    private async Task<IReadOnlyList<EarlySighting>> ReadAsync(StaffPerson person, long? release, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<EarlySighting>(new CommandDefinition(Sql, new { person = person.Account, release }, cancellationToken: cancel))];
    }
}

/// <summary>An access whose window is open.</summary>
internal sealed record EarlySighting(long Access, long Release, string JobTitle, string Purpose, DateTime FromAt, DateTime ToAt, DateTime DueAt, string Load, long LoadNumber, string Title, string Source, DateTime SeenAt);

/// <summary>A figure that is not published yet.</summary>
internal sealed record EarlyFigure(string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, decimal? Value, string Status);
