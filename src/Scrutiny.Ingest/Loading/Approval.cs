using Dapper;
using Npgsql;
using Scrutiny.Dashboards;

namespace Scrutiny.Ingest.Loading;

/// <summary>What a person decides about a load that waits: the public sees it, or what was known before stands again.</summary>
internal sealed class Approval(NpgsqlDataSource database, Catalogue catalogue, TimeProvider time)
{
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

        update working.load set publication = 'rejected', reason = @reason where load_id = @load;
        """;

    /// <summary>Publishes a load that waits.</summary>
    /// <exception cref="SentenceException">There is no such load, or it does not wait.</exception>
    public async Task ApproveAsync(string load, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var waiting = await WaitingAsync(connection, load, cancel);
        if (waiting.State == "quarantined")
        {
            await ReloadAsync(connection, load, waiting, cancel);
        }

        await Publication.CopyAsync(connection, load, at: null, history: false, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Refuses a load that waits.</summary>
    /// <exception cref="SentenceException">There is no such load, or it does not wait.</exception>
    public async Task RejectAsync(string load, string reason, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var waiting = await WaitingAsync(connection, load, cancel);
        await connection.ExecuteAsync(new CommandDefinition(TakeBackSql, new { load, reason }, commandTimeout: 0, cancellationToken: cancel));
        await HeldFigures.ForgetAsync(connection, waiting.Source, cancel);
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

    private static async Task<Waiting> WaitingAsync(NpgsqlConnection connection, string load, CancellationToken cancel)
    {
        var found = await connection.QuerySingleOrDefaultAsync<Waiting>(new CommandDefinition(
            "select source as Source, file_sha256 as FileSha256, state as State, publication as Publication, released as Released from working.load where load_id = @load for update", new { load }, cancellationToken: cancel));

        return found switch
        {
            null => throw SentenceException.Refused($"There is no load '{load}'; ./scrutiny sources list shows the last one of each source."),
            { Publication: "waiting" } => found,
            { Publication: "published" } => throw SentenceException.Refused($"Load '{load}' is published already."),
            { Publication: "rejected" } => throw SentenceException.Refused($"Load '{load}' was rejected; deliver the file again to load it."),
            _ => throw SentenceException.Refused($"Load '{load}' was refused when it came; correct the file and deliver it again."),
        };
    }

    private sealed record Waiting(string Source, string FileSha256, string State, string Publication, DateOnly? Released);
}
