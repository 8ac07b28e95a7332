using Dapper;
using Npgsql;

namespace Scrutiny.Web.Staff;

/// <summary>Loads under way, as ingest says at most twice a second.</summary>
internal static class RunningLoads
{
    /// <summary>A load that has said nothing for so long has died with its process.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private const string Sql = """
        select load_id as Load, request_id as Request, source as Source, file_name as FileName, phase as Phase, rows_read as Rows, started_at as StartedAt, updated_at as UpdatedAt
        from working.load_progress
        """;

    public static async Task<LoadProgress?> OfLoadAsync(NpgsqlConnection connection, string load, CancellationToken cancel) =>
        await connection.QuerySingleOrDefaultAsync<LoadProgress>(new CommandDefinition($"{Sql} where load_id = @load", new { load }, cancellationToken: cancel));

    public static async Task<LoadProgress?> OfRequestAsync(NpgsqlConnection connection, long request, CancellationToken cancel) =>
        await connection.QueryFirstOrDefaultAsync<LoadProgress>(new CommandDefinition($"{Sql} where request_id = @request order by progress_id desc limit 1", new { request }, cancellationToken: cancel));

    public static async Task<IReadOnlyList<LoadProgress>> NowAsync(NpgsqlConnection connection, StaffPerson person, DateTimeOffset now, CancellationToken cancel) =>
        [.. await connection.QueryAsync<LoadProgress>(new CommandDefinition(
            $"{Sql} where phase <> 'ended' and updated_at > @since and (@sources::text[] is null or source = any(@sources)) order by progress_id desc",
            new { since = (now - Silence).UtcDateTime, sources = person.Sources?.ToArray() },
            cancellationToken: cancel))];
}

/// <summary>How far a load has come.</summary>
internal sealed record LoadProgress(string Load, long? Request, string Source, string FileName, string Phase, long Rows, DateTime StartedAt, DateTime UpdatedAt)
{
    private static readonly (string Phase, string Words)[] Phases =
    [
        ("storing", "Storing the file"),
        ("reading", "Reading its rows"),
        ("comparing", "Comparing with what is known"),
        ("writing", "Writing figures and receipts"),
        ("publishing", "Publishing"),
    ];

    public bool Ended => Phase == "ended";

    public string Words => Phases.FirstOrDefault(phase => phase.Phase == Phase).Words ?? "Finishing";

    public DateTimeOffset Started => new(StartedAt, TimeSpan.Zero);

    public DateTimeOffset Updated => new(UpdatedAt, TimeSpan.Zero);

    public TimeSpan Elapsed => UpdatedAt - StartedAt;

    public bool HasDied(DateTimeOffset now) => !Ended && now - Updated > RunningLoads.Silence;
}
