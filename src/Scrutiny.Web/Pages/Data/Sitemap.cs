using System.Globalization;
using System.Xml.Linq;
using Dapper;
using Npgsql;
using Scrutiny.Dashboards;

namespace Scrutiny.Web.Pages.Data;

/// <summary><c>/sitemap.xml</c>: the pages of every measure and board, with the day on which a publication last changed a measure's.</summary>
internal static class Sitemap
{
    private static readonly XNamespace Map = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static readonly string[] Fixed = ["/", "/performance", "/boards", "/questions", "/questions/fairness", "/data", "/audit", "/accessibility", "/privacy"];

    // By name, since the staff site reads another schema and shows the same: what is published, and when.
    private const string Sql = "select measure as Measure, max(published_at) as At from published.publication_series join published.publication using (publication_id) group by measure";

    public static void MapSitemap(this WebApplication app) => app.MapGet("/sitemap.xml", ReadAsync).ExcludeFromDescription();

    private static async Task<IResult> ReadAsync(NpgsqlDataSource database, Catalogue catalogue, HttpRequest request, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var changed = (await connection.QueryAsync<(string Measure, DateTime At)>(new CommandDefinition(Sql, cancellationToken: cancel))).ToDictionary(row => row.Measure, row => row.At);
        var site = $"{request.Scheme}://{request.Host}";
        var map = new XElement(
            Map + "urlset",
            Fixed.Concat(catalogue.Boards.Keys.Order(StringComparer.Ordinal).Select(board => $"/boards/{board}")).Select(address => Page(site + address, null)),
            catalogue.Measures.Keys.Order(StringComparer.Ordinal).Select(measure => Page($"{site}/performance/{measure}", changed.TryGetValue(measure, out var at) ? at : null)));
        return TypedResults.Text("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + map, "application/xml; charset=utf-8");
    }

    private static XElement Page(string address, DateTime? changed) => new(
        Map + "url",
        new XElement(Map + "loc", address),
        changed is { } at ? new XElement(Map + "lastmod", at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null);
}
