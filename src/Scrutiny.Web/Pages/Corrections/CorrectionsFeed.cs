using System.Globalization;
using System.Xml.Linq;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Releases;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Pages.Corrections;

/// <summary><c>/feeds/corrections.atom</c>: the register for others to follow.</summary>
internal static class CorrectionsFeed
{
    private const int InFeed = 50;
    private const string Address = "/feeds/corrections.atom";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public static void MapCorrectionsFeed(this WebApplication app) => app.MapGet(Address, FeedAsync).ExcludeFromDescription();

    private static async Task<IResult> FeedAsync(NpgsqlDataSource database, Catalogue catalogue, IOptions<BodySettings> body, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var notices = (await PublicNotices.ReadAsync(connection, null, null, InFeed, cancel)).Where(notice => notice.Measures.Any(catalogue.Measures.ContainsKey)).ToList();
        var feed = new XElement(
            Atom + "feed",
            new XElement(Atom + "id", $"urn:scrutiny:corrections:{body.Value.Area}"),
            new XElement(Atom + "title", $"Corrections – {body.Value.ServiceName} – {body.Value.FullName}"),
            new XElement(Atom + "updated", Moment(notices is [var newest, ..] ? newest.At : DateTimeOffset.UnixEpoch)),
            new XElement(Atom + "author", new XElement(Atom + "name", body.Value.FullName)),
            Link("self", Address),
            Link("alternate", "/corrections"),
            notices.Select(notice => new XElement(
                Atom + "entry",
                new XElement(Atom + "id", string.Create(CultureInfo.InvariantCulture, $"urn:scrutiny:corrections:{body.Value.Area}:{notice.Number}")),
                new XElement(Atom + "title", $"{NoticeTable.Words(notice.Kind)}: {NoticeTable.Names(notice, catalogue)}"),
                new XElement(Atom + "updated", Moment(notice.At)),
                Link("alternate", string.Create(CultureInfo.InvariantCulture, $"/corrections#notice-{notice.Number}")),
                new XElement(Atom + "content", new XAttribute("type", "text"), $"{NoticeTable.Sentence(notice, catalogue)} Reason: {notice.Reason}"))));
        return TypedResults.Text("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + feed, "application/atom+xml; charset=utf-8");
    }

    private static XElement Link(string relation, string address) => new(Atom + "link", new XAttribute("rel", relation), new XAttribute("href", address));

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
