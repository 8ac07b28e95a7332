using System.Globalization;
using Dapper;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Database;
using Scrutiny.Ingest.Loading;
using Scrutiny.Requests;

namespace Scrutiny.Ingest.Requests;

/// <summary>
/// Carries out what staff ask for, each request once: whoever holds the row's lock does it, on whichever machine, and a process that
/// dies lets go of it. The doorbell only saves waiting; the table is looked through every few seconds too.
/// </summary>
internal sealed partial class RequestDesk(NpgsqlDataSource database, RequestWork work, ILogger<RequestDesk> log) : BackgroundService
{
    // A second one, so that an approval does not wait for somebody's large file.
    private const int Clerks = 2;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    // No key update: a load's progress refers to the request and must not wait for its end.
    private const string ClaimSql = """
        select request_id as Id, kind as Kind, source as Source, load_id as Load, upload_id as Upload, dry_run as DryRun, reason as Reason, figure::text as Figure, detail::text as Detail, asked_by as AskedBy, asked_as as AskedAs, asked_at as AskedAt
        from working.request where state = 'open' order by request_id limit 1 for no key update skip locked
        """;

    private const string FinishSql = """
        update working.request set state = @state, outcome = @outcome, report = @report::jsonb, became = @became, finished_at = clock_timestamp() where request_id = @id;
        select pg_notify('scrutiny_working', 'request:' || @id);
        """;

    private readonly SemaphoreSlim bell = new(0, Clerks);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        [ListenAsync(stoppingToken), .. Enumerable.Range(0, Clerks).Select(_ => ServeAsync(stoppingToken))]);

    /// <summary>Does the oldest open request that nobody else is at.</summary>
    /// <returns>False when there was none.</returns>
    internal async Task<bool> ServeOneAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await connection.QuerySingleOrDefaultAsync<OpenRequest>(new CommandDefinition(ClaimSql, cancellationToken: cancel)) is not { } request)
        {
            return false;
        }

        var result = await DoAsync(connection, request, cancel);
        await connection.ExecuteAsync(new CommandDefinition(
            FinishSql,
            new { id = request.Id, state = result.Done ? "done" : "failed", outcome = result.Outcome, report = result.Report, became = result.Became },
            cancellationToken: cancel));
        if (!result.Done && result.Became is null)
        {
            // What was carried out, and a file that was refused, stands in the record by itself.
            await AuditTrail.AppendAsync(connection, request.AskedAs, AuditAct.RequestFailed, "request", request.Id.ToString(CultureInfo.InvariantCulture), new { request.Kind, request.Source, request.Load }, cancel);
        }

        CrashPoints.Pass(CrashPoint.RequestBeforeCommit);
        await transaction.CommitAsync(cancel);
        CrashPoints.Pass(CrashPoint.RequestCommitted);
        Served(request.Id, request.Kind, result.Done);
        return true;
    }

    private async Task<RequestResult> DoAsync(NpgsqlConnection connection, OpenRequest request, CancellationToken cancel)
    {
        try
        {
            await connection.ExecuteAsync(new CommandDefinition("savepoint before_work", cancellationToken: cancel));
            return await work.DoAsync(connection, request, cancel);
        }
        catch (SentenceException refusal)
        {
            await TakeBackAsync(connection, cancel);
            return RequestResult.Failed(refusal.Message);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or NpgsqlException { IsTransient: true }))
        {
            // One request that meets a fault of ours must not stand in the way of the others.
            Fault(fault, request.Id, request.Kind);
            await TakeBackAsync(connection, cancel);
            return RequestResult.Failed("This could not be done because of a fault of the program, which has been recorded; nothing was changed.");
        }
    }

    // Half of what was asked must not be committed with the outcome that says it was not done.
    private static async Task TakeBackAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        await connection.ExecuteAsync(new CommandDefinition("rollback to savepoint before_work", cancellationToken: cancel));

    private async Task ListenAsync(CancellationToken cancel) => await new ChannelListener(database, "scrutiny_working").ListenAsync(
        (payloads, _) =>
        {
            if (payloads.Any(payload => payload.StartsWith("request:", StringComparison.Ordinal)) && bell.CurrentCount == 0)
            {
                bell.Release();
            }

            return Task.CompletedTask;
        },
        fault => Lost(fault.Message),
        cancel);

    private async Task ServeAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                while (await ServeOneAsync(cancel))
                {
                }

                await bell.WaitAsync(Look, cancel);
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException or IOException or InvalidOperationException)
            {
                Lost(fault.Message);
                await Task.Delay(Look, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "request {Request}, {Kind}: done: {Done}")]
    private partial void Served(long request, string kind, bool done);

    [LoggerMessage(Level = LogLevel.Error, Message = "request {Request}, {Kind}, met a fault of the program")]
    private partial void Fault(Exception fault, long request, string kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "requests can't be looked through and are looked at again soon: {Reason}")]
    private partial void Lost(string reason);
}

/// <summary>A request as it stands in the table.</summary>
internal sealed record OpenRequest(long Id, string Kind, string Source, string? Load, string? Upload, bool DryRun, string? Reason, string? Figure, string? Detail, string AskedBy, string AskedAs, DateTime AskedAt);

/// <summary>What became of a request.</summary>
/// <param name="Done">Whether it was carried out.</param>
/// <param name="Outcome">One sentence for who asked.</param>
internal sealed record RequestResult(bool Done, string Outcome)
{
    /// <summary>The load that it led to.</summary>
    public string? Became { get; init; }

    /// <summary>Of a dry run: <see cref="DryRunReport"/> as JSON.</summary>
    public string? Report { get; init; }

    public static RequestResult Failed(string sentence) => new(false, sentence);
}
