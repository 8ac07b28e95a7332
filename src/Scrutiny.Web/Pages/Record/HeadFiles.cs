using System.Globalization;
using System.Xml.Linq;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Web.Body;

namespace Scrutiny.Web.Pages.Record;

/// <summary><c>/audit/heads.txt</c> and <c>/feeds/record.atom</c>: the record's heads for others to keep.</summary>
internal static class HeadFiles
{
    private const int InFeed = 30;

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

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
        var feed = new XElement(
            Atom + "feed",
            new XElement(Atom + "id", $"urn:scrutiny:record:{body.Value.Area}"),
            new XElement(Atom + "title", $"The record – {body.Value.ServiceName} – {body.Value.FullName}"),
            new XElement(Atom + "updated", Moment(heads.Count == 0 ? DateOnly.MinValue : heads[0].Day)),
            new XElement(Atom + "author", new XElement(Atom + "name", body.Value.FullName)),
            Link("self", "/feeds/record.atom"),
            Link("alternate", "/audit"),
            heads.Select(head => new XElement(
                Atom + "entry",
                new XElement(Atom + "id", $"urn:scrutiny:record:{body.Value.Area}:{head.Day:yyyy-MM-dd}"),
                new XElement(Atom + "title", head.Day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"))),
                new XElement(Atom + "updated", Moment(head.Day)),
                Link("alternate", "/audit"),
                new XElement(Atom + "content", new XAttribute("type", "text"), head.ToString()))));
        return TypedResults.Text("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + feed, "application/atom+xml; charset=utf-8");
    }

    private static XElement Link(string relation, string address) => new(Atom + "link", new XAttribute("rel", relation), new XAttribute("href", address));

    private static string Moment(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";
}
