using Dapper;
using Npgsql;

namespace Scrutiny.Web.Pages.Staff.Notes;

/// <summary>A note with what its pages say.</summary>
internal sealed record NoteRow(
    long Id, string Measure, string Text, string JobTitle, long? Replaces, string WrittenBy, DateTime WrittenAt, string State, string? DecidedBy, DateTime? DecidedAt, string? DecidedReason, DateTime? DueAt, string? Held, string? Excepted)
{
    // Held: a planned release that did not happen, and why.
    private const string Sql = """
        select n.note_id as Id, n.measure as Measure, n.text as Text, n.job_title as JobTitle, n.replaces as Replaces, n.written_by as WrittenBy, n.written_at as WrittenAt, n.state as State, n.decided_by as DecidedBy, n.decided_at as DecidedAt,
               n.decided_reason as DecidedReason, (select due_at from working.release r where r.note_id = n.note_id and r.state = 'scheduled') as DueAt,
               (select outcome from working.release r where r.note_id = n.note_id and r.state = 'held' order by r.release_id desc limit 1) as Held,
               (select x.reason from working.pre_election_exception x where x.note_id = n.note_id order by x.approved_at desc limit 1) as Excepted
        from working.note n where @id::bigint is null or n.note_id = @id order by (n.state = 'waiting') desc, n.note_id desc limit 200
        """;

    public string Words => State switch
    {
        "waiting" => DueAt is null ? "Waiting for a publisher" : "Planned",
        "published" => "Published",
        "rejected" => "Rejected",
        "withdrawn" => "Withdrawn",
        _ => "Replaced",
    };

    public string? Tone => State switch
    {
        "waiting" => "yellow",
        "published" => null,
        _ => "grey",
    };

    public static async Task<IReadOnlyList<NoteRow>> AllAsync(NpgsqlConnection connection, CancellationToken cancel) => await ReadAsync(connection, null, cancel);

    public static async Task<NoteRow?> FindAsync(NpgsqlConnection connection, long id, CancellationToken cancel) => await ReadAsync(connection, id, cancel) is [var only] ? only : null;

    private static async Task<IReadOnlyList<NoteRow>> ReadAsync(NpgsqlConnection connection, long? id, CancellationToken cancel) =>
        [.. await connection.QueryAsync<NoteRow>(new CommandDefinition(Sql, new { id }, cancellationToken: cancel))];
}
