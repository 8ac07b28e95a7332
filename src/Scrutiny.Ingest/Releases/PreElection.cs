using System.Globalization;
using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Ingest.Loading;
using Scrutiny.Releases;

namespace Scrutiny.Ingest.Releases;

/// <summary>Periods before elections: commentary is held while one is on, by the database's clock, unless a second person made an exception. Figures flow.</summary>
internal static class PreElection
{
    private const string OnSql = """
        select p.period_id as Id, p.name as Name, p.ends_at as EndsAt, x.approved_by as ApprovedBy
        from working.pre_election p left join working.pre_election_exception x on x.period_id = p.period_id and x.note_id = @note
        where p.dropped_at is null and p.starts_at <= coalesce(@at, clock_timestamp()) and coalesce(@at, clock_timestamp()) < p.ends_at
        """;

    private const string SetSql = "insert into working.pre_election (name, starts_at, ends_at, set_by) values (@name, @from, @to, @by) returning period_id";

    private const string OverlapSql = "select name from working.pre_election where dropped_at is null and tstzrange(starts_at, ends_at) && tstzrange(@from, @to) limit 1";

    private const string DropSql = "update working.pre_election set dropped_by = @by, dropped_at = clock_timestamp() where period_id = @period and dropped_at is null and ended_at is null returning period_id";

    private const string ExceptSql = "insert into working.pre_election_exception (period_id, note_id, reason, approved_by, approved_as) values (@period, @note, @reason, @by, @actor)";

    private const string AnyTurnSql = """
        select exists (select from working.pre_election
          where (began_at is null and dropped_at is null and starts_at <= clock_timestamp()) or (began_at is not null and ended_at is null and (ends_at <= clock_timestamp() or dropped_at is not null)))
        """;

    private const string BeginsSql = """
        select period_id as Id, name as Name, starts_at as StartsAt, ends_at as EndsAt, publication_id as Publication from working.pre_election
        where began_at is null and dropped_at is null and starts_at <= clock_timestamp() order by starts_at limit 1 for update
        """;

    private const string BeginSql = """
        insert into published.pre_election (publication_id, name, starts_at, ends_at) values (@publication, @name, @startsAt, @endsAt);
        update working.pre_election set began_at = clock_timestamp(), publication_id = @publication where period_id = @id;
        """;

    private const string EndsSql = """
        select period_id as Id, name as Name, starts_at as StartsAt, ends_at as EndsAt, publication_id as Publication from working.pre_election
        where began_at is not null and ended_at is null and (ends_at <= clock_timestamp() or dropped_at is not null) order by ends_at limit 1 for update
        """;

    // The role and no name, as everywhere on the public's side.
    private const string EndSql = """
        insert into published.pre_election_exception (publication_id, number, measure, job_title, reason, approved_by_role, approved_at, published_at)
        select @publication, row_number() over (order by x.approved_at, x.note_id), n.measure, n.job_title, x.reason, split_part(x.approved_as, '/', 1), x.approved_at, p.published_at
        from working.pre_election_exception x join working.note n using (note_id) left join published.note p on p.publication_id = n.publication_id
        where x.period_id = @id;
        update published.pre_election set ended_at = clock_timestamp() where publication_id = @publication;
        update working.pre_election set ended_at = clock_timestamp() where period_id = @id;
        """;

    /// <summary>Why a note may not be published.</summary>
    /// <param name="connection">As the ingest role.</param>
    /// <param name="note">The note.</param>
    /// <param name="publisher">Who would publish it.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="at">At which moment of the database's clock; null for now.</param>
    /// <returns>One sentence; null where it may be.</returns>
    public static async Task<string?> HeldAsync(NpgsqlConnection connection, long note, string publisher, CancellationToken cancel, DateTime? at = null) =>
        await connection.QuerySingleOrDefaultAsync<Period>(new CommandDefinition(OnSql, new { note, at }, cancellationToken: cancel)) switch
        {
            null => null,
            { ApprovedBy: null } on => $"The pre-election period “{on.Name}” is on until {ReleaseMoment.Words(new DateTimeOffset(on.EndsAt, TimeSpan.Zero))}, and commentary is held; publish it afterwards, or have a second person record an exception with its reason.",
            { ApprovedBy: { } approver } when SamePerson(approver, publisher) => $"{approver} made the exception, so somebody else has to publish it.",
            _ => null,
        };

