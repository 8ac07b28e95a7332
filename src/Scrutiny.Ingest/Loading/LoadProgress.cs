using Dapper;
using Npgsql;
using Scrutiny.Dashboards;

namespace Scrutiny.Ingest.Loading;

/// <summary>
/// How far a load has come, for who waits for it. Written at most twice a second in transactions of its own; a load that is over
/// before the first writing leaves no trace. It never fails a load.
/// </summary>
internal sealed class LoadProgress : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    // Said again though nothing changed, so that who looks can tell a long step from a process that died.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    private const int PatienceSeconds = 5;

    private const string BeginSql = """
        insert into working.load_progress (load_id, request_id, source, file_name, phase, rows_read, started_at, updated_at)
        values (@load, @request, @source, @fileName, @phase, @rows, @started, @now)
        on conflict (load_id) do nothing
        """;

    private const string UpdateSql = "update working.load_progress set phase = @phase, rows_read = @rows, updated_at = @now where load_id = @load";

    private const string RingSql = "select pg_notify('scrutiny_working', 'progress:' || progress_id) from working.load_progress where load_id = @load";

    private readonly NpgsqlDataSource database;
    private readonly TimeProvider time;
    private readonly string load;
    private readonly LoadRequest request;
    private readonly DateTimeOffset started;
    private readonly CancellationTokenSource ending = new();
    private readonly Task writing;
    private Func<long> rowsRead = () => 0;
    private bool begun;

    private LoadProgress(NpgsqlDataSource database, TimeProvider time, string load, LoadRequest request)
    {
        (this.database, this.time, this.load, this.request) = (database, time, load, request);
        started = time.GetUtcNow();
        writing = WriteAsync();
    }

    /// <summary>What the load does now.</summary>
    public LoadPhase Phase { get; set; }

    public static LoadProgress Begin(NpgsqlDataSource database, TimeProvider time, string load, LoadRequest request) => new(database, time, load, request);

    /// <summary>Says where the count of rows stands; asked from another thread.</summary>
    public void Follow(Func<long> rows) => rowsRead = rows;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await writing;
        if (begun)
        {
            Phase = LoadPhase.Ended;
            await TryWriteAsync();
        }

        ending.Dispose();
    }

    private async Task WriteAsync()
    {
        using var timer = new PeriodicTimer(Pace);
        (LoadPhase, long) said = default;
        var at = DateTimeOffset.MinValue;
        try
        {
            while (await timer.WaitForNextTickAsync(ending.Token))
            {
                var now = (Phase, rowsRead());
                if (now != said || time.GetUtcNow() - at >= Heartbeat)
                {
                    (said, at) = (now, time.GetUtcNow());
                    await TryWriteAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The load is over.
        }
    }

    private async Task TryWriteAsync()
    {
        try
        {
            var row = new
            {
                load,
                request = request.ForRequest,
                source = request.Source,
                fileName = request.FileName,
                phase = KebabNaming.Policy.ConvertName(Phase.ToString()),
                rows = rowsRead(),
                started = started.UtcDateTime,
                now = time.GetUtcNow().UtcDateTime,
            };
            await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
            await connection.ExecuteAsync(new CommandDefinition((begun ? UpdateSql : BeginSql) + "; " + RingSql, row, commandTimeout: PatienceSeconds));
            begun = true;
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            // Who waits sees an older state; the load itself notices a database that is away.
        }
    }
}

/// <summary>What a load does.</summary>
internal enum LoadPhase
{
    Storing,
    Reading,
    Comparing,
    Writing,
    Publishing,
    Ended,
}
