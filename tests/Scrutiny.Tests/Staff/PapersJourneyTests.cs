using System.Net;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Loading;
using Scrutiny.Tests.MeetingLogs;
using Scrutiny.Tests.Meetings;
using Scrutiny.Tests.Papers;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Staff;

/// <summary>Papers of a meeting from draft to replacement, by forms alone; and meetings that are not public, which no paper and no page makes so.</summary>
[Category("Slow")]
internal sealed class PapersJourneyTests
{
    private TestDatabase database = null!;
    private RunningWeb staff = null!;
    private RunningWeb visitors = null!;
    private Room room = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        await using (var loading = LoadingDatabase.On(database, Catalogue.Read(Repository.PathTo("dashboards"))))
        {
            await loading.LoadAsync(Repository.PathTo("dashboards/samples/sample-returns-2026-09.csv"), "sample-returns", new DateTimeOffset(2026, 10, 21, 8, 30, 0, TimeSpan.Zero));
        }

        room = new Room(database);
        staff = await StaffBrowser.StartSiteAsync(database);
        visitors = await RunningWeb.StartOnAsync(database);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await visitors.DisposeAsync();
        await staff.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_paper_is_nobody_elses_until_the_agenda_is_published_and_one_that_is_replaced_stays()
    {
        using var publisher = await StaffBrowser.SignInAsync(staff, "Pub Lisher", StaffRole.Publisher);
        await room.PlanAsync("with-papers");
        await DoneAsync(publisher.PostAsync("/staff/meetings/with-papers/papers", ("Act", "keep"), ("Title", "How calls are answered"), ("Item", "Calls"), ("Text", "## Now\n\n999: {{calls-999-within-10s latest}}. <script>alert(1)</script>")));
        await DoneAsync(publisher.SendFilesAsync("/staff/meetings/with-papers/papers", "Sent", [("Secret.pdf", MadeFiles.Pdf())], ("Act", "keep"), ("Title", "Secret paper"), ("Item", MadeMeeting.Secret)));
        var (paper, secret) = (await IdAsync("How calls are answered"), await IdAsync("Secret paper"));
        Assert.That(await publisher.ReadAsync("/staff/meetings/with-papers"), Does.Contain("The papers are published (0 of 1)").And.Contain("Publish the agenda and its paper"));
        Assert.That(await publisher.ReadAsync("/staff/meetings/with-papers/papers"), Does.Contain("For staff only: its item is not public"));
        Assert.That(await publisher.ReadAsync($"/staff/meetings/with-papers/papers/{paper}/1"), Does.Contain("999: 92.5%"));
        Assert.That(await StatusAsync($"/papers/{paper}"), Is.EqualTo(HttpStatusCode.NotFound));

        await DoneAsync(publisher.PostAsync("/staff/meetings/with-papers", ("Expected", "0"), ("Key", "key-to-publish"), ("Act", "publish")));
        var page = await ReadAsync($"/papers/{paper}");
        Assert.That(page, Does.Contain("<span class=\"pack-bound\">92.5%</span>").And.Contain("&lt;script&gt;").And.Not.Contain("<script>alert"));
        Assert.That(await ReadAsync("/meetings/with-papers"), Does.Contain($"/papers/{paper}").And.Not.Contain(secret));
        Assert.That(await StatusAsync($"/papers/{secret}"), Is.EqualTo(HttpStatusCode.NotFound));

        await DoneAsync(publisher.SendFilesAsync("/staff/meetings/with-papers/papers", "Sent", [("Calls.pdf", MadeFiles.Pdf(""))], ("Act", "keep"), ("Paper", paper), ("Title", "How calls are answered"), ("Item", "Calls"), ("Alternative", "Version 1 is a page.")));
        Assert.That(await ReadAsync($"/papers/{paper}"), Does.Contain("92.5%").And.Not.Contain("Calls.pdf"), "the next version is a draft");
        await DoneAsync(publisher.PostAsync("/staff/meetings/with-papers", ("Expected", "2"), ("Key", "key-for-papers"), ("Act", "publish-papers")));
        Assert.That(await ReadAsync($"/papers/{paper}"), Does.Contain("Calls.pdf").And.Contain("It replaces those below").And.Contain("Version 1 is a page."));
        Assert.That(await ReadAsync($"/papers/{paper}", "version=1"), Does.Contain("92.5%").And.Contain("This version was replaced"));
        Assert.That(await StatusAsync($"/papers/{paper}/2/Calls.pdf"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StatusAsync($"/papers/{paper}/2/Other.pdf"), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await database.AskAsync("select string_agg(act, ' ' order by number) from audit.entry where subject_id = 'with-papers'"), Is.EqualTo("meeting-planned paper-kept paper-kept meeting-published paper-kept papers-published"));
        Assert.That((await room.PublicAsync("with-papers")).Select(logged => logged.Act).OfType<MeetingAct.PaperAdded>().Select(added => (added.Version, added.Item)), Is.EqualTo(new[] { (1, (int?)1), (2, 1) }));
        Assert.That(async () => await database.AskAsync("update published.paper set title = 'Other'"), Throws.Exception.With.Message.Contains("never changed"));
    }

    [Test, Category("L-1")]
    public async Task The_database_publishes_no_paper_of_an_item_that_is_not_public_whoever_asks()
    {
        var meeting = await room.OpenAsync("guarded");
        var secret = StoredPapers.NewId();
        await database.AskAsync($$"""select meeting.file_paper('guarded', '{{secret}}', '{"title": "Secret", "kind": "pdf", "file_name": "s.pdf", "item": "{{MadeMeeting.Secret}}", "warnings": []}', 'secret', '{{Room.Actor}}')""");
        await room.ActAsync(meeting, 2, new MeetingAct.PaperAdded(secret, 1, "Secret", StoredPapers.HashOf("secret"u8.ToArray()), null));

        Assert.That(async () => await database.AskAsync(DatabaseRole.Staff, $"select meeting.publish_paper('guarded', '{secret}', 1, null)"), Throws.Exception.With.Message.Contains("not public"));
        Assert.That(async () => await database.AskAsync(DatabaseRole.Public, "select count(*) from meeting.paper"), Throws.Exception.With.Message.Contains("permission denied"));
        var other = StoredPapers.NewId();
        await database.AskAsync($$"""select meeting.file_paper('guarded', '{{other}}', '{"title": "Other", "kind": "pdf", "file_name": "o.pdf", "warnings": []}', 'other', '{{Room.Actor}}')""");
        Assert.That(async () => await database.AskAsync(DatabaseRole.Staff, $"select meeting.publish_paper('guarded', '{other}', 1, null)"), Throws.Exception.With.Message.Contains("does not name this paper"));
    }

    [Test]
    public async Task A_paper_that_is_not_good_is_refused_and_a_draft_can_be_taken_back()
    {
        using var analyst = await StaffBrowser.SignInAsync(staff, "Ann Lyst", StaffRole.Analyst);
        await room.PlanAsync("refusing");
        (byte[] Content, string Says)[] files = [(MadeFiles.Pdf(MadeFiles.Tagged + " /AA << >>"), "something that happens by itself"), (MadeFiles.Pdf(""), "Some people can’t read"), ([], "is empty")];
        foreach (var (content, says) in files)
        {
            using var answer = await analyst.SendFilesAsync("/staff/meetings/refusing/papers", "Sent", [("paper.pdf", content)], ("Act", "keep"), ("Title", "A paper"));
            Assert.That((answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).Contains(says, StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.UnprocessableEntity, true)), says);
        }

        await DoneAsync(analyst.PostAsync("/staff/meetings/refusing/papers", ("Act", "keep"), ("Title", "Refused draft"), ("Text", "Words")));
        await DoneAsync(analyst.PostAsync("/staff/meetings/refusing/papers", ("Act", "drop"), ("Paper", await IdAsync("Refused draft")), ("Version", "1")));
        Assert.That(await analyst.ReadAsync("/staff/meetings/refusing/papers"), Does.Contain("No papers yet"));
        using var publishing = await analyst.PostAsync("/staff/meetings/refusing", ("Expected", "0"), ("Key", "key-of-analyst"), ("Act", "publish-papers"));
        Assert.That(publishing.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase(MeetingKind.Formal), TestCase(MeetingKind.OneToOne), TestCase(MeetingKind.Panel), Category("L-1")]
    public async Task A_closed_meeting_has_agenda_log_and_minutes_and_nothing_of_it_is_public(MeetingKind kind)
    {
        using var publisher = await StaffBrowser.SignInAsync(staff, "Pub Lisher", StaffRole.Publisher);
        var slug = $"closed-{kind.Name()}";
        await DoneAsync(publisher.PostAsync("/staff/meetings/plan", ("Form.Slug", slug), ("Form.Title", "Behind a door"), ("Form.Kind", kind.ToString()), ("Form.Closed", kind == MeetingKind.OneToOne ? "false" : "true"), ("Form.Starts", "2026-12-09 10:00"), ("Form.Place", "Winchester"), ("Form.Items[0].Title", "Calls"), ("Form.Items[0].Visibility", "Public")));
        await DoneAsync(publisher.PostAsync($"/staff/meetings/{slug}/papers", ("Act", "keep"), ("Title", $"Paper of {slug}"), ("Text", "Secret words")));
        await DoneAsync(publisher.PostAsync($"/staff/meetings/{slug}", ("Expected", "0"), ("Key", "key-to-settle"), ("Act", "publish")));
        (string, string)[][] acts = [[("Form.Act", "open")], [("Form.Act", "take-item"), ("Form.Item", "1")], [("Form.Act", "challenge"), ("Form.Text", "A secret question?")], [("Form.Act", "promise"), ("Form.Text", "A secret promise"), ("Form.Due", "2027-03-31"), ("Form.Who", "Chief Constable")], [("Form.Act", "end-item")], [("Form.Act", "close")]];
        foreach (var act in acts)
        {
            var events = (long)(await database.AskAsync($"select events from meeting.meeting where slug = '{slug}'"))!;
            using var answer = await publisher.PostAsync($"/staff/control/{slug}", [("Form.Expected", $"{events}"), ("Form.Key", Guid.NewGuid().ToString("N")), .. act]);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), $"{act[0]}: {WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync())}");
        }

