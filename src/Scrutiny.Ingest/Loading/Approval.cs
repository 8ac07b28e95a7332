using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Releases;

namespace Scrutiny.Ingest.Loading;

/// <summary>What a person decides about a load that waits: the public sees it, or what was known before stands again.</summary>
/// <param name="database">As the ingest role.</param>
/// <param name="catalogue">The declarations.</param>
/// <param name="time">The clock of what is shown; the database's decides.</param>
/// <param name="twoPersons">Whether who brought a load may not approve it. Some sources ask for this themselves.</param>
internal sealed class Approval(NpgsqlDataSource database, Catalogue catalogue, TimeProvider time, bool twoPersons = false)
{
    /// <summary>Who decides on the command line, where nobody signs in.</summary>
    public const string CommandLine = "cli";

    // A rejected load's figures stay in the history of what staff saw; from now on the figures before it hold again.
    private const string TakeBackSql = """
        create temporary table taken_back on commit drop as
        select o.series_id, o.period_from, o.period_to, o.known_from, clock_timestamp() as at from working.observation o where o.load_number = @number and o.known_to = 'infinity'
        union all
        select w.series_id, w.period_from, w.period_to, null, clock_timestamp() from working.withdrawal w
        where w.load_number = @number
          and not exists (select from working.observation o where o.series_id = w.series_id and o.period_from = w.period_from and o.period_to = w.period_to and o.known_to = 'infinity')
          and not exists (
            select from working.withdrawal also join working.load l on l.number = also.load_number
            where also.series_id = w.series_id and also.period_from = w.period_from and also.period_to = w.period_to and also.load_number > @number and l.publication not in ('rejected', 'withdrawn'));

        update working.observation o set known_to = t.at
        from taken_back t
        where o.series_id = t.series_id and o.period_from = t.period_from and o.period_to = t.period_to and o.known_from = t.known_from;

        insert into working.observation (series_id, load_number, period_from, period_to, known_from, released, value, numerator, denominator, status, sheet, row_number, column_number, raw, displayed, counted_rows, counted_ranges)
        select b.series_id, b.load_number, b.period_from, b.period_to, t.at, b.released, b.value, b.numerator, b.denominator, b.status, b.sheet, b.row_number, b.column_number, b.raw, b.displayed, b.counted_rows, b.counted_ranges
        from taken_back t
        cross join lateral (
          -- Of another load that was rejected nothing comes back.
          select o.* from working.observation o join working.load l on l.number = o.load_number
          where o.series_id = t.series_id and o.period_from = t.period_from and o.period_to = t.period_to
            and o.load_number <> @number and l.publication not in ('rejected', 'withdrawn')
          order by o.known_from desc limit 1
        ) b;

        insert into working.series_digest (series_id) select distinct series_id from taken_back;
        """;

    // Who decides at once leaves nothing on the schedule.
    private const string UnscheduleSql = "update working.release set state = 'replaced', ended_at = clock_timestamp(), ended_by = @by, outcome = 'It was decided about at once instead.' where load_id = @load and state = 'scheduled'";

    private const string DecidedSql = """
        update working.load set decided_by = @by, decided_at = clock_timestamp(), decided_reason = @reason where load_id = @load;
        select pg_notify('scrutiny_working', 'load:' || number) from working.load where load_id = @load;
        """;

    /// <summary>Publishes a load that waits.</summary>
    /// <exception cref="SentenceException">There is no such load, or it does not wait.</exception>
    public Task ApproveAsync(string load, CancellationToken cancel) => ApproveAsync(load, CommandLine, CommandLine, cancel);

    /// <summary>Publishes a load that waits.</summary>
    /// <param name="load">The load's label.</param>
    /// <param name="by">Who decides, by name.</param>
    /// <param name="actor">The same for the record, which holds no names.</param>
    /// <param name="cancel">Cancels.</param>
    /// <param name="correction">Why published figures were wrong, for the public; null where the load corrects nothing.</param>
    /// <exception cref="SentenceException">There is no such load, it does not wait, a second person has to approve it, or it corrects nothing that is published.</exception>
    public async Task ApproveAsync(string load, string by, string actor, CancellationToken cancel, string? correction = null)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var (_, corrected) = await PublishAsync(connection, load, by, actor, correction, cancel);
        if (correction is not null && corrected == 0)
        {
            throw SentenceException.Refused("This load changes no figure that is published, so it corrects nothing; approve it without saying that it is a correction.");
        }

