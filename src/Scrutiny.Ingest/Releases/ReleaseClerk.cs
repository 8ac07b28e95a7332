using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Releases;

namespace Scrutiny.Ingest.Releases;

/// <summary>
/// Carries out what is due by the database's clock: a release, or the beginning or end of a period before an election. Each is one
/// transaction that looks again under a lock, so that however many processes run, and however late, it happens once.
/// </summary>
internal sealed class ReleaseClerk(NpgsqlDataSource database, Catalogue catalogue, Approval approval)
{
    private readonly Notes notes = new(catalogue, approval.TwoPersons);

    private const string DueSql = "select release_id as Id, load_id as Load, note_id as Note from working.release where state = 'scheduled' and due_at <= clock_timestamp() order by due_at, release_id limit 1";

    // What is released is locked before its release, as by everybody who decides about it.
    private const string LockSql = "select load_id from working.load where load_id = @Load for update; select note_id from working.note where note_id = @Note for update;";

    private const string ClaimSql = """
        select due_at as DueAt, correction as Correction, scheduled_by as By, scheduled_as as Actor from working.release
        where release_id = @Id and state = 'scheduled' and due_at <= clock_timestamp() for no key update
        """;

    private const string EndSql = """
        update working.release set state = @state, ended_at = clock_timestamp(), ended_by = @by, outcome = @outcome where release_id = @release;
        select pg_notify('scrutiny_working', 'load:' || l.number) from working.release r join working.load l using (load_id) where r.release_id = @release;
        """;

    private const string PublishedSql = """
        insert into published.release (publication_id, title, due_at, published_at)
        select @publication, coalesce((select l.title from published.load l where l.publication_id = @publication), 'Commentary'), @due, p.published_at from published.publication p where p.publication_id = @publication;

        insert into published.release_access (publication_id, number, job_title, purpose, from_at, to_at)
        select @publication, row_number() over (order by from_at, access_id), job_title, purpose, from_at, least(to_at, coalesce(revoked_at, to_at))
        from working.pre_release where release_id = @release and (revoked_at is null or revoked_at > from_at);
        """;

    private const string NextSql = "select extract(epoch from min(due_at) - clock_timestamp())::double precision from working.release where state = 'scheduled'";

    /// <summary>Does one thing that is due.</summary>
    /// <returns>What it did, one sentence for the log without names or figures; null when nothing was due.</returns>
    public async Task<string?> ServeOneAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await PreElection.TurnAsync(connection, cancel) is { } turned)
        {
            return turned;
        }

        if (await connection.QuerySingleOrDefaultAsync<Due>(new CommandDefinition(DueSql, cancellationToken: cancel)) is not { } due)
        {
            return null;
        }

        try
        {
            return await ReleaseAsync(connection, due, cancel);
        }
        catch (SentenceException refusal)
        {
            return await EndAsync(connection, due, refusal.Message, cancel);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or NpgsqlException { IsTransient: true } or IOException))
        {
            // It must not stand in the way of what is due after it.
            return await EndAsync(connection, due, $"This could not be done because of a fault of the program ({fault.GetType().Name}); nothing was published.", cancel);
        }
    }

    /// <summary>Seconds until the next release, by the database's clock; null where none is planned.</summary>
    public async Task<double?> SecondsToNextAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<double?>(new CommandDefinition(NextSql, cancellationToken: cancel));
    }

    private async Task<string?> ReleaseAsync(NpgsqlConnection connection, Due due, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await ClaimAsync(connection, due, cancel) is not { } claimed)
        {
            return "a release that was due was carried out, or changed, by another process";
        }

        long publication;
        if (due.Load is { } load)
        {
            (publication, _) = await approval.PublishAsync(connection, load, claimed.By, claimed.Actor, claimed.Correction, cancel);
        }
        else
        {
            if (await PreElection.HeldAsync(connection, due.Note!.Value, claimed.By, cancel) is { } held)
            {
                await transaction.RollbackAsync(cancel);
                return await EndAsync(connection, due, held, cancel, "held");
            }

            publication = await notes.PublishAsync(connection, due.Note.Value, claimed.Correction, claimed.By, claimed.Actor, cancel);
        }

        var at = new DateTimeOffset(claimed.DueAt, TimeSpan.Zero);
        await connection.ExecuteAsync(new CommandDefinition(PublishedSql, new { publication, release = due.Id, due = claimed.DueAt }, cancellationToken: cancel));
        var late = ReleaseMoment.Late(at, await ReleasePlan.NowAsync(connection, cancel));
        await connection.ExecuteAsync(new CommandDefinition(
            EndSql,
            new { release = due.Id, state = "published", by = claimed.By, outcome = late is null ? "Published at its moment." : $"Published {late}: the program was not running, or was busy, at its moment." },
            cancellationToken: cancel));
        CrashPoints.Pass(CrashPoint.ReleaseBeforeCommit);
        await transaction.CommitAsync(cancel);
        CrashPoints.Pass(CrashPoint.ReleaseCommitted);
        return $"release {ReleasePlan.Text(due.Id)} published{(late is null ? "" : ", " + late)}";
    }

    private static async Task<string?> EndAsync(NpgsqlConnection connection, Due due, string sentence, CancellationToken cancel, string state = "failed")
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await ClaimAsync(connection, due, cancel) is not { } claimed)
        {
            return "a release that was due was carried out, or changed, by another process";
        }

        await connection.ExecuteAsync(new CommandDefinition(EndSql, new { release = due.Id, state, by = claimed.By, outcome = sentence }, cancellationToken: cancel));
        await AuditTrail.AppendAsync(connection, LoadAudit.Process, AuditAct.ReleaseHeld, "release", ReleasePlan.Text(due.Id), new { State = state }, cancel);
        await transaction.CommitAsync(cancel);
        return $"release {ReleasePlan.Text(due.Id)} {state}";
    }

    private static async Task<Claimed?> ClaimAsync(NpgsqlConnection connection, Due due, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition(LockSql, due, cancellationToken: cancel));
        return await connection.QuerySingleOrDefaultAsync<Claimed>(new CommandDefinition(ClaimSql, due, cancellationToken: cancel));
    }

    private sealed record Due(long Id, string? Load, long? Note);

    private sealed record Claimed(DateTime DueAt, string? Correction, string By, string Actor);
}
