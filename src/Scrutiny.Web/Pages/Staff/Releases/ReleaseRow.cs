using Dapper;
using Npgsql;

namespace Scrutiny.Web.Pages.Staff.Releases;

/// <summary>A release with what its pages say.</summary>
internal sealed record ReleaseRow(long Id, string? Load, long? Note, string Source, string Title, DateTime DueAt, string? Correction, string ScheduledBy, DateTime ScheduledAt, string State, DateTime? EndedAt, string? EndedBy, string? Outcome)
{
    private const string Sql = """
        select r.release_id as Id, r.load_id as Load, r.note_id as Note, r.source as Source, coalesce(l.title || ': ' || l.file_name, 'Commentary on ' || n.measure) as Title, r.due_at as DueAt, r.correction as Correction,
               r.scheduled_by as ScheduledBy, r.scheduled_at as ScheduledAt, r.state as State, r.ended_at as EndedAt, r.ended_by as EndedBy, r.outcome as Outcome
        from working.release r left join working.load l on l.load_id = r.load_id left join working.note n on n.note_id = r.note_id
        where @id::bigint is null or r.release_id = @id
        order by (r.state = 'scheduled') desc, case when r.state = 'scheduled' then r.due_at end, r.release_id desc limit 100
        """;

    public DateTimeOffset Due => new(DueAt, TimeSpan.Zero);

    public string Words => State switch
    {
        "scheduled" => "Planned",
        "published" => "Published",
        "cancelled" => "Taken off",
        "replaced" => "Replaced",
        "held" => "Held",
        _ => "Failed",
    };

    public string? Tone => State switch
    {
        "scheduled" => "yellow",
        "published" => null,
        "held" or "failed" => "orange",
        _ => "grey",
    };

    public static async Task<IReadOnlyList<ReleaseRow>> AllAsync(NpgsqlConnection connection, CancellationToken cancel) => await ReadAsync(connection, null, cancel);

    public static async Task<ReleaseRow?> FindAsync(NpgsqlConnection connection, long id, CancellationToken cancel) => await ReadAsync(connection, id, cancel) is [var only] ? only : null;

    private static async Task<IReadOnlyList<ReleaseRow>> ReadAsync(NpgsqlConnection connection, long? id, CancellationToken cancel) =>
        [.. await connection.QueryAsync<ReleaseRow>(new CommandDefinition(Sql, new { id }, cancellationToken: cancel))];
}
