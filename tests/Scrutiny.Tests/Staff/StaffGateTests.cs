using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Scrutiny.Database;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Web.Access;
using Scrutiny.Web.Staff;

namespace Scrutiny.Tests.Staff;

/// <summary>Every role and nobody, at every address of the staff process.</summary>
[Category("G-3")]
internal sealed partial class StaffGateTests
{
    private TestDatabase database = null!;
    private RunningWeb web = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        web = await StaffBrowser.StartSiteAsync(database);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await web.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Each_role_reaches_what_the_table_says_and_nothing_else([Values] StaffRole role)
    {
        using var browser = await StaffBrowser.SignInAsync(web, "A Tester", role);
        var (wrong, asked) = (new List<string>(), 0);
        foreach (var row in Asked())
        {
            using var answer = await browser.SendAsync(row.Verb, AddressOf(row));
            asked++;
            var refused = answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized || IsSentToSignIn(answer);
            if (refused == (row.Roles.Contains(role) || row.SameOnBothSites || row.Viewer == Viewer.StaffSite))
            {
                wrong.Add($"{row.Verb} {row.Surface}: {answer.StatusCode}");
            }
        }

        Assert.That(wrong, Is.Empty);
        await TestContext.Out.WriteLineAsync($"{role.Name()}: {asked} surfaces asked, 0 mismatches");
    }

