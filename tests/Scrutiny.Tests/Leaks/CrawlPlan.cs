using System.Text.RegularExpressions;
using Scrutiny.Dashboards;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Leaks;

/// <summary>
/// What a stranger asks: every row of the access table, so that a new surface joins by itself, with names that are published, names that
/// stand in the database and are not, and names that are nowhere; every method, kind of answer, condition and range; every option.
/// </summary>
internal sealed partial class CrawlPlan
{
    /// <summary>The record's daily heads tell how many acts there were: accepted, and said so in SECURITY.md. Nothing else is left out.</summary>
    public static IReadOnlyList<string> Heads { get; } = ["/audit", "/audit/heads.txt", "/feeds/record.atom"];

    private static readonly string[] Methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE"];
    private static readonly string[] Odd =
    [
        "/nothing-here", "/api/nothing-here", "/fails", "/api/fails", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/favicon.ico", "/assets/", "/assets/scrutiny.css", "/assets/scrutiny.js.map", "/.git/config", "/performance//officer-fte", "/%2e%2e/",
        "/openapi/staff.json", "/staff", "/hubs/staff/negotiate?negotiateVersion=1", "/metrics", "/search?q=waiting", "/api/v1/loads", "/feeds/corrections.atom", "/appsettings.json", $"/performance/{StaffOnly.Measure}", $"/boards/{StaffOnly.Board}", $"/data/{StaffOnly.Measure}.csv", $"/api/v1/measures/{StaffOnly.Measure}/series",
    ];

    private static readonly (string Name, string Value)[][] HeaderSets =
    [
        [("Accept", "application/json")], [("Accept", "image/png")], [("Accept", "application/xml;q=0.9, text/csv")], [("Accept-Encoding", "br")], [("Accept-Encoding", "gzip")], [("Accept-Language", "cy")],
        [("Range", "bytes=0-99")], [("Range", "bytes=-50")],
        // With a cookie, since what is kept is answered otherwise from the second look on.
        [("If-None-Match", "*"), ("Cookie", "any=1")], [("If-None-Match", "\"0\", W/\"1\""), ("Cookie", "any=1")], [("If-Modified-Since", "Sun, 01 Nov 2026 00:00:00 GMT"), ("Cookie", "any=1")], [("If-Unmodified-Since", "Sun, 01 Nov 2026 00:00:00 GMT"), ("Cookie", "any=1")],
        [("Cookie", "scrutiny-staff=forged; scrutiny-staff-form=forged")], [("Authorization", "Bearer forged")], [("Origin", "https://evil.example")], [("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Host", "staff.example"), ("X-Original-URL", "/staff/feeds")], [("Host", "evil.example")],
        [("Sec-Fetch-Site", "cross-site")], [("X-HTTP-Method-Override", "DELETE")], [("Connection", "upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13")],
    ];

    private readonly Catalogue catalogue;
    private readonly KnownNames names;
    private readonly Random random;
    private readonly string[] areas;

