using System.Net;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Staff;
using Scrutiny.Web.Access;
using Scrutiny.Web.Http;

namespace Scrutiny.Tests.Http;

/// <summary>Every address of both sites, by every method, whoever asks: the same headers, no change by looking, and none asked for by another site.</summary>
[Category("G-6")]
internal sealed class EveryAnswerTests
{
    private static readonly string[] Unsafe = ["POST", "PUT", "PATCH", "DELETE"];

    private TestDatabase database = null!;
    private RunningWeb open = null!;
    private RunningWeb staff = null!;
    private StaffBrowser everybody = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        open = await RunningWeb.StartOnAsync(database);
        staff = await StaffBrowser.StartSiteAsync(database);
        // Every right at once, so that no gate stands before what is tried here.
        everybody = await StaffBrowser.SignInAsync(staff, await MadeAccounts.AddAsync(database, "everybody", "Every Role", sample: true, StaffRole.Publisher, StaffRole.Moderator, StaffRole.ChiefConstablesOffice, StaffRole.Administrator, StaffRole.Auditor));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        everybody.Dispose();
        await open.DisposeAsync();
        await staff.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Every_answer_of_both_sites_carries_the_headers()
    {
        var (wrong, statuses) = (new List<string>(), new HashSet<HttpStatusCode>());
        foreach (var (site, send) in new (string, Func<string, string, Task<HttpResponseMessage>>)[] { ("public", (verb, address) => SendAsync(open, verb, address)), ("staff", (verb, address) => SendAsync(staff, verb, address)), ("staff, signed in", everybody.SendAsync) })
        {
            foreach (var (verb, address) in Addresses().SelectMany(address => new[] { "GET", "HEAD", "OPTIONS", "POST", "DELETE", "TRACE" }.Select(verb => (verb, address))))
            {
                using var answer = await send(verb, address);
                statuses.Add(answer.StatusCode);
                wrong.AddRange(Missing(answer, isStaff: site != "public").Select(what => $"{site}: {verb} {address} ({(int)answer.StatusCode}): {what}"));
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(statuses, Is.SupersetOf(new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed, HttpStatusCode.Unauthorized, HttpStatusCode.Redirect }));
    }

    [Test]
    public async Task Nothing_that_another_site_sends_is_taken_though_it_has_the_cookie_and_a_token()
    {
        var taken = new List<string>();
        var before = await RowsAsync();
        // Where operators read there is nothing at all on this port.
        foreach (var address in Addresses().Where(address => address != "/metrics"))
        {
            foreach (var (verb, header) in Unsafe.SelectMany(verb => new[] { ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"), ("Origin", "null") }.Select(header => (verb, header))))
            {
                using var answer = await everybody.SendFormAsync(verb, address, header);
                if (answer.StatusCode != HttpStatusCode.Forbidden)
                {
                    taken.Add($"{verb} {address} with {header}: {(int)answer.StatusCode}");
                }
            }
        }

        Assert.That(taken, Is.Empty);
        Assert.That(await RowsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_browser_that_hides_the_origin_of_a_form_and_says_that_it_is_this_site_is_heard()
    {
        // As Chromium sends a form of a page with the referrer policy no-referrer.
        using var answer = await everybody.SendFormAsync("POST", "/staff/sign-in", ("Sec-Fetch-Site", "same-origin"), ("Origin", "null"));

        Assert.That(answer.StatusCode, Is.Not.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Nothing_is_taken_without_a_token()
    {
        var before = await RowsAsync();
        var taken = new List<string>();
        foreach (var row in AccessTable.Rows.Where(row => row.Verb == "POST" && row.Viewer != Viewer.PublicSite && !row.Surface.StartsWith("/hubs", StringComparison.Ordinal) && !row.Surface.StartsWith("/api", StringComparison.Ordinal)))
        {
            using var answer = await everybody.SendAsync("POST", Fill(row.Surface));
            if (answer.StatusCode != HttpStatusCode.BadRequest)
            {
                taken.Add($"{row.Surface}: {(int)answer.StatusCode}");
            }
        }

        Assert.That(taken, Is.Empty);
        Assert.That(await RowsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Looking_changes_nothing()
    {
        var before = await RowsAsync();
        foreach (var address in Addresses())
        {
            foreach (var verb in new[] { "GET", "HEAD", "OPTIONS" })
            {
                using var one = await everybody.SendAsync(verb, address + "?act=approve&decision=approve&state=accepted&handler=delete&_method=POST");
                using var other = await SendAsync(open, verb, address);
            }
        }

        Assert.That(await RowsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_cookie_is_for_the_site_alone_and_out_of_reach_of_scripts()
    {
        var cookies = new List<string>();
        foreach (var address in Addresses())
        {
            using var answer = await SendAsync(staff, "GET", address);
            cookies.AddRange(answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : []);
            using var none = await SendAsync(open, "GET", address);
            Assert.That(none.Headers.Contains("Set-Cookie") && !address.Contains("/ask", StringComparison.Ordinal), Is.False, $"the public site sets no cookie at {address}");
        }

        Assert.That(cookies, Is.Not.Empty);
        Assert.That(cookies.Select(cookie => cookie.ToLowerInvariant()), Has.All.Contains("httponly").And.All.Contains("samesite=strict").And.All.Not.Contains("domain="));
    }

    private static IEnumerable<string> Addresses() => AccessTable.Rows.Where(row => row.Verb != "hub").Select(row => Fill(row.Surface)).Append("/nothing-here").Append("/api/nothing-here").Append("/assets/scrutiny.css").Distinct();

    private static string Fill(string surface) => System.Text.RegularExpressions.Regex.Replace(surface, "{[^}]+}", part => part.Value switch
    {
        "{source}" => "force-contact",
        "{load}" => "aaaaaaaaaaaa",
        "{id:long}" or "{chapter:int}" or "{version:int}" => "1",
        "{documentName}" => "v1",
        "{board}" => "contact",
        _ => "recorded-crime",
    });

    private static Task<HttpResponseMessage> SendAsync(RunningWeb site, string verb, string address) => site.Client.SendAsync(new HttpRequestMessage(new HttpMethod(verb), address));

    private static IEnumerable<string> Missing(HttpResponseMessage answer, bool isStaff)
    {
        // The framework's own answers on a hub are for programs.
        var hub = answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/hubs/", StringComparison.Ordinal);
        var framed = answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/embed/", StringComparison.Ordinal) && answer.StatusCode == HttpStatusCode.OK;
        var asset = answer.RequestMessage.RequestUri.AbsolutePath.StartsWith("/assets/", StringComparison.Ordinal);
        var expected = new Dictionary<string, string?>
        {
            ["Content-Security-Policy"] = framed ? SecurityHeaders.ContentSecurityPolicy.Replace("frame-ancestors 'none'", "frame-ancestors *", StringComparison.Ordinal) : SecurityHeaders.ContentSecurityPolicy,
            ["X-Frame-Options"] = framed ? null : "DENY",
            ["X-Content-Type-Options"] = "nosniff",
            ["Referrer-Policy"] = "no-referrer",
            ["Cross-Origin-Opener-Policy"] = "same-origin",
            ["Cross-Origin-Resource-Policy"] = "same-origin",
            ["Server"] = null,
            ["X-Powered-By"] = null,
            ["Strict-Transport-Security"] = null,
            ["Access-Control-Allow-Origin"] = null,
        };
        foreach (var (name, value) in expected.Where(header => Value(answer, header.Key) != header.Value))
        {
            yield return $"{name} is '{Value(answer, name)}', not '{value}'";
        }

        if (Value(answer, "Permissions-Policy")?.Contains("camera=()", StringComparison.Ordinal) != true)
        {
            yield return "no Permissions-Policy";
        }

        if (isStaff && !asset && answer.StatusCode is HttpStatusCode.OK && answer.Headers.CacheControl?.NoStore != true)
        {
            yield return "a staff answer may be kept";
        }

        if (!hub && answer.Content.Headers.ContentType is { } type && type.MediaType!.StartsWith("text/", StringComparison.Ordinal) && type.MediaType is not ("text/css" or "text/javascript") && type.CharSet is null)
        {
            yield return $"{type} says no character set";
        }
    }

    private static string? Value(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private async Task<object?> RowsAsync() => await database.AskAsync("""
        select string_agg(format('%s %s', c.oid::regclass, (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %s', c.oid::regclass), false, true, '')))[1]), ', ' order by c.oid)
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname in ('working', 'published')
        """);
}