    /// <exception cref="SentenceException">The times can't be used.</exception>
    public static async Task<string> SetAsync(NpgsqlConnection connection, ReleaseDetail detail, string by, string actor, CancellationToken cancel)
    {
        var (from, to, name) = (detail.From!.Value, detail.To!.Value, detail.Name!.Trim());
        if (to <= from || to <= await ReleasePlan.NowAsync(connection, cancel))
        {
            throw SentenceException.Refused("A pre-election period must end after it begins, and not in the past; change the times.");
        }

        if (await connection.ExecuteScalarAsync<string?>(new CommandDefinition(OverlapSql, new { from = from.UtcDateTime, to = to.UtcDateTime }, cancellationToken: cancel)) is { } other)
        {
            throw SentenceException.Refused($"It overlaps with “{other}”; take that one back first, or change the times.");
        }

        var period = await connection.ExecuteScalarAsync<long>(new CommandDefinition(SetSql, new { name, from = from.UtcDateTime, to = to.UtcDateTime, by }, cancellationToken: cancel));
        await AuditTrail.AppendAsync(connection, actor, AuditAct.PreElectionSet, "period", ReleasePlan.Text(period), new { From = ReleasePlan.Moment(from), To = ReleasePlan.Moment(to) }, cancel);
        return $"Entered: from {ReleaseMoment.Words(from)} to {ReleaseMoment.Words(to)} commentary is held. Figures are published as always.";
    }

    /// <exception cref="SentenceException">It has ended.</exception>
    public static async Task<string> DropAsync(NpgsqlConnection connection, long period, string by, string actor, CancellationToken cancel)
    {
        if (await connection.ExecuteScalarAsync<long?>(new CommandDefinition(DropSql, new { period, by }, cancellationToken: cancel)) is null)
        {
            throw SentenceException.Refused("This period has ended, or was taken back, already.");
        }

        await AuditTrail.AppendAsync(connection, actor, AuditAct.PreElectionDropped, "period", ReleasePlan.Text(period), null, cancel);
        return "It does not hold anything back any more.";
    }

    /// <exception cref="SentenceException">No period is on, the note does not wait, or its author asks.</exception>
    public static async Task<string> ExceptAsync(NpgsqlConnection connection, long note, string reason, string by, string actor, CancellationToken cancel)
    {
        var waiting = await Notes.LockAsync(connection, note, cancel);
        Notes.RefuseDecided(waiting);
        if (SamePerson(waiting.WrittenBy, by))
        {
            throw SentenceException.Refused($"{waiting.WrittenBy} wrote this note, so somebody else has to make the exception.");
        }

        var on = await connection.QuerySingleOrDefaultAsync<Period>(new CommandDefinition(OnSql, new { note, at = (DateTime?)null }, cancellationToken: cancel))
            ?? throw SentenceException.Refused("No pre-election period is on, so no exception is needed.");
        if (on.ApprovedBy is { } before)
        {
            throw SentenceException.Refused($"{before} has made an exception for this note already.");
        }

        await connection.ExecuteAsync(new CommandDefinition(ExceptSql, new { period = on.Id, note, reason, by, actor }, cancellationToken: cancel));
        await AuditTrail.AppendAsync(connection, actor, AuditAct.PreElectionExcepted, "note", ReleasePlan.Text(note), new { Period = on.Id }, cancel);
        return "The exception is recorded, and published with its reason when the period ends. Another person may now publish the note.";
    }

    /// <summary>Begins or ends a period whose moment has come.</summary>
    /// <returns>One sentence for the log; null where none has.</returns>
    public static async Task<string?> TurnAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (!await connection.ExecuteScalarAsync<bool>(new CommandDefinition(AnyTurnSql, cancellationToken: cancel)))
        {
            return null;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await connection.QuerySingleOrDefaultAsync<Turning>(new CommandDefinition(BeginsSql, cancellationToken: cancel)) is { } begins)
        {
            var publication = await Publication.OpenAsync(connection, cancel);
            await connection.ExecuteAsync(new CommandDefinition(BeginSql, new { publication, begins.Name, begins.StartsAt, begins.EndsAt, begins.Id }, cancellationToken: cancel));
            return await CommitAsync(connection, transaction, publication, AuditAct.PreElectionBegan, begins.Id, cancel);
        }

        if (await connection.QuerySingleOrDefaultAsync<Turning>(new CommandDefinition(EndsSql, cancellationToken: cancel)) is { } ends)
        {
            var publication = await Publication.OpenAsync(connection, cancel);
            await connection.ExecuteAsync(new CommandDefinition(EndSql, new { publication = ends.Publication, ends.Id }, cancellationToken: cancel));
            return await CommitAsync(connection, transaction, publication, AuditAct.PreElectionEnded, ends.Id, cancel);
        }

        return null;
    }

    internal static bool SamePerson(string one, string other) => string.Equals(one.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);

    private static async Task<string> CommitAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long publication, AuditAct act, long period, CancellationToken cancel)
    {
        await Publication.RingAsync(connection, publication, cancel);
        await AuditTrail.AppendAsync(connection, LoadAudit.Process, act, "period", ReleasePlan.Text(period), new { Publication = publication }, cancel);
        await transaction.CommitAsync(cancel);
        return string.Create(CultureInfo.InvariantCulture, $"{act.Name()}: period {period}");
    }

    private sealed record Period(long Id, string Name, DateTime EndsAt, string? ApprovedBy);

    private sealed record Turning(long Id, string Name, DateTime StartsAt, DateTime EndsAt, long? Publication);
}
