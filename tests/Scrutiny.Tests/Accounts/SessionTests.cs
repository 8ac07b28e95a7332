using System.Net;
using System.Net.WebSockets;
using System.Text;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Staff;

namespace Scrutiny.Tests.Accounts;

/// <summary>When a session begins, and all that ends it.</summary>
[Category("G-9")]
[Category("Slow")]
internal sealed class SessionTests
{
    private TestDatabase database = null!;
    private RunningWeb web = null!;
    private AccountDatabase accounts = null!;
    private int people;

    private AccountRegister Register => new(accounts);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        web = await StaffBrowser.StartSiteAsync(database, "--Proxy:Trusted:0", "127.0.0.1");
        accounts = new AccountDatabase(database.ConnectionString(Scrutiny.Database.DatabaseRole.Staff));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await accounts.DisposeAsync();
        await web.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Signing_in_begins_a_new_session_each_time()
    {
        var account = await PersonAsync();
        using var browser = await StaffBrowser.SignInAsync(web, account);
        var first = browser.SessionCookie;

        using var again = await browser.PostFromAsync("/staff/feeds", "/staff/sign-in", ("SignInName", account.SignInName), ("Password", account.Password));

        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(browser.SessionCookie, Is.Not.EqualTo(first));
        Assert.That(await database.AskAsync($"select count(*) from account.session where account_id = '{account.AccountId}'"), Is.EqualTo(2));
    }