        foreach (var act in new[] { "draft-minutes", "approve-minutes" })
        {
            await DoneAsync(publisher.PostAsync($"/staff/meetings/{slug}", ("Expected", $"{await database.AskAsync($"select events from meeting.meeting where slug = '{slug}'")}"), ("Key", $"key-{act}"), ("Act", act)));
        }

        Assert.That(await publisher.ReadAsync($"/staff/meetings/{slug}"), Does.Contain("Over, minutes approved").And.Contain("A secret promise").And.Not.Contain("As the public sees it"));
        Assert.That(await publisher.ReadAsync($"/staff/meetings/{slug}/minutes"), Does.Contain("A secret question?"));
        Assert.That(await database.AskAsync($"select count(*) from published.meeting where slug = '{slug}'"), Is.Zero);
        Assert.That(await database.AskAsync($"select count(*) from published.paper where title = 'Paper of {slug}'"), Is.Zero);
        foreach (var address in new[] { "/meetings", "/promises", "/feeds/meetings.atom", "/feeds/meetings.ics", "/api/v1/meetings" })
        {
            Assert.That(await ReadAsync(address), Does.Not.Contain("Behind a door").And.Not.Contain("secret").And.Not.Contain(slug), address);
        }

        foreach (var address in new[] { $"/meetings/{slug}", $"/meetings/{slug}/minutes", $"/screen/{slug}", $"/api/v1/meetings/{slug}/record", $"/letters/{slug}" })
        {
            Assert.That(await StatusAsync(address), Is.EqualTo(HttpStatusCode.NotFound), address);
        }
    }

    private static async Task DoneAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    private async Task<string> IdAsync(string title) => (string)(await database.AskAsync($"select max(paper) from meeting.paper where title = '{title}'"))!;

    private async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var answer = await visitors.Client.GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }

    // Each look by an address of its own, since answers are kept until a publication is heard of.
    private async Task<string> ReadAsync(string address, string option = "any=1") => await visitors.Client.GetStringAsync(new Uri($"{address}?{option}&look={Guid.NewGuid():N}", UriKind.Relative));
}
