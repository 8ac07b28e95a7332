using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Web.Body;
using Scrutiny.Web.Http;

namespace Scrutiny.Web.Pages.Record;

/// <summary><c>/audit/heads.txt</c> and <c>/feeds/record.atom</c>: the record's heads for others to keep.</summary>
internal static class HeadFiles
{
    private const int InFeed = 30;

    public static void MapHeadFiles(this WebApplication app)
    {
        app.MapGet("/audit/heads.txt", TextAsync).ExcludeFromDescription();
        app.MapGet("/feeds/record.atom", FeedAsync).ExcludeFromDescription();
    }

    // As ./scrutiny verify --heads reads it: a line for each day, oldest first.
    private static async Task<IResult> TextAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var heads = await PublishedHeads.ReadAsync(connection, limit: null, cancel);
        return TypedResults.Text(string.Concat(heads.Reverse().Select(head => head + "\n")), "text/plain; charset=utf-8");
    }

    private static async Task<IResult> FeedAsync(NpgsqlDataSource database, IOptions<BodySettings> body, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var heads = await PublishedHeads.ReadAsync(connection, InFeed, cancel);
        return AtomFeed.Write(body.Value, "record", "The record", "/feeds/record.atom", "/audit", [.. heads.Select(head => new AtomEntry(
            head.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            head.Day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB")),
            new DateTimeOffset(head.Day, default, TimeSpan.Zero),
            "/audit",
            head.ToString()))]);
    }
}
