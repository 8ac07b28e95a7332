using System.Net;
using System.Text.RegularExpressions;
using Dapper;
using Scrutiny.Database;
using Scrutiny.Meetings;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.MeetingLogs;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Staff;

/// <summary>What is done on the staff site stands in the record, by role and session.</summary>
[Category("J-4"), Category("Slow")]
internal sealed partial class StaffRecordTests
{
    private TestDatabase database = null!;
    private RunningWeb web = null!;

    [SetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        web = await StaffBrowser.StartSiteAsync(database);
        await database.AskAsync("""
            insert into working.file (file_sha256, byte_count) values (repeat('a', 64), 1);
            insert into working.load (load_id, source, declaration_sha256, file_sha256, file_name, byte_count, delivered_by, state, publication, known_from, back_filled, loaded_at, finished_at, rows_read, loaded, unchanged, revised, earlier, rejected, notes, title, publisher, licence)
            values ('aaaaaaaaaaaa', 'force-contact', repeat('b', 64), repeat('a', 64), 'made.csv', 1, 'hand', 'accepted', 'waiting', now(), false, now(), now(), 1, 1, 0, 0, 0, 0, '[]', 'Made', 'Nobody', 'None');
            insert into working.load (load_id, source, declaration_sha256, file_sha256, file_name, byte_count, delivered_by, state, publication, known_from, back_filled, loaded_at, finished_at, rows_read, loaded, unchanged, revised, earlier, rejected, notes, title, publisher, licence)
            values ('bbbbbbbbbbbb', 'force-contact', repeat('d', 64), repeat('a', 64), 'made.csv', 1, 'hand', 'accepted', 'published', now(), false, now(), now(), 1, 1, 0, 0, 0, 0, '[]', 'Made', 'Nobody', 'None');
            insert into working.release (load_id, source, due_at, scheduled_by, scheduled_as) values ('aaaaaaaaaaaa', 'force-contact', '2030-01-05T09:00:00Z', 'Ann Lyst', 'publisher/0123456789ab');
            insert into working.note (measure, text, job_title, written_by) values ('grants-awarded', 'Words.', 'Analyst', 'Ann Lyst');
            insert into working.correction (measure, area, breakdown, period_from, period_to, old_value, new_value, ready) values ('grants-awarded', 'E23000030', 'total', '2025-04-01', '2026-03-31', 1, 2, true);
            insert into question.question (reference, came_by, text, topic) values ('Q-2222', 'form', 'Ann Lyst asks?', 'contact'), ('Q-3333', 'form', 'And Lyst?', 'contact');
            insert into working.upload (upload_id, source, file_name, byte_count, file_sha256, uploaded_by) values (repeat('u', 20), 'force-contact', 'made.csv', 1, repeat('c', 64), 'Ann Lyst');
            insert into working.request (kind, source, upload_id, dry_run, asked_by, state, outcome, report, finished_at) values ('take-upload', 'force-contact', repeat('u', 20), true, 'Ann Lyst', 'done', 'Checked.', null, now());
            """);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await web.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Every_form_leaves_exactly_one_entry_with_role_and_session_and_without_a_name()
    {
        var ann = await MadeAccounts.AddAsync(database, "ann.lyst", "Ann Lyst", sample: true, StaffRole.Moderator, StaffRole.Publisher, StaffRole.ChiefConstablesOffice, StaffRole.Administrator);
        var other = await MadeAccounts.AddAsync(database, "other", "Other Person", sample: false, StaffRole.Analyst);
        using var browser = await StaffBrowser.SignInAsync(web, ann);
        using var second = new StaffBrowser(web.Client.BaseAddress!);
        var room = new Room(database);
        await room.ActAsync(await room.OpenAsync("over"), 2, new MeetingAct.NoteRecorded("Noted"), new MeetingAct.Closed());
        const string Chosen = "seven green lanterns 41";
        var secret = "";
        var forms = new Dictionary<string, Func<Task<HttpResponseMessage>>>
        {
            ["/staff/sign-in"] = () => second.PostAsync("/staff/sign-in", ("SignInName", ann.SignInName), ("Password", ann.Password)),
            ["/staff/feeds/{source}"] = () => browser.PostAsync("/staff/feeds/force-contact"),
            ["/staff/loads/{load}"] = () => browser.PostAsync("/staff/loads/aaaaaaaaaaaa"),
            ["/staff/loads/{load}/decide"] = () => browser.PostAsync("/staff/loads/aaaaaaaaaaaa/decide", ("Decision", "reject"), ("Reason", "Ann Lyst mistyped it.")),
            ["/staff/requests/{id:long}"] = () => browser.PostAsync("/staff/requests/1"),
            ["/staff/upload"] = () => browser.UploadAsync("/staff/upload", "Sent", "Ann Lyst.csv", "a,b\n1,2\n", ("Source", "force-contact")),
            ["/staff/figures/type"] = () => browser.PostAsync("/staff/figures/type", ("Measure", "grants-awarded"), ("Area", "E23000030"), ("Period", "2025/26"), ("Value", "1"), ("Evidence", "Letter of Ann Lyst")),
            ["/staff/loads/{load}/withdraw"] = () => browser.PostAsync("/staff/loads/bbbbbbbbbbbb/withdraw", ("Reason", "Ann Lyst mistyped it.")),
            ["/staff/releases/{id:long}"] = () => browser.PostAsync("/staff/releases/1", ("Act", "invite"), ("JobTitle", "Head of Lyst"), ("SignInName", ann.SignInName), ("Purpose", "briefing"), ("FromDay", "2030-01-04"), ("FromTime", "10:00"), ("ToDay", "2030-01-05"), ("ToTime", "09:00")),
            ["/staff/notes"] = () => browser.PostAsync("/staff/notes", ("Measure", "grants-awarded"), ("Text", "Ann Lyst says so."), ("JobTitle", "Analyst")),
            ["/staff/notes/{id:long}"] = () => browser.PostAsync("/staff/notes/1", ("Decision", "reject"), ("Reason", "Ann Lyst mistyped it.")),
            ["/staff/corrections"] = () => browser.PostAsync("/staff/corrections", ("Chosen", "1|1"), ("Decision", "dismiss"), ("Reason", "Ann Lyst mistyped it.")),
            ["/staff/corrections/{id:long}"] = () => browser.PostAsync("/staff/corrections/1", ("Act", "draft"), ("Version", "1"), ("Notice", "Ann Lyst says so."), ("Reason", "Ann Lyst mistyped it.")),
            ["/staff/explanations"] = () => browser.PostAsync("/staff/explanations", ("Act", "keep"), ("Measure", "grants-awarded"), ("GivenOn", "2026-11-01"), ("GivenBy", "Ann Lyst"), ("Via", "letter"), ("Text", "Ann Lyst says so.")),
            ["/staff/pre-election"] = () => browser.PostAsync("/staff/pre-election", ("Act", "set"), ("Name", "Ann's election"), ("FromDay", "2030-01-04"), ("FromTime", "10:00"), ("ToDay", "2030-02-05"), ("ToTime", "09:00")),
            ["/staff/meetings/plan"] = () => browser.PostAsync("/staff/meetings/plan", ("Form.Slug", "made"), ("Form.Title", "Ann Lyst’s meeting"), ("Form.Kind", "PublicCops"), ("Form.Starts", "2026-12-09 10:00"), ("Form.Place", "Winchester"), ("Form.Items[0].Title", "Calls"), ("Form.Items[0].Visibility", "Public")),
            ["/staff/meetings/{slug}"] = () => browser.PostAsync("/staff/meetings/made", ("Expected", "0"), ("Key", "key-to-publish"), ("Act", "publish")),
            ["/staff/meetings/{slug}/papers"] = () => browser.PostAsync("/staff/meetings/made/papers", ("Act", "keep"), ("Title", "What Ann Lyst says"), ("Text", "Words of Ann Lyst")),
            ["/staff/letters/write"] = () => browser.PostAsync("/staff/letters/write", ("Act", "save"), ("Form.Slug", "letter"), ("Form.Title", "Ann Lyst’s letter"), ("Form.To", "Chief Constable"), ("Form.Text", "Ann Lyst asks."), ("Form.Asks", "Why?"), ("Form.ReplyBy", "2099-12-18")),
            ["/staff/letters/{slug}"] = () => browser.PostAsync("/staff/letters/letter", ("Form.Expected", "0"), ("Form.Key", "key-to-send"), ("Form.Sequence", "1"), ("Form.Act", "send")),
            ["/staff/letters/{slug}/reply"] = () => browser.PostAsync("/staff/letters/letter/reply", ("Key", "key-to-answer"), ("Text", "Ann Lyst answers.")),
            ["/staff/control/{slug}"] = () => browser.PostAsync("/staff/control/made", ("Form.Expected", "1"), ("Form.Key", "key-to-open"), ("Form.Act", "open")),
            ["/staff/packs/plan"] = () => browser.PostAsync("/staff/packs/plan", ("Form.Slug", "made"), ("Form.Title", "Ann Lyst’s papers"), ("Form.Cut", "2026-11-01 12:00")),
            ["/staff/packs/{slug}"] = () => browser.PostAsync("/staff/packs/made", ("Version", "1"), ("Act", "add")),
            ["/staff/packs/{slug}/chapters/{chapter:int}"] = () => browser.PostAsync("/staff/packs/made/chapters/1", ("Form.Version", "1"), ("Form.Heading", "What Ann Lyst says"), ("Act", "save")),
            ["/staff/packs/{slug}/settle"] = () => browser.PostAsync("/staff/packs/made/settle", ("Version", "3"), ("Act", "sign")),
            ["/staff/questions"] = () => browser.PostAsync("/staff/questions", ("Chosen", "Q-2222|1"), ("NewTheme", "Ann’s theme")),
            ["/staff/questions/{reference}"] = () => browser.PostAsync("/staff/questions/Q-2222", ("Form.Expected", "2"), ("Form.Act", "accept")),
            ["/staff/questions/{reference}/answer"] = () => browser.PostAsync("/staff/questions/Q-2222/answer", ("Expected", "3"), ("Act", "draft"), ("Text", "Ann Lyst says so."), ("Who", "Chief Constable")),
            ["/staff/questions/order/{slug}"] = () => browser.PostAsync("/staff/questions/order/made", ("Rows[0].Reference", "Q-2222"), ("Rows[0].Expected", "4"), ("Rows[0].Place", "1")),
            ["/staff/questions/enter"] = () => browser.PostAsync("/staff/questions/enter", ("Text", "Ann Lyst asks?"), ("SaidWhere", "A letter of Ann’s"), ("Topic", "contact")),
            ["/staff/questions/windows"] = () => browser.PostAsync("/staff/questions/windows", ("EachPerson", "3"), ("WhoMayAsk", "Ann Lyst and others")),
            ["/staff/meetings/{slug}/minutes"] = () => browser.PostAsync("/staff/meetings/over/minutes", ("Form.Expected", "4"), ("Form.Key", "key-to-edit"), ("Form.Act", "add"), ("Form.Text", "Ann Lyst’s line"), ("Form.Reason", "Ann Lyst asked.")),
            ["/staff/replies/{slug}"] = () => browser.PostAsync("/staff/replies/over", ("Key", "key-to-reply"), ("To", "3"), ("Text", "Ann Lyst replies.")),
            ["/staff/brief/{slug}"] = () => browser.PostAsync("/staff/brief/made", ("Key", "key-of-enquiry"), ("Item", "1"), ("Text", "Ask Ann Lyst")),
            ["/staff/account"] = () => browser.PostAsync("/staff/account", ("Session", "aaaaaaaaaaaaaaaa")),
            ["/staff/accounts/{account}"] = () => browser.PostAsync($"/staff/accounts/{other.AccountId}", ("Act", "disable"), ("Password", ann.Password)),
            ["/staff/account/password"] = () => browser.PostAsync("/staff/account/password", ("Present", ann.Password), ("Chosen", Chosen), ("Again", Chosen)),
            ["/staff/account/second-factor"] = async () =>
            {
                var page = await browser.ReadAsync("/staff/account/second-factor");
                secret = Key().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
                return await browser.PostAsync("/staff/account/second-factor", ("Secret", Offered().Match(page).Groups[1].Value), ("Code", Totp.Code(secret, Totp.StepAt(TimeProvider.System.GetUtcNow()))));
            },
            ["/staff/sign-in/code"] = async () =>
            {
                using (await second.PostAsync("/staff/sign-in", ("SignInName", ann.SignInName), ("Password", Chosen)))
                {
                    return await second.PostAsync("/staff/sign-in/code", ("Code", Totp.Code(secret, Totp.StepAt(TimeProvider.System.GetUtcNow()) + 1)));
                }
            },
            // The last, since nobody is signed in after it.
            ["/staff/sign-out"] = () => browser.PostFromAsync("/staff/feeds", "/staff/sign-out"),
        };
        Assert.That(forms.Keys, Is.EquivalentTo(AccessTable.Rows.Where(row => row.Verb == "POST" && row.Surface.StartsWith("/staff/", StringComparison.Ordinal)).Select(row => row.Surface)), "every form is tried");

        foreach (var (form, send) in forms)
        {
            // What is done within a meeting stands in the meeting's own log.
            var ownLog = form is "/staff/control/{slug}" or "/staff/meetings/{slug}/minutes" or "/staff/replies/{slug}" or "/staff/brief/{slug}" or "/staff/letters/{slug}/reply";
            var (before, events) = (await CountAsync(), await MeetingEventsAsync());
            using var answer = await send();

            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), form);
            Assert.That(await CountAsync() - before, Is.EqualTo(ownLog ? 0 : 1), form);
            Assert.That(!ownLog || await MeetingEventsAsync() == events + 1, form);
            Assert.That(await database.AskAsync("select actor from audit.entry order by number desc limit 1"), Does.Match("^(publisher|administrator|moderator|chief-constables-office)/[a-z0-9]{16}$"), form);
        }

