using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Meetings;
using Scrutiny.Papers;

namespace Scrutiny.MeetingLogs;

/// <summary>Papers of meetings, and documents of letters, as staff have them: every version, drafts too.</summary>
public static class StoredPapers
{
    private const string Alphabet = "23456789abcdefghjkmnpqrstvwxyz";
    private const int IdLetters = 28;

    private const string Sql = """
        select p.paper as Paper, p.version as Version, p.item as Item, p.title as Title, p.kind as Kind, p.file_name as FileName, length(p.content) as Bytes, array_to_string(p.warnings, E'\n') as Warnings, p.alternative as Alternative, p.added_at as AddedAt,
               c.published_at as PublishedAt,
               case when p.item is null then true else coalesce((select bool_and(i.visibility = 'public') from meeting.item i where i.meeting = m.number and i.title = p.item), false) end as IsOpen,
               p.item is null or exists (select from meeting.item i where i.meeting = m.number and i.title = p.item) as HasPlace
        from meeting.meeting m join meeting.paper p on p.meeting = m.number left join published.paper c using (paper, version)
        where m.slug = @slug order by p.item is not null, p.title, p.paper, p.version
        """;

    private const string ContentSql = "select content from meeting.paper where paper = @paper and version = @version";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>An id that nobody guesses: 137 bits.</summary>
    public static string NewId() => RandomNumberGenerator.GetString(Alphabet, IdLetters);

    /// <summary>SHA-256 of a paper's bytes, as logs name it.</summary>
    /// <param name="content">The bytes.</param>
    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>Every version of every paper of a meeting or letter.</summary>
    /// <param name="connection">Open, as a role that may read working meetings.</param>
    /// <param name="slug">The meeting's name in addresses.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<StoredPaper>> ReadAsync(NpgsqlConnection connection, string slug, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { slug }, cancellationToken: cancel))).Select(row => row.ToPaper())];

    /// <summary>The bytes of one version; null where there is none.</summary>
    /// <param name="connection">Open, as a role that may read working meetings.</param>
    /// <param name="paper">Its id.</param>
    /// <param name="version">Its version.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<byte[]?> ContentAsync(NpgsqlConnection connection, string paper, int version, CancellationToken cancel) =>
        connection.ExecuteScalarAsync<byte[]?>(new CommandDefinition(ContentSql, new { paper, version }, cancellationToken: cancel));

    /// <summary>Keeps a paper, or the next version of one.</summary>
    /// <param name="connection">In a transaction that may write.</param>
    /// <param name="slug">The meeting's name in addresses.</param>
    /// <param name="paper">What is kept.</param>
    /// <param name="actor">A role and its session.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Its version.</returns>
    /// <exception cref="SentenceException">There is no such meeting or paper.</exception>
    public static async Task<int> KeepAsync(NpgsqlConnection connection, string slug, NewPaper paper, string actor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(paper);
        var head = JsonSerializer.Serialize(new { paper.Item, paper.Title, Kind = paper.Kind.Name(), paper.FileName, paper.Warnings, paper.Alternative }, Json);
        try
        {
            return await connection.ExecuteScalarAsync<int>(new CommandDefinition("select meeting.file_paper(@slug, @paper, @head::jsonb, @content, @actor)", new { slug, paper = paper.Paper, head, content = paper.Content, actor }, cancellationToken: cancel));
        }
        catch (PostgresException refusal) when (refusal.SqlState == "SM003")
        {
            throw SentenceException.Refused("There is no such paper any more; look at the meeting’s papers again.", refusal);
        }
    }

    /// <summary>The entry in the record for what was kept, or taken back.</summary>
    /// <param name="connection">In the same transaction.</param>
    /// <param name="slug">The meeting's name in addresses.</param>
    /// <param name="version">The version.</param>
    /// <param name="bytes">How large it is; 0 for one that was taken back.</param>
    /// <param name="actor">A role and its session.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task RecordAsync(NpgsqlConnection connection, string slug, int version, int bytes, string actor, CancellationToken cancel) =>
        AuditTrail.AppendAsync(connection, actor, AuditAct.PaperKept, "meeting", slug, new { Version = version, Bytes = bytes }, cancel);

