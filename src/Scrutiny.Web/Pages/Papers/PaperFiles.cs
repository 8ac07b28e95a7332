using Npgsql;
using Scrutiny.MeetingLogs;
using Scrutiny.Papers;
using Scrutiny.Web.Http;

namespace Scrutiny.Web.Pages.Papers;

/// <summary><c>/papers/{paper}/{version}/{file}</c>: a file that somebody sent, once it is public. Always saved, under its own type.</summary>
internal static class PaperFiles
{
    public static void MapPaperFiles(this WebApplication app) => app.MapGet("/papers/{paper}/{version:int}/{file}", GetAsync).ExcludeFromDescription();

    private static async Task<IResult> GetAsync(string paper, int version, string file, NpgsqlDataSource database, HttpContext context, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return (await PublishedPapers.FindAsync(connection, paper, cancel)).FirstOrDefault(one => one.Version == version && one.FileName == file) is { } found
            ? SecurityHeaders.SentFile(context, await PublishedPapers.ContentAsync(connection, found, cancel), found.Kind.MediaType(), found.FileName)
            : TypedResults.NotFound();
    }
}