    [Test]
    public async Task Over_https_the_sessions_cookie_is_for_this_very_host_and_for_no_other()
    {
        var account = await PersonAsync();
        using var browser = new StaffBrowser(web.Client.BaseAddress!);
        browser.Headers.Add("X-Forwarded-For", "192.0.2.1");
        browser.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await browser.PostAsync("/staff/sign-in", ("SignInName", account.SignInName), ("Password", account.Password));

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.Contains("scrutiny-staff=", StringComparison.Ordinal));
        Assert.That(cookie, Does.StartWith("__Host-scrutiny-staff=").And.Contain("; path=/; secure; samesite=strict; httponly"));
    }

    [Test]
    public async Task The_next_request_after_an_account_was_disabled_is_refused_and_so_is_the_next_sign_in()
    {
        var account = await PersonAsync();
        using var browser = await StaffBrowser.SignInAsync(web, account);

        await Register.DisableAsync(account.AccountId, "cli", CancellationToken.None);
        using var next = await browser.SendAsync("POST", "/staff/upload");
        using var signIn = await browser.PostAsync("/staff/sign-in", ("SignInName", account.SignInName), ("Password", account.Password));
        await Register.EnableAsync(account.AccountId, "cli", CancellationToken.None);
        using var enabled = await browser.SendAsync("POST", "/staff/upload");

        Assert.That((next.StatusCode, signIn.StatusCode, enabled.StatusCode), Is.EqualTo((HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.Unauthorized)));
    }

    [Test]
    public async Task Other_roles_end_the_session_and_hold_for_the_next_one()
    {
        var account = await PersonAsync();
        using var browser = await StaffBrowser.SignInAsync(web, account);

        await Register.SetRolesAsync(account.AccountId, [StaffRole.Auditor], "cli", CancellationToken.None);
        using var next = await browser.SendAsync("GET", "/staff/feeds");
        using var after = await StaffBrowser.SignInAsync(web, account);
        await after.ReadAsync("/staff/feeds", HttpStatusCode.Forbidden);

        Assert.That(next.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await after.ReadAsync("/staff/audit"), Does.Contain("Auditor"));
    }

    [Test]
    public async Task A_new_password_ends_every_other_session_and_keeps_this_one()
    {
        var account = await PersonAsync();
        using var here = await StaffBrowser.SignInAsync(web, account);
        using var elsewhere = await StaffBrowser.SignInAsync(web, account);

        using var changed = await here.PostAsync("/staff/account/password", ("Present", account.Password), ("Chosen", "gravel kettle 39 violet"), ("Again", "gravel kettle 39 violet"));
        using var other = await elsewhere.SendAsync("GET", "/staff/feeds");
        await here.ReadAsync("/staff/feeds");

        Assert.That((changed.StatusCode, other.StatusCode), Is.EqualTo((HttpStatusCode.Redirect, HttpStatusCode.Redirect)));
    }

    [TestCase("seen_at = now() - interval '61 minutes'")]
    [TestCase("expires_at = now() - interval '1 second'")]
    public async Task An_unused_session_ends_and_a_used_one_ends_too_in_the_end(string later)
    {
        var account = await PersonAsync();
        using var browser = await StaffBrowser.SignInAsync(web, account);
        await browser.ReadAsync("/staff/feeds");

        await database.AskAsync($"update account.session set {later} where account_id = '{account.AccountId}'");
        using var next = await browser.SendAsync("GET", "/staff/feeds");

        Assert.That(next.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task A_request_keeps_the_session_and_a_socket_does_not()
    {
        var account = await PersonAsync();
        using var browser = await StaffBrowser.SignInAsync(web, account);
        async Task<bool> IsFreshAfterAsync(string verb, string address)
        {
            await database.AskAsync($"update account.session set seen_at = now() - interval '30 minutes' where account_id = '{account.AccountId}'");
            using var answer = await browser.SendAsync(verb, address);
            return (bool)(await database.AskAsync($"select bool_and(seen_at > now() - interval '1 minute') from account.session where account_id = '{account.AccountId}'"))!;
        }

        Assert.That(await IsFreshAfterAsync("POST", "/hubs/staff/negotiate?negotiateVersion=1"), Is.False);
        Assert.That(await IsFreshAfterAsync("GET", "/staff/feeds"), Is.True);
    }

    [Test]
    public async Task A_cookie_that_was_copied_is_worth_nothing_after_signing_out()
    {
        var account = await PersonAsync();
        using var browser = await StaffBrowser.SignInAsync(web, account);
        var copied = browser.SessionCookie;

        using (await browser.PostFromAsync("/staff/feeds", "/staff/sign-out"))
        {
        }

        using var thief = new StaffBrowser(web.Client.BaseAddress!);
        thief.Cookies.Add(web.Client.BaseAddress!, new Cookie("scrutiny-staff", copied));
        using var answer = await thief.SendAsync("GET", "/staff/feeds");

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task A_person_sees_the_own_sessions_ends_one_or_all_and_nobody_elses()
    {
        var (account, stranger) = (await PersonAsync(), await PersonAsync());
        using var here = await StaffBrowser.SignInAsync(web, account);
        using var there = await StaffBrowser.SignInAsync(web, account);
        using var other = await StaffBrowser.SignInAsync(web, stranger);
        async Task<string> SessionAsync(MadeAccount of) => (string)(await database.AskAsync($"select session_id from account.session where account_id = '{of.AccountId}' order by begun_at desc limit 1"))!;

        using var foreign = await here.PostAsync("/staff/account", ("Session", await SessionAsync(stranger)));
        await other.ReadAsync("/staff/feeds");
        using var one = await here.PostAsync("/staff/account", ("Session", await SessionAsync(account)));
        using var ended = await there.SendAsync("GET", "/staff/feeds");
        await here.ReadAsync("/staff/feeds");
        using var all = await here.PostAsync("/staff/account", ("Session", "all"));
        using var own = await here.SendAsync("GET", "/staff/feeds");

        Assert.That((ended.StatusCode, own.StatusCode), Is.EqualTo((HttpStatusCode.Redirect, HttpStatusCode.Redirect)));
    }

    [Test, Category("D-8")]
    public async Task The_sockets_of_a_session_that_has_ended_are_closed_within_five_seconds_and_no_others()
    {
        var (account, stranger) = (await PersonAsync(), await PersonAsync());
        using var browser = await StaffBrowser.SignInAsync(web, account);
        using var other = await StaffBrowser.SignInAsync(web, stranger);
        using var socket = await OpenAsync(browser);
        using var stays = await OpenAsync(other);
        var clock = System.Diagnostics.Stopwatch.StartNew();

        await Register.DisableAsync(account.AccountId, "cli", CancellationToken.None);
        await EndOfAsync(socket).WaitAsync(TimeSpan.FromSeconds(30));

        await TestContext.Out.WriteLineAsync($"closed after {clock.Elapsed.TotalSeconds:0.0} s");
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
        Assert.That(stays.State, Is.EqualTo(WebSocketState.Open));
        await other.ReadAsync("/staff/feeds");
    }

    private async Task<MadeAccount> PersonAsync()
    {
        var number = Interlocked.Increment(ref people);
        return await MadeAccounts.AddAsync(database, $"person-{number}", $"Person {number}", sample: true, StaffRole.Publisher);
    }

    private async Task<ClientWebSocket> OpenAsync(StaffBrowser browser)
    {
        var socket = new ClientWebSocket { Options = { Cookies = browser.Cookies } };
        await socket.ConnectAsync(new Uri($"ws://{web.Client.BaseAddress!.Authority}/hubs/staff"), CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, CancellationToken.None);
        // The answer to the handshake: from now on the hub knows the connection.
        await socket.ReceiveAsync(new byte[256], CancellationToken.None);
        return socket;
    }

    private static async Task EndOfAsync(ClientWebSocket socket)
    {
        var room = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(room, CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Closed without a word, which is an end, too.
        }
    }
}
