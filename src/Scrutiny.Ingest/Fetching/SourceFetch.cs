using Dapper;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Fetching;

/// <summary>
/// Fetches a source's file, if it has an address, and loads it like any other. Every question is kept for staff to see, with what the
/// server said of the file; that is kept only once the file is loaded, so that one that was lost on the way is asked for again.
/// </summary>
internal sealed class SourceFetch(NpgsqlDataSource database, Catalogue catalogue, Fetcher fetcher, Loader loader, FetchSettings settings)
{
    // A server that says "not modified" for ever is asked for the file itself now and then.
    private const string RecallSql = """
        select
          (select max(f.not_before) from working.fetch f where f.source = @source and f.not_before > now() and f.not_before < now() + interval '2 days') as NotBefore,
          exists (select from working.fetch f where f.source = @source and f.declaration_sha256 = @declaration and f.asked_at > now() - make_interval(mins => @minutes) and f.asked_at <= now()) as JustAsked,
          last.etag as ETag, last.last_modified as LastModified
        from (select) nothing
        left join lateral (
          select f.etag, f.last_modified, f.asked_at from working.fetch f
          where f.source = @source and f.declaration_sha256 = @declaration and f.file_sha256 is not null
          order by f.fetch_id desc limit 1
        ) last on last.asked_at > now() - interval '7 days'
        """;

    private const string InsertSql = """
        insert into working.fetch (source, declaration_sha256, asked_at, seconds, host, status, byte_count, outcome, sentence, etag, last_modified, not_before, file_sha256, load_id)
        values (@source, @declaration, clock_timestamp() - make_interval(secs => @seconds), round(@seconds::numeric, 3), @Host, @Status, @Bytes, @outcome, @Sentence, @ETag, @LastModified,
                clock_timestamp() + @Wait, @sha256, @load)
        """;

    /// <summary>Fetches a source's file.</summary>
    /// <param name="id">The source.</param>
    /// <param name="asked">Whether a person asks, who need not wait for the usual pace.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Null where there is nothing to do: the source has no address, or was asked a short while ago.</returns>
    public async Task<FetchResult?> FetchAsync(string id, bool asked, CancellationToken cancel)
    {
        if (!catalogue.Sources.TryGetValue(id, out var source) || source.Value.Fetch is not { } rule)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        var before = await connection.QuerySingleAsync<Before>(new CommandDefinition(RecallSql, new { source = id, declaration = source.Sha256, minutes = settings.MinutesBetween }, cancellationToken: cancel));
        if (before.NotBefore is { } moment)
        {
            return asked ? new FetchResult(new FetchAnswer(FetchOutcome.PutOff, "", $"The server asked to be left alone until {moment:yyyy-MM-dd HH:mm} UTC and was not asked again."), null) : null;
        }

        if (before.JustAsked && !asked)
        {
            return null;
        }

        var started = System.Diagnostics.Stopwatch.StartNew();
        using var file = ReceivedFile.Create();
        var known = before.ETag is null && before.LastModified is null ? null : new Validators(before.ETag, before.LastModified);
        var result = new FetchResult(await fetcher.FetchAsync(rule, known, file, cancel), null);
        var sha256 = result.Answer.Outcome == FetchOutcome.Fetched ? await FileStore.Sha256Async(file.Path, cancel) : null;
        try
        {
            if (sha256 is not null)
            {
                result = await LoadAsync(connection, source, result.Answer, file, sha256, cancel);
            }
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or NpgsqlException))
        {
            // Kept, so that a file that the program trips over is not fetched again at every look; what the server said of it is not.
            sha256 = null;
            result = new FetchResult(result.Answer with { Outcome = FetchOutcome.Failed, Sentence = "The file was fetched but could not be loaded, by a fault of the program.", ETag = null, LastModified = null }, null);
            await KeepAsync();
            throw;
        }

        await KeepAsync();
        return result;

        Task<int> KeepAsync() => connection.ExecuteAsync(new CommandDefinition(
            InsertSql,
            new
            {
                source = id,
                declaration = source.Sha256,
                seconds = started.Elapsed.TotalSeconds,
                result.Answer.Host,
                result.Answer.Status,
                result.Answer.Bytes,
                outcome = KebabNaming.Policy.ConvertName(result.Answer.Outcome.ToString()),
                result.Answer.Sentence,
                result.Answer.ETag,
                result.Answer.LastModified,
                result.Answer.Wait,
                sha256,
                load = result.Report?.Load,
            },
            cancellationToken: cancel));
    }

    // The same bytes as a file that was fetched before are no delivery, whatever became of that one: a person who rejected it is not asked twice.
    private async Task<FetchResult> LoadAsync(NpgsqlConnection connection, Declaration<Source> source, FetchAnswer answer, ReceivedFile file, string sha256, CancellationToken cancel)
    {
        var had = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from working.fetch where source = @source and declaration_sha256 = @declaration and file_sha256 = @sha256)", new { source = source.Id, declaration = source.Sha256, sha256 }, cancellationToken: cancel));
        return had
            ? new FetchResult(answer with { Outcome = FetchOutcome.Unchanged, Sentence = "Checked, nothing new: the same file as before was sent." }, null)
            : new FetchResult(answer, await loader.LoadAsync(new LoadRequest(file.Path, answer.FileName, source.Id, Delivery.Web), cancel));
    }

    private sealed record Before(DateTime? NotBefore, bool JustAsked, string? ETag, string? LastModified);
}

/// <summary>What came of a fetch, and of the file's load where one was new.</summary>
internal sealed record FetchResult(FetchAnswer Answer, LoadReport? Report);
