using System.Net;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Staff;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Releases;

/// <summary>Who was invited sees a release early, in the window, under a watermark and on the record; for everybody else it does not exist.</summary>
[Category("Slow")]
[Category("L-9")]
internal sealed class EarlySightTests
{
    private ReleaseDesk desk = null!;
    private RunningWeb web = null!;
    private string load = "";

    [SetUp]
    public async Task StartAsync()
    {
        desk = await ReleaseDesk.OpenAsync();
        web = await StaffBrowser.StartSiteAsync(desk.Database.Database, "--dashboards", desk.Dashboards);
        load = (await desk.Database.LoadTextAsync("force,month,things\nHampshire,2018-04,7654321\n")).Load;
        await desk.AskAsync(RequestKind.Schedule, load, new ReleaseDetail { From = ReleaseDesk.Ahead });
    }

    [TearDown]
    public async Task StopAsync()
    {
        await web.DisposeAsync();
        await desk.DisposeAsync();
    }

    [Test]
    public async Task The_window_opens_and_closes_by_the_databases_clock_and_revoking_ends_it_at_once()
    {
        using var chief = await StaffBrowser.SignInAsync(web, "Chief Con", StaffRole.ChiefConstablesOffice);
        using var other = await StaffBrowser.SignInAsync(web, "Ann Other", StaffRole.Administrator);
        var nonsense = await StatesAsync(chief, "99");
        var uninvited = await StatesAsync(chief);

        var invited = await InviteAsync();
        var before = await StatesAsync(chief);
        await WindowAsync("clock_timestamp() - interval '1 minute'", "clock_timestamp() + interval '1 hour'");
        var within = await StatesAsync(chief);
        var forwarded = await StatesAsync(other);
        await WindowAsync("clock_timestamp() - interval '1 hour'", "clock_timestamp()");
        var after = await StatesAsync(chief);
        await WindowAsync("clock_timestamp() - interval '1 minute'", "clock_timestamp() + interval '1 hour'");
        await desk.AskAsync(RequestKind.Uninvite, load, new ReleaseDetail { Release = 1, Access = 1 });
        var revoked = await StatesAsync(chief);

        Assert.That(invited, Does.StartWith("done: Chief Constable may see the release from "));
        Assert.That(within, Is.EqualTo(new[] { HttpStatusCode.OK, HttpStatusCode.OK }));
        Assert.That(new[] { nonsense, uninvited, before, forwarded, after, revoked }, Has.All.EqualTo(new[] { HttpStatusCode.NotFound, HttpStatusCode.NotFound }));
    }

    [Test]
    public async Task Each_look_is_under_the_job_title_and_on_the_record_with_its_purpose_and_the_list_is_published_with_the_release()
    {
        using var chief = await StaffBrowser.SignInAsync(web, "Chief Con", StaffRole.ChiefConstablesOffice);
        await InviteAsync();
        await WindowAsync("clock_timestamp() - interval '1 minute'", "clock_timestamp() + interval '1 hour'");

        var list = await chief.ReadAsync("/staff/pre-release");
        var page = await chief.ReadAsync("/staff/pre-release/1");
        var file = await chief.ReadAsync("/staff/pre-release/1.csv");
        await desk.DueAsync();
        await desk.ServeDueAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(list, Does.Contain("/staff/pre-release/1").And.Not.Contain("7,654,321"));
            Assert.That(page, Does.Contain("7,654,321").And.Contain("Early sight: Chief Constable, "));
            Assert.That(file, Does.Match("things,E23000030,total,2018-04-01,2018-04-30,7654321,final,[-0-9T:]+Z,Chief Constable,[-0-9T:]+Z"));
            Assert.That(await desk.TextAsync("select string_agg(detail ->> 'form' || ' ' || (detail ->> 'purpose') || ' ' || split_part(actor, '/', 1), ', ' order by number) from audit.entry where act = 'pre-release-viewed'"),
                Is.EqualTo("page briefing chief-constables-office, csv briefing chief-constables-office"));
            Assert.That(await StatesAsync(chief), Has.All.EqualTo(HttpStatusCode.NotFound), "it is published");
            Assert.That(await desk.TextAsync("select string_agg(job_title || ' ' || purpose, ',') from published.release_access"), Is.EqualTo("Chief Constable briefing"));
            Assert.That(await desk.TextAsync("select coalesce(string_agg(a::text, ''), '') from published.release_access a"), Does.Not.Contain("Chief Con,").And.Not.Contain("chief con"));
        });
    }

    [Test]
    public async Task Where_it_cannot_be_recorded_nobody_looks()
    {
        using var chief = await StaffBrowser.SignInAsync(web, "Chief Con", StaffRole.ChiefConstablesOffice);
        await InviteAsync();
        await WindowAsync("clock_timestamp() - interval '1 minute'", "clock_timestamp() + interval '1 hour'");
        await desk.TextAsync("revoke execute on function audit.append(text, text, text, text, jsonb) from scrutiny_staff");

        Assert.That(await StatesAsync(chief), Has.All.EqualTo(HttpStatusCode.InternalServerError));
    }

    [TestCase(-25, 0), TestCase(-3, 1), TestCase(-1, -2)]
    public async Task A_window_of_more_than_a_day_or_beyond_the_release_is_refused(int from, int to)
    {
        var outcome = await InviteAsync(from, to);

        Assert.That(outcome, Does.StartWith("failed: Early sight must begin at most 24 hours before the release and end no later than the release itself"));
    }

    [Test, Category("L-10")]
    public async Task An_analyst_and_the_Chief_Constables_office_decide_nothing_alone()
    {
        foreach (var role in new[] { StaffRole.Analyst, StaffRole.ChiefConstablesOffice })
        {
            using var browser = await StaffBrowser.SignInAsync(web, "Some Body", role);
            foreach (var address in new[] { $"/staff/loads/{load}/decide", $"/staff/loads/{load}/withdraw", "/staff/releases/1", "/staff/notes/1", "/staff/pre-election" })
            {
                using var answer = await browser.PostFromAsync("/staff/upload", address, ("Decision", "approve"), ("Act", "unschedule"), ("Reason", "x"));
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), $"{role} {address}");
            }
        }

        using var chief = await StaffBrowser.SignInAsync(web, "Chief Con", StaffRole.ChiefConstablesOffice);
        foreach (var address in new[] { "/staff/releases", "/staff/releases/1", "/staff/notes", "/staff/notes/1", "/staff/pre-election", "/corrections", "/performance/things" })
        {
            await chief.ReadAsync(address, HttpStatusCode.Forbidden);
        }
    }

    private async Task<string> InviteAsync(int fromHours = -3, int toHours = 0) => await desk.AskAsync(RequestKind.Invite, load, new ReleaseDetail
    {
        Release = 1,
        JobTitle = "Chief Constable",
        Person = (await MadeAccounts.OfAsync(desk.Database.Database, "Chief Con", StaffRole.ChiefConstablesOffice)).AccountId,
        Purpose = "briefing",
        From = ReleaseDesk.Ahead.AddHours(fromHours),
        To = ReleaseDesk.Ahead.AddHours(toHours),
    });

    private Task<string?> WindowAsync(string from, string to) => desk.TextAsync($"update working.pre_release set from_at = {from}, to_at = {to}");

    private static async Task<HttpStatusCode[]> StatesAsync(StaffBrowser browser, string release = "1")
    {
        using var page = await browser.SendAsync("GET", $"/staff/pre-release/{release}");
        using var file = await browser.SendAsync("GET", $"/staff/pre-release/{release}.csv");
        return [page.StatusCode, file.StatusCode];
    }
}
