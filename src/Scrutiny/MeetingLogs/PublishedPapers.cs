using Dapper;
using Npgsql;
using Scrutiny.Papers;

namespace Scrutiny.MeetingLogs;

/// <summary>Papers as the public has them. One whose item left the public agenda is not found any more.</summary>
public static class PublishedPapers
{
    private const string Sql = """
        select p.paper as Paper, p.version as Version, m.slug as Meeting, p.item as Item, p.title as Title, p.kind as Kind, p.file_name as FileName, length(p.content) as Bytes, p.sha256 as Sha256, p.alternative as Alternative, p.published_at as PublishedAt
        from published.paper p join published.meeting m on m.number = p.meeting
        where (@slug::text is null or m.slug = @slug) and (@paper::text is null or p.paper = @paper)
          and (p.item is null or exists (select from published.meeting_item i where i.meeting = p.meeting and i.title = p.item))
        order by p.item is not null, p.title, p.paper, p.version desc
        """;

    private const string ContentSql = "select content from published.paper where paper = @paper and version = @version";

    /// <summary>Every version of every paper of a meeting, the newest of each first.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="slug">The meeting's name in addresses.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<IReadOnlyList<PublishedPaper>> OfMeetingAsync(NpgsqlConnection connection, string slug, CancellationToken cancel) => ReadAsync(connection, slug, null, cancel);

    /// <summary>Every version of one paper, the newest first; empty where there is none.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="paper">Its id.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<IReadOnlyList<PublishedPaper>> FindAsync(NpgsqlConnection connection, string paper, CancellationToken cancel) => ReadAsync(connection, null, paper, cancel);

    /// <summary>The bytes of a version that <see cref="FindAsync"/> has found.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="paper">The version.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<byte[]> ContentAsync(NpgsqlConnection connection, PublishedPaper paper, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(paper);
        return (await connection.ExecuteScalarAsync<byte[]>(new CommandDefinition(ContentSql, new { paper = paper.Paper, version = paper.Version }, cancellationToken: cancel)))!;
    }

    private static async Task<IReadOnlyList<PublishedPaper>> ReadAsync(NpgsqlConnection connection, string? slug, string? paper, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { slug, paper }, cancellationToken: cancel))).Select(row => row.ToPaper())];

    private sealed record Row(string Paper, int Version, string Meeting, string? Item, string Title, string Kind, string FileName, int Bytes, string Sha256, string? Alternative, DateTime PublishedAt)
    {
        public PublishedPaper ToPaper() => new(Paper, Version, Meeting, Title, PaperKinds.Parse(Kind), FileName, Bytes, Sha256)
        {
            Item = Item,
            Alternative = Alternative,
            PublishedAt = new DateTimeOffset(PublishedAt, TimeSpan.Zero),
        };
    }
}

/// <summary>One published version of a paper.</summary>
/// <param name="Paper">Its id.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Meeting">The meeting's name in addresses.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">What it is.</param>
/// <param name="FileName">Its file's name.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="Sha256">SHA-256 of its bytes, as the meeting's log has it.</param>
public sealed record PublishedPaper(string Paper, int Version, string Meeting, string Title, PaperKind Kind, string FileName, int Bytes, string Sha256)
{
    /// <summary>Title of its agenda item; null for the meeting as a whole, and for a letter.</summary>
    public string? Item { get; init; }

    /// <summary>What those do who can't read it; null where everybody can.</summary>
    public string? Alternative { get; init; }

    /// <summary>When it became public, UTC.</summary>
    public DateTimeOffset PublishedAt { get; init; }
}
