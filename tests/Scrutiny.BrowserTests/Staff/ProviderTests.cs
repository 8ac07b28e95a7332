using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Scrutiny.BrowserTests.Staff;

/// <summary>Signing in through the organisation's own provider, which is a real one on another site.</summary>
[Category("G-1")]
internal sealed partial class ProviderTests
{
    private SignInProvider provider = null!;

    private static Uri Site => Running.Scrutiny.Staff;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        await using (var away = await OpenAsync())
        {
            // Nobody has started it yet.
            var answer = await away.Page.GotoAsync(SignInProvider.Address);
            Assert.That(answer!.Status, Is.EqualTo(503));
            await Expect(away.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Signing in is not possible now");
        }

        provider = await SignInProvider.StartAsync(Site);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await provider.DisposeAsync();

    [Test]
    public async Task Whoever_the_provider_knows_lands_where_they_wanted_with_the_roles_that_it_gives_and_no_second_password()
    {
        await SignInProvider.SetGroupsAsync("ann", "pcc-analysts", "other");
        await using var visit = await OpenAsync();

        await visit.Page.GotoAsync("/staff/boards");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = $"Sign in with {SignInProvider.Name}" }).ClickAsync();
        await PassAsync(visit.Page, "ann");

        await Expect(visit.Page).ToHaveURLAsync(new Uri(Site, "/staff/boards").ToString());
        await visit.Page.GotoAsync("/staff/account");
        await Expect(visit.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Provider’s ann");
        await Expect(visit.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("Kept by your organisation’s provider");
        Assert.That((await visit.Page.GotoAsync("/staff/audit"))!.Status, Is.EqualTo(403), "an analyst is no auditor");
    }

    [Test]
    public async Task Other_groups_at_the_provider_are_other_roles_at_the_next_sign_in_and_the_account_stays_the_same()
    {
        await SignInProvider.SetGroupsAsync("rob", "pcc-analysts");
        await using var first = await SignInAsync("rob");
        var name = await SignInNameAsync(first.Page);

        await SignInProvider.SetGroupsAsync("rob", "pcc-auditors");
        await using var second = await SignInAsync("rob");

        Assert.That((await second.Page.GotoAsync("/staff/audit"))!.Status, Is.EqualTo(200));
        await Expect(second.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("the sign-in provider");
        Assert.That(await SignInNameAsync(second.Page), Is.EqualTo(name));
        await first.Page.GotoAsync("/staff/boards");
        await Expect(first.Page).ToHaveURLAsync(new Regex("/staff/sign-in"), new() { Timeout = 10_000 });
    }

    [Test]
    public async Task A_name_that_somebody_has_here_is_not_given_to_a_stranger_at_the_provider()
    {
        var taken = await StaffAccounts.EnsureAsync(Site, "Taken", "Publisher");

        await SignInProvider.SetGroupsAsync(taken, "pcc-auditors");
        await using var visit = await SignInAsync(taken);
        await using var again = await SignInAsync(taken);

        var given = await SignInNameAsync(visit.Page);
        Assert.That(given, Does.Match(@"^taken\.publisher\+[0-9a-f]{8}$"));
        Assert.That(await SignInNameAsync(again.Page), Is.EqualTo(given));
        Assert.That((await visit.Page.GotoAsync("/staff/upload"))!.Status, Is.EqualTo(403), "publishers may, auditors may not");
    }

    [Test]
    public async Task Somebody_in_no_group_that_counts_is_told_so_and_is_not_in()
    {
        await SignInProvider.SetGroupsAsync("stranger", "cleaners");
        await using var visit = await OpenAsync();

        await visit.Page.GotoAsync(SignInProvider.Address);
        await PassAsync(visit.Page, "stranger");

        await Expect(visit.Page.GetByRole(AriaRole.Main)).ToContainTextAsync("it gives you no role here");
        await visit.Page.GotoAsync("/staff/account");
        await Expect(visit.Page).ToHaveURLAsync(new Regex("/staff/sign-in"));
    }

    [Test]
    public async Task The_providers_answer_counts_once_and_in_the_browser_that_asked_for_it()
    {
        await SignInProvider.SetGroupsAsync("eve", "pcc-analysts");
        await using var visit = await OpenAsync();
        var back = "";
        visit.Page.Request += (_, request) => back = request.Url.Contains("/return?code=", StringComparison.Ordinal) ? request.Url : back;
        await visit.Page.GotoAsync(SignInProvider.Address);
        await PassAsync(visit.Page, "eve");
        await Expect(visit.Page).ToHaveURLAsync(new Regex("/staff/feeds|/staff/boards|/staff/loads"));
        Assert.That(back, Is.Not.Empty);

        // The same answer again; in a browser that never asked; with another sign-in's state; and without any.
        await using var stranger = await OpenAsync();
        await using var other = await OpenAsync();
        await other.Page.GotoAsync(SignInProvider.Address);
        await RefusedAsync(visit.Page, back);
        await RefusedAsync(stranger.Page, back);
        await RefusedAsync(other.Page, back);
        await RefusedAsync(other.Page, new Uri(Site, $"{SignInProvider.Address}/return?code=guessed").ToString());
        await RefusedAsync(other.Page, new Uri(Site, $"{SignInProvider.Address}/return?error=access_denied").ToString());
        await other.Page.GotoAsync("/staff/account");
        await Expect(other.Page).ToHaveURLAsync(new Regex("/staff/sign-in"));
    }

    private static async Task RefusedAsync(IPage page, string address)
    {
        Assert.That((await page.GotoAsync(address))!.Status, Is.EqualTo(403), address.Split('?')[0]);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("You are not signed in");
    }

    private static async Task<Visitor> SignInAsync(string login)
    {
        var visitor = await OpenAsync();
        await visitor.Page.GotoAsync(SignInProvider.Address);
        await PassAsync(visitor.Page, login);
        await Expect(visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
        return visitor;
    }

    /// <summary>The provider's own two pages: who one is, and that this site may know.</summary>
    private static async Task PassAsync(IPage page, string login)
    {
        await page.GetByPlaceholder("Enter any login").FillAsync(login);
        await page.GetByPlaceholder("and password").FillAsync("any");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign-in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
    }

    private static async Task<string> SignInNameAsync(IPage page)
    {
        await page.GotoAsync("/staff/account");
        return SignInName().Match(await page.GetByRole(AriaRole.Main).InnerTextAsync()).Groups[1].Value;
    }

    private static async Task<Visitor> OpenAsync()
    {
        var context = await Running.Browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = Site.ToString(), Locale = "en-GB" });
        context.SetDefaultTimeout(60_000);
        return new Visitor(context, await context.NewPageAsync());
    }

    [GeneratedRegex(@"Sign-in name\s+(\S+)")]
    private static partial Regex SignInName();

    private sealed record Visitor(IBrowserContext Context, IPage Page) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Context.CloseAsync();
    }
}