    private CrawlPlan(Catalogue catalogue, KnownNames names, int seed)
    {
        (this.catalogue, this.names, random) = (catalogue, names, new Random(seed));
        areas = ["E23000030", "E23000007", "E23000030", "K04000001", .. catalogue.Areas.ByCode.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Rows of the public process, save hubs' methods, which are called through a socket.</summary>
    public static IEnumerable<AccessRow> Rows => AccessTable.Rows.Where(row => row.Viewer is Viewer.Public or Viewer.PublicSite && row.Verb != "hub" && !Heads.Contains(row.Surface));

    /// <param name="catalogue">The declarations that the public may know.</param>
    /// <param name="names">Names to try.</param>
    /// <param name="seed">Decides what is drawn.</param>
    /// <param name="most">How many questions there are at the end; the fixed ones come first.</param>
    public static IReadOnlyList<Ask> Make(Catalogue catalogue, KnownNames names, int seed, int most)
    {
        var plan = new CrawlPlan(catalogue, names, seed);
        var asks = plan.Fixed().ToList();
        var rows = Rows.ToList();
        while (asks.Count < most)
        {
            asks.Add(plan.Draw(rows[plan.random.Next(rows.Count)]));
        }

        return asks;
    }

    private IEnumerable<Ask> Fixed()
    {
        foreach (var row in Rows)
        {
            var address = Fill(row.Surface, first: true);
            foreach (var method in new[] { Verb(row), "HEAD", "OPTIONS" }.Distinct())
            {
                yield return new Ask(method, address, row.Surface);
            }

            yield return new Ask(Verb(row), Fill(row.Surface, first: false), row.Surface);
        }

        // Each measure and board as it stands, since hidden figures are of some and not of others.
        foreach (var address in catalogue.Measures.Keys.Order(StringComparer.Ordinal).SelectMany(measure => new[] { $"/performance/{measure}", $"/charts/{measure}.svg" }).Concat(catalogue.Boards.Keys.Order(StringComparer.Ordinal).Select(board => $"/boards/{board}")))
        {
            yield return new Ask("GET", address);
        }

        // Receipts around the newest: gaps in their numbers would tell.
        for (var id = names.NewestReceipt - 2; id <= names.NewestReceipt + 3; id++)
        {
            yield return new Ask("GET", $"/api/v1/receipts/{id}");
        }

        foreach (var address in Odd.Concat(AccessTable.Rows.Where(row => row.Viewer is Viewer.Staff or Viewer.StaffSite && row.Verb != "hub").Select(row => Fill(row.Surface, first: false)).Distinct()))
        {
            yield return new Ask("GET", address);
        }
    }

    private Ask Draw(AccessRow row)
    {
        var method = random.Next(10) < 7 ? Verb(row) : Methods[random.Next(Methods.Length)];
        var address = Fill(row.Surface, first: random.Next(3) == 0) + Query();
        return new Ask(method, address, row.Surface) { Headers = random.Next(2) == 0 ? [] : HeaderSets[random.Next(HeaderSets.Length)] };
    }

    private static string Verb(AccessRow row) => row.Verb == "any" ? "GET" : row.Verb;

    private string Fill(string surface, bool first)
    {
        string? board = null;
        return Part().Replace(surface, part => part.Groups[1].Value switch
        {
            "id:long" => Pick(first, names.Receipts),
            "id" => Pick(first, ["calls-999-answer-time", .. catalogue.Measures.Keys.Order(StringComparer.Ordinal), .. names.Anything]),
            "board" => board = Pick(first, [BoardWithFrames(), .. catalogue.Boards.Keys.Order(StringComparer.Ordinal)]),
            "panel" => Pick(first, board is not null && catalogue.Boards.TryGetValue(board, out var declared) ? [.. declared.Value.Embed, .. declared.Value.Panels().Select(panel => panel.Id)] : ["trend"]),
            "slug" => Pick(first, [surface.StartsWith("/letters", StringComparison.Ordinal) ? PublishedWorld.Letter : PublishedWorld.Meeting, PublishedWorld.Letter, .. names.Anything]),
            "paper" => Pick(first, [PublishedWorld.Paper, .. names.Anything]),
            "version:int" => Pick(first, ["1", "2", "0"]),
            "folder" => Pick(first, ["tables", "charts", .. names.Anything]),
            "file" => Pick(first, [surface.StartsWith("/papers", StringComparison.Ordinal) ? "paper.pdf" : "pack.html", "pack.pdf", .. names.Anything]),
            "kind" => Pick(first, ["measure", "meeting", "topic"]),
            "subject" => Pick(first, ["calls-999-answer-time", PublishedWorld.Meeting, "contact", .. names.Anything]),
            "reference" => Pick(first, [PublishedWorld.Question, .. names.Anything]),
            "token" => Pick(first, [PublishedWorld.QuestionSecret, .. names.Anything]),
            "step?" => Pick(first, ["", "question", "about", "you", "check", "start", "nothing"]),
            "documentName" => Pick(first, ["v1", "v1", "staff", "v2"]),
            _ => Pick(first, names.Anything),
        });
    }

    private string BoardWithFrames() => catalogue.Boards.Where(board => board.Value.Value.Embed.Count > 0).Select(board => board.Key).Order(StringComparer.Ordinal).First();

    private string Pick(bool first, IReadOnlyList<string> values) => Uri.EscapeDataString(first ? values[0] : values[random.Next(values.Count)]);

    private string Query()
    {
        string[] options =
        [
            $"as-known={Pick(false, names.Moments)}", $"since={Pick(false, ["2026-10-18", "2026-11-19", "2019-01-01", "tomorrow"])}", $"area={Pick(false, areas)}", $"breakdown={Pick(false, [.. catalogue.Measures.Values.SelectMany(measure => measure.Value.Breakdowns).Select(part => part.Key), "hidden"])}",
            $"from={Pick(false, ["2018-01-01", "2026-10-01"])}", $"to={Pick(false, ["2019-12-31", "2027-12-31"])}", $"width={random.Next(300, 1930)}", $"theme={Pick(false, ["light", "dark", "print", "none"])}", $"page={random.Next(0, 4)}", "baseline=none", $"period={Pick(false, ["2026-10", "2026-11", "2027"])}",
            $"after={random.Next(50)}", "format=json", $"q={Pick(false, names.Anything)}", $"load={Pick(false, names.Anything)}", "draft=1", "negotiateVersion=1", "v=1",
        ];
        var chosen = options.OrderBy(_ => random.Next()).Take(random.Next(3)).ToList();
        return chosen.Count == 0 ? "" : "?" + string.Join('&', chosen);
    }

    [GeneratedRegex("{([^}]+)}")]
    private static partial Regex Part();
}
