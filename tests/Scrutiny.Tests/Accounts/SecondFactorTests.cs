using System.Net;
using System.Text.RegularExpressions;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Staff;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Accounts;

/// <summary>Signing in with two factors, as a person does it.</summary>
[Category("G-2")]
[Category("Slow")]
internal sealed partial class SecondFactorTests
{
    private TestDatabase database = null!;
    private RunningWeb web = null!;
    private AccountDatabase accounts = null!;

    private AccountRegister Register => new(accounts);

    private static long Now => Totp.StepAt(TimeProvider.System.GetUtcNow());

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        web = await StaffBrowser.StartSiteAsync(database);
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
    public async Task Without_samples_nothing_opens_before_the_second_factor_is_set_up()
    {
        var account = await MadeAccounts.AddAsync(database, "newcomer", "New Comer", sample: false, StaffRole.Publisher);
        using var browser = await StaffBrowser.SignInAsync(web, account);

        using var page = await browser.SendAsync("GET", "/staff/feeds");
        using var form = await browser.SendAsync("POST", "/staff/upload");
        await SetUpAsync(browser);
        var after = await browser.ReadAsync("/staff/feeds");

        Assert.That((page.Headers.Location?.OriginalString, form.StatusCode), Is.EqualTo(("/staff/account/second-factor", HttpStatusCode.Forbidden)));
        Assert.That(after, Does.Contain("New Comer"));
    }

    [Test]
    public async Task A_code_signs_in_once_and_a_second_time_does_not()
    {
        var (account, secret) = await WithSecondFactorAsync("replayed");
        var code = Totp.Code(secret, Now + 1);

        using var first = await EnterAsync(account, code);
        using var again = await EnterAsync(account, code);
        using var earlier = await EnterAsync(account, Totp.Code(secret, Now));

        Assert.That(new[] { first, again, earlier }.Select(answer => answer.StatusCode), Is.EqualTo(new[] { HttpStatusCode.Redirect, HttpStatusCode.OK, HttpStatusCode.OK }));
    }

    [Test]
    public async Task After_five_wrong_codes_the_right_one_is_not_taken_either()
    {
        var (account, secret) = await WithSecondFactorAsync("code.guesser");
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await EnterAsync(account, "000000");
        }

        using var right = await EnterAsync(account, Totp.Code(secret, Now + 1));

        Assert.That(right.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
    }

    [Test]
    public async Task A_one_time_password_does_not_get_past_the_second_factor_and_has_to_be_changed()
    {
        var (account, secret) = await WithSecondFactorAsync("forgetful");
        var password = await Register.ResetAsync(account.AccountId, "cli", CancellationToken.None);
        using var browser = new StaffBrowser(web.Client.BaseAddress!);

        using var old = await browser.PostAsync("/staff/sign-in", ("SignInName", account.SignInName), ("Password", account.Password));
        using var first = await browser.PostAsync("/staff/sign-in", ("SignInName", account.SignInName), ("Password", password));
        using var page = await browser.SendAsync("GET", "/staff/feeds");
        using var second = await browser.PostAsync("/staff/sign-in/code", ("Code", Totp.Code(secret, Now + 1)));
        using var owed = await browser.SendAsync("GET", "/staff/feeds");
        using var common = await browser.PostAsync("/staff/account/password", ("Present", password), ("Chosen", "Password123456"), ("Again", "Password123456"));
        using var changed = await browser.PostAsync("/staff/account/password", ("Present", password), ("Chosen", "gravel kettle 39 violet"), ("Again", "gravel kettle 39 violet"));

        Assert.That(old.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(first.Headers.Location!.OriginalString, Does.StartWith("/staff/sign-in/code"));
        Assert.That(page.Headers.Location!.OriginalString, Does.StartWith("/staff/sign-in?"));
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(owed.Headers.Location!.OriginalString, Is.EqualTo("/staff/account/password"));
        Assert.That(await common.Content.ReadAsStringAsync(), Does.Contain("not on the list of common ones"));
        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await browser.ReadAsync("/staff/feeds"), Does.Contain("forgetful"));
    }

    [Test]
    public async Task A_one_time_password_ends_after_a_week()
    {
        var account = await MadeAccounts.AddAsync(database, "absent", "Absent Person", sample: false, StaffRole.Analyst);
        var password = await Register.ResetAsync(account.AccountId, "cli", CancellationToken.None);
        await database.AskAsync("update account.account set one_time_until = one_time_until - interval '7 days 1 second' where sign_in_name = 'absent'");
        using var browser = new StaffBrowser(web.Client.BaseAddress!);

        using var answer = await browser.PostAsync("/staff/sign-in", ("SignInName", account.SignInName), ("Password", password));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task The_database_holds_no_secret_in_clear()
    {
        var (account, secret) = await WithSecondFactorAsync("secretive");

        var row = (string)(await database.AskAsync($"select a::text from account.account a where account_id = '{account.AccountId}'"))!;

        Assert.That(row, Does.Not.Contain(secret).And.Not.Contain(MadeAccounts.Password));
    }

    [Test]
    public void Nothing_that_can_be_asked_without_signing_in_makes_an_account()
    {
        var makers = Directory.EnumerateFiles(Repository.PathTo("src/Scrutiny.Web"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && MakesAccount().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName);

        // For whom the provider has signed in, and with the roles that the settings give to its groups.
        Assert.That(makers, Is.EqualTo(new[] { "ProviderAccounts.cs" }));
        Assert.That(
            AccessTable.Rows.Where(row => row.Verb == "POST" && row.Viewer is Viewer.Public or Viewer.StaffSite && row.Surface.StartsWith("/staff", StringComparison.Ordinal) && row.Verb == "POST").Select(row => row.Surface),
            Is.EquivalentTo(new[] { "/staff/sign-in", "/staff/sign-in/code", "/staff/sign-out" }));
    }

    private async Task<(MadeAccount Account, string Secret)> WithSecondFactorAsync(string name)
    {
        var account = await MadeAccounts.AddAsync(database, name, name, sample: false, StaffRole.Analyst);
        using var browser = await StaffBrowser.SignInAsync(web, account);
        return (account, await SetUpAsync(browser));
    }

    /// <summary>With the code of this half-minute, so that the next one's is still to be used.</summary>
    private static async Task<string> SetUpAsync(StaffBrowser browser)
    {
        var page = await browser.ReadAsync("/staff/account/second-factor");
        var secret = Key().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        using var answer = await browser.PostAsync("/staff/account/second-factor", ("Secret", Offered().Match(page).Groups[1].Value), ("Code", Totp.Code(secret, Now)));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        return secret;
    }

    /// <summary>Signs in with the password and this code, from a browser that was never seen.</summary>
    private async Task<HttpResponseMessage> EnterAsync(MadeAccount account, string code)
    {
        using var browser = new StaffBrowser(web.Client.BaseAddress!);
        using var password = await browser.PostAsync("/staff/sign-in", ("SignInName", account.SignInName), ("Password", account.Password));
        Assert.That(password.Headers.Location?.OriginalString, Does.StartWith("/staff/sign-in/code"));
        return await browser.PostAsync("/staff/sign-in/code", ("Code", code));
    }

    [GeneratedRegex("id=\"key\">([A-Z2-7 ]+)<")]
    private static partial Regex Key();

    [GeneratedRegex("name=\"Secret\" value=\"([^\"]+)\"")]
    private static partial Regex Offered();

    [GeneratedRegex(@"new NewAccount\b|\.AddAsync\(\s*\[")]
    private static partial Regex MakesAccount();
}
