using Dapper;
using Npgsql;

namespace Scrutiny.PackBuilds;

/// <summary>Reads packs that the public may see.</summary>
public static class PublishedPacks
{
    private const string Sql = """
        select slug as Slug, edition as Edition, title as Title, occasion as Occasion, meeting as Meeting, cut as Cut, sample as Sample, synthetic as Synthetic, manifest_sha256 as ManifestSha256, published_at as PublishedAt
        from published.pack where (@slug::text is null or slug = @slug) and (@meeting::text is null or meeting = @meeting) order by published_at desc, slug, edition desc
        """;

    private const string FilesSql = """
        select f.name as Name, length(f.content) as Bytes from published.pack_file f
        where f.slug = @slug and f.edition = @edition order by f.name collate "C"
        """;

    private const string FileSql = """
        select f.content from published.pack_file f
        where f.slug = @slug and f.name = @name and f.edition = (select max(p.edition) from published.pack p where p.slug = @slug)
        """;

    /// <summary>Every edition of every pack, of one pack, or of the papers for one meeting; the latest first.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="slug">The pack; null for all.</param>
    /// <param name="meeting">The meeting; null for all.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<PublishedPack>> ReadAsync(NpgsqlConnection connection, string? slug, string? meeting, CancellationToken cancel) =>
        (await connection.QueryAsync<PublishedPack>(new CommandDefinition(Sql, new { slug, meeting }, cancellationToken: cancel))).AsList();

    /// <summary>The files of an edition with their sizes.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="slug">The pack.</param>
    /// <param name="edition">Its edition.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<PublishedPackFile>> FilesAsync(NpgsqlConnection connection, string slug, int edition, CancellationToken cancel) =>
        (await connection.QueryAsync<PublishedPackFile>(new CommandDefinition(FilesSql, new { slug, edition }, cancellationToken: cancel))).AsList();

    /// <summary>One file of the newest edition; null where there is none.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="slug">The pack.</param>
    /// <param name="name">The file.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<byte[]?> FileAsync(NpgsqlConnection connection, string slug, string name, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<byte[]?>(new CommandDefinition(FileSql, new { slug, name }, cancellationToken: cancel));
}

/// <summary>A published edition of a pack.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Edition">Its edition, from 1.</param>
/// <param name="Title">Its title.</param>
/// <param name="Occasion">What it is for; null for nothing said.</param>
/// <param name="Meeting">Name in addresses of the meeting whose papers these are; null for none.</param>
/// <param name="Cut">The data cut, UTC.</param>
/// <param name="Sample">Whether the pack is made up.</param>
/// <param name="Synthetic">Whether any figure in it is made up.</param>
/// <param name="ManifestSha256">SHA-256 of its manifest.</param>
/// <param name="PublishedAt">When it was published, UTC.</param>
public sealed record PublishedPack(string Slug, int Edition, string Title, string? Occasion, string? Meeting, DateTime Cut, bool Sample, bool Synthetic, string ManifestSha256, DateTime PublishedAt);

/// <summary>A file of a published pack.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Bytes">Its size.</param>
public sealed record PublishedPackFile(string Name, int Bytes);