    /// <summary>Takes the newest version back, as long as it was not made public.</summary>
    /// <param name="connection">In a transaction that may write.</param>
    /// <param name="slug">The meeting's name in addresses.</param>
    /// <param name="paper">Its id.</param>
    /// <param name="version">The version that was on the page.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SentenceException">It moved on, or is public.</exception>
    public static async Task DropAsync(NpgsqlConnection connection, string slug, string paper, int version, CancellationToken cancel)
    {
        try
        {
            await connection.ExecuteAsync(new CommandDefinition("select meeting.drop_paper(@slug, @paper, @version)", new { slug, paper, version }, cancellationToken: cancel));
        }
        catch (PostgresException refusal) when (refusal.SqlState == "SM001")
        {
            throw SentenceException.Refused("That paper was replaced or made public meanwhile; look at it again. What is public stays.", refusal);
        }
    }

    /// <summary>Copies a version to the public's side, once the log names it.</summary>
    /// <param name="connection">In the transaction of the event that names it.</param>
    /// <param name="slug">The meeting's name in addresses.</param>
    /// <param name="added">The event.</param>
    /// <param name="markup">Of a written paper, the page; null for a file.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SentenceException">The meeting, or its item, is not public.</exception>
    public static async Task PublishAsync(NpgsqlConnection connection, string slug, MeetingAct.PaperAdded added, byte[]? markup, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(added);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition("select meeting.publish_paper(@slug, @paper, @version, @markup)", new { slug, paper = added.Paper, version = added.Version, markup }, cancellationToken: cancel));
        }
        catch (PostgresException refusal) when (refusal.SqlState is "SM002" or "SM003")
        {
            throw SentenceException.Refused($"‘{added.Title}’ can’t be made public: {refusal.MessageText}.", refusal);
        }
    }

    private sealed record Row(string Paper, int Version, string? Item, string Title, string Kind, string FileName, int Bytes, string Warnings, string? Alternative, DateTime AddedAt, DateTime? PublishedAt, bool IsOpen, bool HasPlace)
    {
        public StoredPaper ToPaper() => new(Paper, Version, Title, PaperKinds.Parse(Kind), FileName, Bytes)
        {
            Item = Item,
            Warnings = Warnings.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Alternative = Alternative,
            AddedAt = new DateTimeOffset(AddedAt, TimeSpan.Zero),
            PublishedAt = PublishedAt is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null,
            IsOpen = IsOpen,
            HasPlace = HasPlace,
        };
    }
}

/// <summary>A paper that is to be kept.</summary>
/// <param name="Paper">Its id.</param>
/// <param name="Item">Title of its agenda item; null for the meeting as a whole, and for a letter.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">What it is.</param>
/// <param name="FileName">Its file's name.</param>
/// <param name="Content">Its bytes; of a written paper its Markdown.</param>
/// <param name="Warnings">What keeps some people from reading it.</param>
/// <param name="Alternative">What they do instead; null where there are no warnings.</param>
public sealed record NewPaper(string Paper, string? Item, string Title, PaperKind Kind, string FileName, byte[] Content, IReadOnlyList<string> Warnings, string? Alternative);

/// <summary>One version of a paper.</summary>
/// <param name="Paper">Its id.</param>
/// <param name="Version">Its version, from 1.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">What it is.</param>
/// <param name="FileName">Its file's name.</param>
/// <param name="Bytes">How large it is.</param>
public sealed record StoredPaper(string Paper, int Version, string Title, PaperKind Kind, string FileName, int Bytes)
{
    /// <summary>Title of its agenda item; null for the meeting as a whole, and for a letter.</summary>
    public string? Item { get; init; }

    /// <summary>What keeps some people from reading it.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What they do instead.</summary>
    public string? Alternative { get; init; }

    /// <summary>When it was kept, UTC.</summary>
    public DateTimeOffset AddedAt { get; init; }

    /// <summary>When it became public, UTC; null for a draft.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Whether everybody may know of its item.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether its item is still on the agenda.</summary>
    public bool HasPlace { get; init; }
}
