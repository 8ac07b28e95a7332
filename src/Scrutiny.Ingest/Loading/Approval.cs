using Dapper;
using Npgsql;
using Scrutiny.Dashboards;

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
        select o.*, clock_timestamp() as at from working.observation o where o.load_id = @load and o.known_to = 'infinity';

        update working.observation o set known_to = t.at from taken_back t where o.observation_id = t.observation_id;

        insert into working.observation (series_id, source, period_from, period_to, value, numerator, denominator, status, known_from, released, load_id, sheet, row_number, column_number, raw, displayed)
        select b.series_id, b.source, b.period_from, b.period_to, b.value, b.numerator, b.denominator, b.status, t.at, b.released, b.load_id, b.sheet, b.row_number, b.column_number, b.raw, b.displayed
        from taken_back t
        cross join lateral (
          -- Of another load that was rejected nothing comes back.
          select o.* from working.observation o join working.load l using (load_id)
          where o.series_id = t.series_id and o.period_from = t.period_from and o.period_to = t.period_to and o.source = t.source
            and o.load_id <> @load and l.publication <> 'rejected'
          order by o.known_from desc limit 1
        ) b;

        update working.load set publication = 'rejected' where load_id = @load;
        """;

    private const string DecidedSql = """
        update working.load set decided_by = @by, decided_at = clock_timestamp(), decided_reason = @reason where load_id = @load;
        select pg_notify('scrutiny_working', 'load:' || number) from working.load where load_id = @load;
        """;

    /// <summary>Publishes a load that waits.</summary>
    /// <exception cref="SentenceException">There is no such load, or it does not wait.</exception>
    public Task ApproveAsync(string load, CancellationToken cancel) => ApproveAsync(load, CommandLine, cancel);

    /// <summary>Publishes a load that waits.</summary>
    /// <exception cref="SentenceException">There is no such load, it does not wait, or a second person has to approve it.</exception>
    public async Task ApproveAsync(string load, string by, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var waiting = await WaitingAsync(connection, load, cancel);
        RefuseOnePerson(waiting, by);
        if (waiting.State == "quarantined")
        {
            await ReloadAsync(connection, load, waiting, cancel);
        }

        await Publication.CopyAsync(connection, load, at: null, history: false, cancel);
        await connection.ExecuteAsync(new CommandDefinition(DecidedSql, new { load, by, reason = (string?)null }, cancellationToken: cancel));
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Refuses a load that waits.</summary>
    /// <exception cref="SentenceException">There is no such load, or it does not wait.</exception>
    public Task RejectAsync(string load, string reason, CancellationToken cancel) => RejectAsync(load, reason, CommandLine, cancel);

    /// <summary>Refuses a load that waits.</summary>
    /// <exception cref="SentenceException">There is no such load, or it does not wait.</exception>
    public async Task RejectAsync(string load, string reason, string by, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await WaitingAsync(connection, load, cancel);
        await connection.ExecuteAsync(new CommandDefinition(TakeBackSql, new { load }, commandTimeout: 0, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(DecidedSql, new { load, by, reason }, cancellationToken: cancel));
        await transaction.CommitAsync(cancel);
    }

    // A quarantined file was never merged; its kept bytes are read again, and this time a person has said that they count.
    private async Task ReloadAsync(NpgsqlConnection connection, string load, Waiting waiting, CancellationToken cancel)
    {
        var path = Path.GetTempFileName();
        try
        {
            await FileStore.WriteBackAsync(connection, waiting.FileSha256, path, cancel);
            await new Loader(database, catalogue, time).MergeApprovedAsync(connection, load, waiting.Source, path, waiting.Released, cancel);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // Who brought a file, or typed a figure, can't be the one who finds it good.
    private void RefuseOnePerson(Waiting waiting, string by)
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

    private static async Task<Waiting> WaitingAsync(NpgsqlConnection connection, string load, CancellationToken cancel)
    {
        var found = await connection.QuerySingleOrDefaultAsync<Waiting>(new CommandDefinition(
            "select source as Source, file_sha256 as FileSha256, state as State, publication as Publication, released as Released, brought_by as BroughtBy, decided_by as DecidedBy, decided_at as DecidedAt from working.load where load_id = @load for update", new { load }, cancellationToken: cancel));

        return found switch
        {
            null => throw SentenceException.Refused($"There is no load '{load}'; ./scrutiny sources list shows the last one of each source."),
            { Publication: "waiting" } => found,
            { Publication: "published" } => throw SentenceException.Refused($"Load '{load}' is published already{Decided(found)}."),
            { Publication: "rejected" } => throw SentenceException.Refused($"Load '{load}' was rejected{Decided(found)}; deliver the file again to load it."),
            _ => throw SentenceException.Refused($"Load '{load}' was refused when it came; correct the file and deliver it again."),
        };
    }

    private static string Decided(Waiting load) => load.DecidedBy is null ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $" by {load.DecidedBy} at {load.DecidedAt:yyyy-MM-dd HH:mm} UTC");

    private sealed record Waiting(string Source, string FileSha256, string State, string Publication, DateOnly? Released, string? BroughtBy, string? DecidedBy, DateTime? DecidedAt);
}
