using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Staff;
using Scrutiny.Web.Accounts;

namespace Scrutiny.Tests.Accounts;

/// <summary>Guessing: what it costs, and whom it keeps out. Alone, since hashes are counted for the whole process.</summary>
[Category("G-1"), Category("Slow"), NonParallelizable]
internal sealed class SignInDeskTests
{
    private TestDatabase database = null!;
    private RunningWeb web = null!;

    private SignInDesk Desk => web.Services.GetRequiredService<SignInDesk>();

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
    public async Task Ten_thousand_guesses_at_one_account_cost_at_most_twenty_hashes_and_leave_its_known_device_alone()
    {
        var account = await MadeAccounts.AddAsync(database, "guessed", "Guessed At", sample: true, StaffRole.Analyst);
        var before = await EntriesAsync();
        using var checks = new CountedChecks();

        var attack = Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancel) =>
            Assert.That((await Desk.CheckPasswordAsync("Guessed", $"guess number {i}", $"10.0.{i / 250}.{i % 250}", null, cancel)).Account, Is.Null));
        var clock = Stopwatch.StartNew();
        var meanwhile = await Desk.CheckPasswordAsync(account.SignInName, account.Password, "192.0.2.1", _ => "the device of old", CancellationToken.None);
        var waited = clock.Elapsed;
        await attack;
        var (cost, entries) = (checks.Count, await EntriesAsync() - before);
        var stranger = await Desk.CheckPasswordAsync(account.SignInName, account.Password, "192.0.2.1", null, CancellationToken.None);
        var known = await Desk.CheckPasswordAsync(account.SignInName, account.Password, "192.0.2.1", _ => "the device of old", CancellationToken.None);

        await TestContext.Out.WriteLineAsync($"10,000 guesses: {cost} hashes, {entries} entries in the record; the known device was let in after {waited.TotalSeconds:0.0} s");
        Assert.That(meanwhile.Account?.AccountId, Is.EqualTo(account.AccountId));
        Assert.That(waited, Is.LessThan(TimeSpan.FromSeconds(30)));
        // One of the hashes was the known device's own.
        Assert.That(cost, Is.InRange(2, 21));
        Assert.That(entries, Is.EqualTo(cost - 1), "what costs nothing is not recorded, so that nobody fills the record");
        Assert.That((stranger.IsHeld, known.Account?.AccountId), Is.EqualTo((true, account.AccountId)));
    }

    [Test, Category("Long")]
    public async Task One_guess_at_each_of_ten_thousand_accounts_is_held_back_by_its_source_and_nobody_elses()
    {
        var account = await MadeAccounts.AddAsync(database, "elsewhere", "Else Where", sample: true, StaffRole.Analyst);
        using var checks = new CountedChecks();

        await Parallel.ForAsync(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, cancel) =>
            await Desk.CheckPasswordAsync($"name-{i}", "one common password", "198.51.100.7", null, cancel));
        var cost = checks.Count;
        var other = await Desk.CheckPasswordAsync(account.SignInName, account.Password, "198.51.100.8", null, CancellationToken.None);

        await TestContext.Out.WriteLineAsync($"10,000 names from one source: {cost} hashes");
        Assert.That(cost, Is.InRange(1, 40));
        Assert.That(other.Account, Is.Not.Null);
    }

    [Test]
    public async Task A_name_that_nobody_has_costs_what_one_that_somebody_has_costs_and_looks_the_same()
    {
        await MadeAccounts.AddAsync(database, "known", "Known Person", sample: true, StaffRole.Analyst);
        using var browser = new StaffBrowser(web.Client.BaseAddress!);
        var (costs, pages) = (new List<long>(), new List<string>());
        foreach (var name in new[] { "known", "nobody" })
        {
            using var checks = new CountedChecks();
            using var answer = await browser.PostAsync("/staff/sign-in", ("SignInName", name), ("Password", "not the password"));
            costs.Add(checks.Count);
            pages.Add(StaffBrowser.WithoutToken(await answer.Content.ReadAsStringAsync()).Replace($"value=\"{name}\"", "", StringComparison.Ordinal));
        }

        Assert.That(costs, Is.EqualTo(new[] { 1, 1 }));
        Assert.That(pages[0], Is.EqualTo(pages[1]).And.Contains("The name, the password or the code was not right"));
    }

    [Test]
    public async Task A_password_that_is_too_long_is_refused_before_it_costs_anything()
    {
        using var checks = new CountedChecks();

        var verdict = await Desk.CheckPasswordAsync("anybody", new string('x', PasswordRules.Longest + 1), "203.0.113.9", null, CancellationToken.None);

        Assert.That((verdict, checks.Count), Is.EqualTo((SignInVerdict.Failed, 0)));
    }

    [Test]
    public async Task What_is_kept_of_failures_names_neither_a_person_nor_an_address()
    {
        await Desk.CheckPasswordAsync("somebody", "not the password", "203.0.113.77", null, CancellationToken.None);

        var kept = (string)(await database.AskAsync("select string_agg(a::text, ' ') from account.attempt a"))!;

        Assert.That(kept, Does.Not.Contain("203.0").And.Not.Contain("SOMEBODY").IgnoreCase);
        Assert.That(await database.AskAsync("select count(*) from audit.entry e where e::text ilike '%somebody%' or e::text like '%203.0%'"), Is.Zero);
    }

    [TestCase("192.0.2.7", "::ffff:192.0.2.7", true)]
    [TestCase("2001:db8:1:2::7", "2001:db8:1:2:ffff::9", true)]
    [TestCase("2001:db8:1:2::7", "2001:db8:1:3::7", false)]
    [TestCase("192.0.2.7", "192.0.2.8", false)]
    public void One_customers_addresses_are_one_source(string one, string other, bool same) =>
        Assert.That(SourceAddress.Of(IPAddress.Parse(one)) == SourceAddress.Of(IPAddress.Parse(other)), Is.EqualTo(same));

    private async Task<long> EntriesAsync() => (long)(await database.AskAsync("select count(*) from audit.entry where act = 'sign-in-failed'"))!;
}
