using System.Text.Json;
using Dapper;
using Npgsql;
using Scrutiny.Observations;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Loads;

/// <summary>One load with everything that its page and the page of its decision say.</summary>
internal sealed record LoadRow(
    string LoadId, string Source, string DeclarationSha256, string FileSha256, string FileName, long ByteCount, string DeliveredBy, string State, string Publication, DateTime KnownFrom, bool BackFilled, DateOnly? Released,
    DateTime LoadedAt, DateTime FinishedAt, long RowsRead, long Loaded, long Unchanged, long Revised, long Earlier, long Rejected, string? Reason, string Notes, string Title, string Publisher,
    string? BroughtBy, string? DecidedBy, DateTime? DecidedAt, string? DecidedReason, string? Proposed, string? WithdrawnBy, DateTime? WithdrawnAt, string? WithdrawnReason, long? ReleaseId, DateTime? ReleaseDue)
{
    private const string Sql = """
        select load_id as LoadId, source as Source, declaration_sha256 as DeclarationSha256, file_sha256 as FileSha256, file_name as FileName, byte_count as ByteCount, delivered_by as DeliveredBy, state as State, publication as Publication,
               known_from as KnownFrom, back_filled as BackFilled, released as Released, loaded_at as LoadedAt, finished_at as FinishedAt, rows_read as RowsRead, loaded as Loaded, unchanged as Unchanged, revised as Revised,
               earlier as Earlier, rejected as Rejected, reason as Reason, notes::text as Notes, title as Title, publisher as Publisher,
               brought_by as BroughtBy, decided_by as DecidedBy, decided_at as DecidedAt, decided_reason as DecidedReason, proposed::text as Proposed,
               withdrawn_by as WithdrawnBy, withdrawn_at as WithdrawnAt, withdrawn_reason as WithdrawnReason,
               (select release_id from working.release r where r.load_id = l.load_id and r.state = 'scheduled') as ReleaseId, (select due_at from working.release r where r.load_id = l.load_id and r.state = 'scheduled') as ReleaseDue
        from working.load l where load_id = @load
        """;

    /// <summary>Null where there is none, or none that the person may see.</summary>
    public static async Task<LoadRow?> ReadAsync(NpgsqlConnection connection, string load, StaffPerson person, CancellationToken cancel) =>
        await connection.QuerySingleOrDefaultAsync<LoadRow>(new CommandDefinition(Sql, new { load }, cancellationToken: cancel)) is { } row && person.Sees(row.Source) ? row : null;

    public LoadSummary Summary => new(State, Publication);

    public IReadOnlyList<string> NoteLines => JsonSerializer.Deserialize<List<string>>(Notes) ?? [];

    /// <summary>What a load in quarantine would revise.</summary>
    public IReadOnlyList<ProposedChange> ProposedChanges => Proposed is null ? [] : JsonSerializer.Deserialize<List<ProposedChange>>(Proposed, ProposedChange.Json) ?? [];
}
