using Npgsql;
using Scrutiny.PackBuilds;
using Scrutiny.Packs;

namespace Scrutiny.Web.Pages.Packs;

/// <summary><c>/packs/{slug}/…</c>: the files of a published pack, byte for byte as they were sealed.</summary>
internal static class PublishedFiles
{
    public static void MapPackFiles(this WebApplication app)
    {
        app.MapGet("/packs/{slug}/{file}", (string slug, string file, NpgsqlDataSource database, CancellationToken cancel) => GetAsync(slug, file, database, cancel)).ExcludeFromDescription();
        app.MapGet("/packs/{slug}/{folder}/{file}", (string slug, string folder, string file, NpgsqlDataSource database, CancellationToken cancel) => GetAsync(slug, $"{folder}/{file}", database, cancel)).ExcludeFromDescription();
    }

    private static async Task<IResult> GetAsync(string slug, string name, NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await PublishedPacks.FileAsync(connection, slug, name, cancel) is { } bytes ? TypedResults.Bytes(bytes, PackMedia.TypeOf(name)) : TypedResults.NotFound();
    }
}
