using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Scrutiny.Tests.Database;

namespace Scrutiny.Tests.Http;

/// <summary>Who may say on whose behalf they ask: listed proxies, of address and scheme; nobody of the host.</summary>
[Category("G-7")]
internal sealed class ProxyTests
{
    private const string Spoofed = "203.0.113.9";

    private readonly Dictionary<string, RunningWeb> sites = [];
    private TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task CreateAsync() => database = await TestDatabase.CreateAsync();

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        foreach (var site in sites.Values)
        {
            await site.DisposeAsync();
        }

        await database.DisposeAsync();
    }

    [TestCase(null, null, null, null, ExpectedResult = "127.0.0.1 http")]
    [TestCase(null, Spoofed, null, null, ExpectedResult = "127.0.0.1 http")]
    [TestCase(null, null, "https", null, ExpectedResult = "127.0.0.1 http")]
    [TestCase(null, Spoofed, "https", "evil.example", ExpectedResult = "127.0.0.1 http")]
    [TestCase("10.0.0.0/8", Spoofed, null, null, ExpectedResult = "127.0.0.1 http")]
    [TestCase("10.0.0.0/8", Spoofed, "https", null, ExpectedResult = "127.0.0.1 http")]
    [TestCase("127.0.0.1", null, null, null, ExpectedResult = "127.0.0.1 http")]
    [TestCase("127.0.0.1", Spoofed, null, null, ExpectedResult = "203.0.113.9 http")]
    [TestCase("127.0.0.1", null, "https", null, ExpectedResult = "127.0.0.1 https")]
    [TestCase("127.0.0.1", Spoofed, "https", "evil.example", ExpectedResult = "203.0.113.9 https")]
    [TestCase("127.0.0.1", "198.51.100.1, 203.0.113.9", "https", null, ExpectedResult = "203.0.113.9 https")]
    [TestCase("127.0.0.1", "nonsense", "gopher", null, ExpectedResult = "127.0.0.1 http")]
    public async Task<string> The_address_and_the_scheme_are_those_that_a_listed_proxy_says(string? trusted, string? forwardedFor, string? scheme, string? host)
    {
        if (!sites.TryGetValue(trusted ?? "", out var web))
        {
            sites[trusted ?? ""] = web = await RunningWeb.StartOnAsync(database, Seen, trusted is null ? [] : ["--Proxy:Trusted:0", trusted]);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/seen");
        // Or the site would keep the first answer for all.
        request.Headers.Add("Cookie", "any=1");
        foreach (var (name, value) in new[] { ("X-Forwarded-For", forwardedFor), ("X-Forwarded-Proto", scheme), ("X-Forwarded-Host", host), ("Forwarded", host is null ? null : $"for={Spoofed};host={host}"), ("X-Original-Host", host), ("X-Forwarded-Prefix", host is null ? null : "/staff") }.Where(header => header.Item2 is not null))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await web.Client.SendAsync(request);
        var seen = (await answer.Content.ReadAsStringAsync()).Split(' ');

        Assert.That(seen[2], Is.EqualTo(web.Client.BaseAddress!.Authority));
        Assert.That(answer.Headers.Contains("Strict-Transport-Security"), Is.EqualTo(seen[1] == "https"));
        return $"{seen[0]} {seen[1]}";
    }

    [Test]
    public void The_frameworks_own_switch_that_trusts_everybody_is_refused() =>
        Assert.That(() => Scrutiny.Web.Program.Build(["--FORWARDEDHEADERS_ENABLED", "true"]), Throws.TypeOf<SentenceException>().With.Message.Contains("ASPNETCORE_FORWARDEDHEADERS_ENABLED is set").And.Message.Contains("Proxy__Trusted__0"));

    [TestCase("proxy.example")]
    [TestCase("10.0.0.0/99")]
    public void A_proxy_is_an_address_or_a_network(string text) =>
        Assert.That(() => Scrutiny.Web.Program.Build(["--Proxy:Trusted:0", text]), Throws.TypeOf<SentenceException>().With.Message.Contains(text));

    private static void Seen(WebApplication app) => app.MapGet("/seen", (HttpContext context) => $"{context.Connection.RemoteIpAddress!.MapToIPv4()} {context.Request.Scheme} {context.Request.Host}");
}
