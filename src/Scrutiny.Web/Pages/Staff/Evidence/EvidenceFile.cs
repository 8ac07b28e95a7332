using Dapper;
using Npgsql;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Evidence;

/// <summary><c>/staff/evidence/{upload}</c>: the document that proves a typed figure, for whoever decides. Always saved, never shown as a page.</summary>
internal static class EvidenceFile
{
    public static async Task<IResult> GetAsync(string upload, NpgsqlDataSource database, HttpContext context, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var found = await connection.QuerySingleOrDefaultAsync<(string? FileName, string Source)>(new CommandDefinition("select file_name, source from working.upload where upload_id = @upload and evidence", new { upload }, cancellationToken: cancel));
        if (found.FileName is not { } name || !context.Person().Sees(found.Source))
        {
            return TypedResults.NotFound();
        }

        var content = new MemoryStream();
        foreach (var piece in await connection.QueryAsync<byte[]>(new CommandDefinition("select content from working.upload_chunk where upload_id = @upload order by number", new { upload }, cancellationToken: cancel)))
        {
            content.Write(piece);
        }

        content.Position = 0;
        return TypedResults.File(content, "application/octet-stream", name);
    }
}
