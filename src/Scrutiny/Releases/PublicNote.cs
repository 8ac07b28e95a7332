using Dapper;
using Npgsql;

namespace Scrutiny.Releases;

/// <summary>Published commentary on a measure.</summary>
/// <param name="Text">Plain text; an empty line begins a paragraph.</param>
/// <param name="JobTitle">Its author's job title.</param>
/// <param name="PublishedAt">When, UTC.</param>
/// <param name="Corrects">Whether it took the place of an earlier one.</param>
public sealed record PublicNote(string Text, string JobTitle, DateTimeOffset PublishedAt, bool Corrects)
{
    private const string Sql = """
        select text as Text, job_title as JobTitle, published_at as PublishedAt, replaces is not null as Corrects from published.note
        where measure = @measure and withdrawn_at is null and published_at <= coalesce(@asKnown::timestamptz, 'infinity') and coalesce(replaced_at, 'infinity') > coalesce(@asKnown::timestamptz, '9999-01-01')
        order by publication_id desc
        """;

    /// <summary>The text's paragraphs.</summary>
    public IEnumerable<string> Paragraphs => Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The notes on a measure that stand, or stood at a moment, newest first.</summary>
    /// <param name="connection">Open; any role's.</param>
    /// <param name="measure">The measure's id.</param>
    /// <param name="asKnown">The moment; null for now.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<PublicNote>> ReadAsync(NpgsqlConnection connection, string measure, DateTimeOffset? asKnown, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { measure, asKnown = asKnown?.UtcDateTime }, cancellationToken: cancel)))
            .Select(row => new PublicNote(row.Text, row.JobTitle, new DateTimeOffset(row.PublishedAt, TimeSpan.Zero), row.Corrects))];

    private sealed record Row(string Text, string JobTitle, DateTime PublishedAt, bool Corrects);
}