    [Test]
    public async Task Each_role_may_call_the_hub_methods_that_the_table_says_and_no_other([Values] StaffRole role)
    {
        using var browser = await StaffBrowser.SignInAsync(web, "A Tester", role);
        var wrong = new List<string>();
        foreach (var row in AccessTable.Rows.Where(row => row.Verb == "hub"))
        {
            var called = await IsCalledAsync(row.Surface, browser.Cookies);
            if (called != row.Roles.Contains(role))
            {
                wrong.Add($"{row.Surface}: {(called ? "called" : "refused")}");
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public async Task Nobody_calls_a_hub_method_of_the_staff_process_before_signing_in()
    {
        foreach (var row in AccessTable.Rows.Where(row => row.Verb == "hub"))
        {
            Assert.That(await IsCalledAsync(row.Surface, new CookieContainer()), Is.False, row.Surface);
        }
    }

    [Test]
    public async Task Nobody_gets_past_signing_in_and_nothing_is_kept_by_a_cache()
    {
        using var browser = new StaffBrowser(web.Client.BaseAddress!);
        var wrong = new List<string>();
        foreach (var row in Asked())
        {
            using var answer = await browser.SendAsync(row.Verb, AddressOf(row));
            var refused = answer.StatusCode == HttpStatusCode.Unauthorized || IsSentToSignIn(answer);
            var open = row.SameOnBothSites || row.Viewer == Viewer.StaffSite;
            if (refused == open || answer.Headers.CacheControl?.NoStore != true)
            {
                wrong.Add($"{row.Verb} {row.Surface}: {answer.StatusCode}, {answer.Headers.CacheControl}");
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public async Task A_form_from_elsewhere_changes_nothing()
    {
        using var browser = await StaffBrowser.SignInAsync(web, "A Tester", StaffRole.Publisher);

        using var answer = await browser.SendAsync("POST", "/staff/feeds/force-contact");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await database.AskAsync("select count(*) from working.request"), Is.Zero);
    }

    [Test]
    public async Task Signing_in_leads_back_to_where_one_was_and_nowhere_else()
    {
        var account = await MadeAccounts.OfAsync(database, "A Tester", StaffRole.Analyst);
        using var here = new StaffBrowser(web.Client.BaseAddress!);
        using var elsewhere = new StaffBrowser(web.Client.BaseAddress!);

        using var back = await here.PostAsync("/staff/sign-in", ("SignInName", account.SignInName), ("Password", account.Password), ("Return", "/staff/loads?state=waiting"));
        using var away = await elsewhere.PostAsync("/staff/sign-in", ("SignInName", account.SignInName), ("Password", account.Password), ("Return", "//evil.example/"));

        Assert.That((back.Headers.Location!.OriginalString, away.Headers.Location!.OriginalString), Is.EqualTo(("/staff/loads?state=waiting", "/staff")));
    }

    [Test]
    public async Task A_staff_page_shows_no_public_menu_and_says_who_one_is()
    {
        using var browser = await StaffBrowser.SignInAsync(web, "Ann <Lyst>", StaffRole.Analyst);

        var page = await browser.ReadAsync("/staff/feeds");
        var missing = await browser.ReadAsync("/staff/loads/aaaaaaaaaaaa", HttpStatusCode.NotFound);

        Assert.That(new[] { page, missing, await browser.ReadAsync("/performance"), await browser.ReadAsync("/accessibility") }, Has.All.Contains("<strong>Ann <Lyst></strong>, Analyst").And.All.Not.Contains(">Promises<").And.All.Not.Contains("href=\"/data\""));
    }

    [TestCase("http://0.0.0.0:5081")]
    [TestCase("http://127.0.0.1:5081;http://+:5081")]
    [TestCase("http://staff.example:5081")]
    public async Task While_an_account_of_the_samples_is_enabled_the_staff_site_listens_on_loopback_only(string addresses)
    {
        await MadeAccounts.OfAsync(database, "A Tester", StaffRole.Analyst);
        await using var empty = await TestDatabase.CreateAsync();
        await using var open = Scrutiny.Web.Program.Build(["--audience", "staff", "--urls", addresses, "--ConnectionStrings:Scrutiny", database.ConnectionString(DatabaseRole.Staff)]);
        await using var proper = Scrutiny.Web.Program.Build(["--audience", "staff", "--urls", addresses, "--ConnectionStrings:Scrutiny", empty.ConnectionString(DatabaseRole.Staff)]);

        Assert.That(open.CheckOpenAddressAsync, Throws.TypeOf<SentenceException>().With.Message.Contains("loopback only"));
        Assert.That(proper.CheckOpenAddressAsync, Throws.Nothing);
    }

    /// <summary>Whether the hub's method itself answers, by a real socket: here with its own sentence, since nothing has that name.</summary>
    private async Task<bool> IsCalledAsync(string surface, CookieContainer cookies)
    {
        const char End = '\u001e';
        var (address, method) = (surface.Split('#')[0], surface.Split('#')[1]);
        using var socket = new ClientWebSocket { Options = { Cookies = cookies } };
        try
        {
            await socket.ConnectAsync(new UriBuilder(new Uri(web.Client.BaseAddress!, address)) { Scheme = "ws" }.Uri, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            return false;
        }

        var call = method == "Follow" ? """{"type":4,"invocationId":"1","target":"Follow","arguments":["nothing",0]}""" : $$"""{"type":1,"invocationId":"1","target":"{{method}}","arguments":["nothing",{{(method == "Shown" ? "0" : "\"nowhere\"")}}]}""";
        await socket.SendAsync(Encoding.UTF8.GetBytes($$"""{"protocol":"json","version":1}{{End}}{{call}}{{End}}"""), WebSocketMessageType.Text, true, CancellationToken.None);
        var (heard, buffer) = (new StringBuilder(), new byte[4096]);
        while (!heard.ToString().Contains("\"type\":3", StringComparison.Ordinal))
        {
            var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
            Assert.That(part.MessageType, Is.EqualTo(WebSocketMessageType.Text), surface);
            heard.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
        }

        return heard.ToString().Contains("There is no such", StringComparison.Ordinal);
    }

    private static IEnumerable<AccessRow> Asked() => AccessTable.Rows.Where(row => row.Verb is "GET" or "POST" && row.Viewer is not (Viewer.Operators or Viewer.PublicSite));

    private static bool IsSentToSignIn(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.OriginalString.StartsWith("/staff/sign-in?return=", StringComparison.Ordinal);

    private static string AddressOf(AccessRow row) => Part().Replace(row.Surface, part => part.Value switch
    {
        "{source}" => "force-contact",
        "{load}" or "{account}" => "aaaaaaaaaaaa",
        "{id:long}" or "{chapter:int}" or "{version:int}" => "1",
        "{documentName}" => "v1",
        _ => "recorded-crime",
    });

    [GeneratedRegex("{[^}]+}")]
    private static partial Regex Part();
}
