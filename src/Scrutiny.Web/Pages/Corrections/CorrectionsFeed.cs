using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.CorrectionRegister;
using Scrutiny.Dashboards;
using Scrutiny.Releases;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Http;

namespace Scrutiny.Web.Pages.Corrections;

/// <summary><c>/feeds/corrections.atom</c>: the register for others to follow.</summary>
internal static class CorrectionsFeed
{
    private const int InFeed = 50;
    private const string Address = "/feeds/corrections.atom";

    public static void MapCorrectionsFeed(this WebApplication app) => app.MapGet(Address, FeedAsync).ExcludeFromDescription();

    private static async Task<IResult> FeedAsync(NpgsqlDataSource database, Catalogue catalogue, IOptions<BodySettings> body, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var notices = (await PublicNotices.ReadAsync(connection, null, null, InFeed, cancel)).Where(notice => notice.Measures.Any(catalogue.Measures.ContainsKey)).ToList();
        var quoted = await PublishedCorrections.OfAsync(connection, notices, cancel);
        return AtomFeed.Write(body.Value, "corrections", "Corrections", Address, "/corrections", [.. notices.Select(notice => new AtomEntry(
            notice.Number.ToString(CultureInfo.InvariantCulture),
            $"{NoticeTable.Words(notice.Kind)}: {NoticeTable.Names(notice, catalogue)}",
            notice.At,
            string.Create(CultureInfo.InvariantCulture, $"/corrections#notice-{notice.Number}"),
            $"{(quoted.GetValueOrDefault(notice.Number)?.Notice is { } words ? words : NoticeTable.Sentence(notice, catalogue))} Reason: {notice.Reason}"))]);
    }
}