        CrashPoints.Pass(CrashPoint.ApprovalBeforeCommit);
        await transaction.CommitAsync(cancel);
        CrashPoints.Pass(CrashPoint.ApprovalCommitted);
    }

    /// <summary>Looks whether this person may let the load be published, and keeps it as it is until the caller's transaction ends.</summary>
    /// <exception cref="SentenceException">There is no such load, it does not wait, or a second person has to approve it.</exception>
    internal async Task<WaitingLoad> CheckAsync(NpgsqlConnection connection, string load, string by, CancellationToken cancel)
    {
        var waiting = await WaitingAsync(connection, load, cancel);
        RefuseOnePerson(waiting, by);
        return waiting;
    }

    /// <summary>Publishes a load in the caller's transaction, which must commit soon: publications and the record wait for it.</summary>
    /// <returns>The publication's number, and how many published figures it corrects where it is a correction.</returns>
    /// <inheritdoc cref="ApproveAsync(string, string, string, CancellationToken, string)"/>
    internal async Task<(long Publication, long Corrected)> PublishAsync(NpgsqlConnection connection, string load, string by, string actor, string? correction, CancellationToken cancel)
    {
        var waiting = await CheckAsync(connection, load, by, cancel);
        // What the file shares with a load that is not published, or was rejected since, is in no row of its own yet.
        if (waiting.State == "quarantined" || (waiting.Unchanged > 0 && await HasUnpublishedBeforeAsync(connection, waiting, cancel)))
        {
            await ReloadAsync(connection, load, waiting, cancel);
        }

        if (catalogue.IsForStaff(waiting.Source))
        {
            await connection.ExecuteAsync(new CommandDefinition("update working.load set publication = 'none' where load_id = @load", new { load }, cancellationToken: cancel));
            await connection.ExecuteAsync(new CommandDefinition(DecidedSql, new { load, by, reason = (string?)null }, cancellationToken: cancel));
            await connection.ExecuteAsync(new CommandDefinition(UnscheduleSql, new { load, by }, cancellationToken: cancel));
            await LoadAudit.DecidedAsync(connection, actor, AuditAct.LoadApproved, load, waiting, cancel);
            return (0, 0);
        }

        var publication = await Publication.CopyAsync(connection, load, at: null, history: false, cancel);
        var corrected = correction is null ? 0 : await Corrections.EnterAsync(connection, load, publication, correction, cancel);
        await connection.ExecuteAsync(new CommandDefinition(DecidedSql, new { load, by, reason = correction }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(UnscheduleSql, new { load, by }, cancellationToken: cancel));
        await LoadAudit.DecidedAsync(connection, actor, AuditAct.LoadApproved, load, waiting, cancel);
        if (corrected > 0)
        {
            await AuditTrail.AppendAsync(connection, actor, AuditAct.LoadCorrected, "load", load, new { Publication = publication, Figures = corrected }, cancel);
        }

        return (publication, corrected);
    }

    /// <summary>Refuses a load that waits.</summary>
    /// <exception cref="SentenceException">There is no such load, or it does not wait.</exception>
    public Task RejectAsync(string load, string reason, CancellationToken cancel) => RejectAsync(load, reason, CommandLine, CommandLine, cancel);

    /// <inheritdoc cref="ApproveAsync(string, string, string, CancellationToken)"/>
    /// <summary>Refuses a load that waits.</summary>
    /// <exception cref="SentenceException">There is no such load, or it does not wait.</exception>
    public async Task RejectAsync(string load, string reason, string by, string actor, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var waiting = await WaitingAsync(connection, load, cancel);
        await Loader.TakeTurnAsync(connection, waiting.Source, cancel);
        await TakeBackAsync(connection, waiting.Number, cancel);
        await connection.ExecuteAsync(new CommandDefinition("update working.load set publication = 'rejected' where load_id = @load", new { load }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(UnscheduleSql, new { load, by }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(DecidedSql, new { load, by, reason }, cancellationToken: cancel));
        await HeldFigures.ForgetAsync(connection, waiting.Source, cancel);
        await LoadAudit.DecidedAsync(connection, actor, AuditAct.LoadRejected, load, waiting, cancel);
        CrashPoints.Pass(CrashPoint.RejectionBeforeCommit);
        await transaction.CommitAsync(cancel);
        CrashPoints.Pass(CrashPoint.RejectionCommitted);
    }

    /// <summary>What was known to staff before a load holds again; the load itself is marked by the caller, in the same transaction and before anything else is read.</summary>
    internal static Task TakeBackAsync(NpgsqlConnection connection, int number, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition(TakeBackSql, new { number }, cancellationToken: cancel));

    /// <summary>Whether two persons are needed for every publication.</summary>
    internal bool TwoPersons => twoPersons;

    private static Task<bool> HasUnpublishedBeforeAsync(NpgsqlConnection connection, WaitingLoad waiting, CancellationToken cancel) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from working.load where source = @Source and number < @Number and state = 'accepted' and publication <> 'published')", waiting, cancellationToken: cancel));

    // Its kept bytes are read again, and this time a person has said that they count: a quarantined file was never merged at all.
    private async Task ReloadAsync(NpgsqlConnection connection, string load, WaitingLoad waiting, CancellationToken cancel)
    {
        using var file = ReceivedFile.Create();
        await FileStore.WriteBackAsync(connection, waiting.FileSha256, file.Path, cancel);
        await new Loader(database, catalogue, time).MergeApprovedAsync(connection, load, waiting, file.Path, cancel);
    }

    // Who brought a file, or typed a figure, can't be the one who finds it good.
    private void RefuseOnePerson(WaitingLoad waiting, string by)
    {
        var always = catalogue.Sources.TryGetValue(waiting.Source, out var source) && source.Value.SecondPerson;
        if ((twoPersons || always) && waiting.BroughtBy is { } brought && string.Equals(brought.Trim(), by.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            throw SentenceException.Refused($"{brought} brought this load, so somebody else has to approve it.");
        }

        if (always && waiting.BroughtBy is null)
        {
            throw SentenceException.Refused($"Nobody is named as having brought this load, and '{waiting.Source}' needs two persons; reject it and have it brought by somebody who is signed in.");
        }
    }

    private static async Task<WaitingLoad> WaitingAsync(NpgsqlConnection connection, string load, CancellationToken cancel)
    {
        var found = await connection.QuerySingleOrDefaultAsync<WaitingLoad>(new CommandDefinition(
            "select number::integer as Number, source as Source, file_sha256 as FileSha256, state as State, publication as Publication, released as Released, unchanged as Unchanged, brought_by as BroughtBy, decided_by as DecidedBy, decided_at as DecidedAt from working.load where load_id = @load for update", new { load }, cancellationToken: cancel));

        return found switch
        {
            null => throw SentenceException.Refused($"There is no load '{load}'; ./scrutiny sources list shows the last one of each source."),
            { Publication: "waiting" } => found,
            { Publication: "published" } => throw SentenceException.Refused($"Load '{load}' is published already{Decided(found)}."),
            { Publication: "none", State: "accepted" } => throw SentenceException.Refused($"Load '{load}' is for staff only: there is nothing to publish."),
            { Publication: "withdrawn" } => throw SentenceException.Refused($"Load '{load}' was published and has been withdrawn; deliver the file again to load it."),
            { Publication: "rejected" } => throw SentenceException.Refused($"Load '{load}' was rejected{Decided(found)}; deliver the file again to load it."),
            _ => throw SentenceException.Refused($"Load '{load}' was refused when it came; correct the file and deliver it again."),
        };
    }

    private static string Decided(WaitingLoad load) => load.DecidedBy is null ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $" by {load.DecidedBy} at {load.DecidedAt:yyyy-MM-dd HH:mm} UTC");
}

/// <summary>A load that waits for a person's decision.</summary>
internal sealed record WaitingLoad(int Number, string Source, string FileSha256, string State, string Publication, DateOnly? Released, long Unchanged, string? BroughtBy, string? DecidedBy, DateTime? DecidedAt);