        Assert.That(await database.AskAsync("select string_agg(e::text, ' ') from audit.entry e"), Does.Not.Contain("Ann").And.Not.Contain("Lyst").And.Not.Contain("mistyped").And.Not.Contain(".csv"));
        Assert.That(await database.AskAsync("select count(distinct asked_as) from working.request where asked_as like 'publisher/%'"), Is.EqualTo(1));
    }

    [Test]
    public async Task Who_is_refused_stands_in_the_record_with_the_surface_and_not_the_address()
    {
        using var browser = await StaffBrowser.SignInAsync(web, "Ann Lyst", StaffRole.Analyst);

        await browser.ReadAsync("/staff/loads/ann.lyst/decide", HttpStatusCode.Forbidden);

        Assert.That(await database.AskAsync("select actor || ' ' || act || ' ' || subject_id || ' ' || detail from audit.entry order by number desc limit 1"), Does.Match("""^analyst/[a-z0-9]{16} access-denied /staff/loads/\{load\}/decide \{"verb": "get"\}$"""));
    }

    [Test]
    public async Task Where_nothing_can_be_recorded_nobody_comes_in_and_nothing_is_asked()
    {
        using var inside = await StaffBrowser.SignInAsync(web, "Ann Lyst", StaffRole.Analyst);
        var outsider = await MadeAccounts.OfAsync(database, "Out Sider", StaffRole.Administrator);
        using var outside = new StaffBrowser(web.Client.BaseAddress!);
        await database.AskAsync("revoke execute on function audit.append(text, text, text, text, jsonb) from scrutiny_staff");

        using var signIn = await outside.PostAsync("/staff/sign-in", ("SignInName", outsider.SignInName), ("Password", outsider.Password));
        using var asked = await inside.PostAsync("/staff/feeds/force-contact");
        using var page = await outside.SendAsync("GET", "/staff/feeds");
        using var refused = await inside.SendAsync("GET", "/staff/audit");

        Assert.That(new[] { signIn.StatusCode, asked.StatusCode, refused.StatusCode }, Has.All.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(signIn.Headers.Contains("Set-Cookie"), Is.False);
        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await database.AskAsync("select count(*) from working.request where kind = 'run-source'"), Is.Zero);
    }

    [Test, Category("F-9")]
    public async Task The_page_and_its_file_show_what_the_filters_leave()
    {
        using var browser = await StaffBrowser.SignInAsync(web, "Ann Lyst", StaffRole.Administrator);
        using (await browser.PostAsync("/staff/feeds/force-contact"))
        {
        }

        await using (var connection = await database.OpenAsync(DatabaseRole.Ingest))
        {
            await connection.ExecuteAsync("select audit.append('ingest', 'load-refused', 'load', 'l' || i, '{}') from generate_series(1, 60) i");
        }

        var all = await browser.ReadAsync("/staff/audit");
        var second = await browser.ReadAsync("/staff/audit?page=2");
        var asked = await browser.ReadAsync("/staff/audit?act=request-made");
        var one = await browser.ReadAsync("/staff/audit?subject=l7");
        var earlier = await browser.ReadAsync("/staff/audit?day=2001-01-01");
        var wrong = await browser.ReadAsync("/staff/audit?day=yesterday");
        var file = await browser.ReadAsync("/staff/audit.csv?act=load-refused");

        Assert.Multiple(() =>
        {
            Assert.That(Rows(all), Is.EqualTo(50));
            Assert.That(Rows(second), Is.EqualTo(13));
            Assert.That(asked, Does.Contain("kind run-source, source force-contact").And.Not.Contain("load l7<"));
            Assert.That(Rows(one), Is.EqualTo(1));
            Assert.That(earlier, Does.Contain("No entries"));
            Assert.That(wrong, Does.Contain("A date must be written like 2026-09-30"));
            Assert.That(file.TrimEnd().Split("\r\n"), Has.Length.EqualTo(61));
            Assert.That(file, Does.StartWith("number,at,writer,actor,act,subject_kind,subject,detail,hash\r\n63,").And.Contain(",scrutiny_ingest,ingest,load-refused,load,l60,{},"));
        });
    }

    [Test]
    public async Task The_public_page_text_and_feed_show_the_heads()
    {
        using var browser = await StaffBrowser.SignInAsync(web, "Ann Lyst", StaffRole.Administrator);
        await using var site = await RunningWeb.StartOnAsync(database);
        var empty = await site.Client.GetStringAsync("/audit");
        await database.AskAsync(DatabaseRole.Ingest, "select audit.publish_head()");
        var head = (string)(await database.AskAsync("select to_char(day, 'YYYY-MM-DD') || ' ' || entries || ' ' || encode(hash, 'hex') from published.audit_head"))!;

        var page = await site.Client.GetStringAsync("/audit?again");
        var text = await site.Client.GetStringAsync("/audit/heads.txt");
        var feed = System.Xml.Linq.XElement.Parse(await site.Client.GetStringAsync("/feeds/record.atom"));

        Assert.Multiple(() =>
        {
            Assert.That(empty, Does.Contain("Nothing published yet"));
            Assert.That(page, Does.Contain(head.Split(' ')[2]));
            Assert.That(text, Is.EqualTo(head + "\n"));
            Assert.That(feed.Descendants().Where(element => element.Name.LocalName == "content").Select(element => element.Value), Is.EqualTo(new[] { head }));
        });
    }

    [GeneratedRegex("id=\"key\">([A-Z2-7 ]+)<")]
    private static partial Regex Key();

    [GeneratedRegex("name=\"Secret\" value=\"([^\"]+)\"")]
    private static partial Regex Offered();

    private static int Rows(string page) => page.Split("<tr class=\"govuk-table__row\">").Length - 2;

    private async Task<long> MeetingEventsAsync() => (long)(await database.AskAsync("select count(*) from meeting.event"))!;

    private async Task<long> CountAsync() => (long)(await database.AskAsync("select count(*) from audit.entry"))!;
}
