using Dapper;
using Npgsql;

namespace Scrutiny.Releases;

/// <summary>A period before an election that has begun: the committed change of state says so, never a clock here.</summary>
/// <param name="Number">The publication's number.</param>
/// <param name="Name">Its name.</param>
/// <param name="StartsAt">Its beginning, UTC.</param>
/// <param name="EndsAt">Its planned end, UTC.</param>
/// <param name="EndedAt">When it ended, UTC; null while it is on.</param>
public sealed record PreElectionPeriod(long Number, string Name, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset? EndedAt)
{
    private const string Sql = """
        select publication_id as Number, name as Name, starts_at as StartsAt, ends_at as EndsAt, ended_at as EndedAt from published.pre_election
        where ended_at is null or not @onlyOn order by publication_id desc limit @limit
        """;

    private const string ExceptionsSql = """
        select publication_id as Period, measure as Measure, job_title as JobTitle, reason as Reason, approved_by_role as ApprovedByRole, approved_at as ApprovedAt, published_at as PublishedAt
        from published.pre_election_exception where publication_id = any(@periods) order by publication_id desc, number
        """;

    /// <summary>The period that is on; null where none is.</summary>
    /// <param name="connection">Open; any role's.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<PreElectionPeriod?> OnAsync(NpgsqlConnection connection, CancellationToken cancel) => await ReadAsync(connection, onlyOn: true, 1, cancel) is [var on, ..] ? on : null;

    /// <summary>All that have begun, newest first.</summary>
    /// <param name="connection">Open; any role's.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<IReadOnlyList<PreElectionPeriod>> AllAsync(NpgsqlConnection connection, CancellationToken cancel) => ReadAsync(connection, onlyOn: false, 50, cancel);

    /// <summary>What was published in spite of some periods; public once they have ended.</summary>
    /// <param name="connection">Open; any role's.</param>
    /// <param name="periods">Their numbers.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<ExceptedNote>> ExceptionsAsync(NpgsqlConnection connection, IEnumerable<long> periods, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<ExceptionRow>(new CommandDefinition(ExceptionsSql, new { periods = periods.ToArray() }, cancellationToken: cancel))).Select(row => new ExceptedNote(
            row.Period, row.Measure, row.JobTitle, row.Reason, row.ApprovedByRole, new DateTimeOffset(row.ApprovedAt, TimeSpan.Zero), row.PublishedAt is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null))];

    private static async Task<IReadOnlyList<PreElectionPeriod>> ReadAsync(NpgsqlConnection connection, bool onlyOn, int limit, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { onlyOn, limit }, cancellationToken: cancel))).Select(row => new PreElectionPeriod(
            row.Number, row.Name, new DateTimeOffset(row.StartsAt, TimeSpan.Zero), new DateTimeOffset(row.EndsAt, TimeSpan.Zero), row.EndedAt is { } end ? new DateTimeOffset(end, TimeSpan.Zero) : null))];

    private sealed record Row(long Number, string Name, DateTime StartsAt, DateTime EndsAt, DateTime? EndedAt);

    private sealed record ExceptionRow(long Period, string Measure, string JobTitle, string Reason, string ApprovedByRole, DateTime ApprovedAt, DateTime? PublishedAt);
}

/// <summary>Commentary that might be published in spite of a period.</summary>
/// <param name="Period">The period.</param>
/// <param name="Measure">Id of the measure that it is on.</param>
/// <param name="JobTitle">Its author's job title.</param>
/// <param name="Reason">Why.</param>
/// <param name="ApprovedByRole">Role of the second person, for example <c>publisher</c>.</param>
/// <param name="ApprovedAt">When, UTC.</param>
/// <param name="PublishedAt">When it was published, UTC; null where it was not.</param>
public sealed record ExceptedNote(long Period, string Measure, string JobTitle, string Reason, string ApprovedByRole, DateTimeOffset ApprovedAt, DateTimeOffset? PublishedAt);
