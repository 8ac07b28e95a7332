using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.Ingest.Letters;
using Scrutiny.Ingest.Promises;
using Scrutiny.MeetingLogs;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Loading;
using Scrutiny.Tests.Papers;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Staff;

/// <summary>Written challenges by forms alone: the office writes and sends, the Chief Constable's office replies, the public sees what is published and nothing else.</summary>
[Category("Slow")]
internal sealed partial class LetterJourneyTests
{
    private TestDatabase database = null!;
    private RunningWeb staff = null!;
    private RunningWeb visitors = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        await using (var loading = LoadingDatabase.On(database, Catalogue.Read(Repository.PathTo("dashboards"))))
        {
            await loading.LoadAsync(Repository.PathTo("dashboards/samples/sample-returns-2026-09.csv"), "sample-returns", new DateTimeOffset(2026, 10, 21, 8, 30, 0, TimeSpan.Zero));
        }

        staff = await StaffBrowser.StartSiteAsync(database, "--Staff:PublicAddress", "https://public.example");
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
    public async Task A_letter_is_written_sent_replied_to_and_shown_in_halves_and_its_promise_joins_the_register()
    {
        using var commissioner = await StaffBrowser.SignInAsync(staff, "Com Missioner", StaffRole.Commissioner);
        using var force = await StaffBrowser.SignInAsync(staff, "Chief Office", StaffRole.ChiefConstablesOffice);
        await DoneAsync(commissioner.PostAsync("/staff/letters/write", Draft("slow-101", "Waiting on 101")));
        Assert.That(await commissioner.ReadAsync("/staff/letters/slow-101"), Does.Match("<span class=\"pack-bound\">[0-9 a-z]+</span>"), "the figure is there, bound to the data");
        Assert.That(await force.ReadAsync("/staff/letters"), Does.Not.Contain("Waiting on 101"));
        await force.ReadAsync("/staff/letters/slow-101", HttpStatusCode.NotFound);
        await force.ReadAsync("/staff/letters/slow-101/reply", HttpStatusCode.NotFound);

        using (var older = await ActAsync(commissioner, "slow-101", ("Form.Act", "send"), ("Form.Sequence", "0")))
        {
            Assert.That(older.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), "what is sent is what was on the page");
        }

        await DoneAsync(ActAsync(commissioner, "slow-101", ("Form.Act", "send")));
        Assert.That(await force.ReadAsync("/staff/letters"), Does.Contain("Waiting on 101"));
        var sent = await force.ReadAsync("/staff/letters/slow-101");
        Assert.That(sent, Does.Contain("What I ask").And.Contain("Until when?").And.Not.Contain("{{").And.Not.Contain("Record a promise").And.Not.Contain("Log, the latest").And.Not.Contain("href=\"/receipts/").And.Match("href=\"http[^\"]+/receipts/[0-9]+\""));
        Assert.That(await SeenAsync("/letters/slow-101", "/meetings/slow-101", "/api/v1/meetings/slow-101"), Has.All.EqualTo(HttpStatusCode.NotFound));

        await DoneAsync(force.SendFilesAsync("/staff/letters/slow-101/reply", "Documents", [("Staffing plan.pdf", MadeFiles.Pdf())], ("Key", "reply-of-the-force"), ("Text", "Thirteen more **call handlers** start in January.")));
        await DoneAsync(ActAsync(commissioner, "slow-101", ("Form.Act", "promise"), ("Form.Text", "101 is answered in two minutes by March"), ("Form.Measure", "calls-101-answer-time"), ("Form.Comparison", "AtMost"), ("Form.Target", "120"), ("Form.Due", "2027-03-31")));
        Assert.That(await SeenAsync("/letters/slow-101"), Has.All.EqualTo(HttpStatusCode.NotFound), "a reply publishes nothing");

        await DoneAsync(ActAsync(commissioner, "slow-101", ("Form.Act", "publish"), ("Form.Letter", "show"), ("Form.Reply", "withhold"), ("Form.ReplyReason", "It waits for the panel.")));
        var half = await HeardAsync("/letters/slow-101", "It waits for the panel.");
        Assert.That(half, Does.Contain("What I ask").And.Contain("It waits for the panel.").And.Not.Contain("call handlers").And.Not.Contain("Staffing plan").And.Not.Contain("two minutes"));
        Assert.That(await ReadAsync("/promises"), Does.Not.Contain("two minutes by March"));
        Assert.That(await ReadAsync("/meetings"), Does.Not.Contain("Waiting on 101"));
        Assert.That(await ReadAsync("/feeds/meetings.ics"), Does.Not.Contain("slow-101"));
        Assert.That(await ReadAsync("/api/v1/meetings"), Does.Contain("written-challenge"));
        var document = (string)(await database.AskAsync("select paper from meeting.paper where file_name = 'Staffing plan.pdf'"))!;
        Assert.That(await SeenAsync($"/papers/{document}", $"/papers/{document}/1/Staffing%20plan.pdf"), Has.All.EqualTo(HttpStatusCode.NotFound));

        await DoneAsync(ActAsync(commissioner, "slow-101", ("Form.Act", "publish"), ("Form.Reply", "show")));
        var whole = await HeardAsync("/letters/slow-101", "call handlers");
        Assert.That(whole, Does.Contain("<strong>call handlers</strong>").And.Contain("Staffing plan").And.Contain("two minutes by March").And.Not.Contain("It waits for the panel."));
        Assert.That(await ReadAsync("/promises"), Does.Contain("two minutes by March").And.Contain("href=\"/letters/slow-101\""));
        using (var file = await visitors.Client.GetAsync(new Uri($"/papers/{document}/1/Staffing%20plan.pdf", UriKind.Relative)))
        {
            Assert.That(file.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
            Assert.That(file.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/pdf"));
            Assert.That(file.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("sandbox"));
            Assert.That(file.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
            Assert.That(await file.Content.ReadAsByteArrayAsync(), Is.EqualTo(MadeFiles.Pdf()));
        }

        await JudgeAsync();
        Assert.That(await database.AskAsync("select string_agg(e.kind, ' ' order by e.seq) from published.meeting_event e join published.meeting on number = e.meeting where slug = 'slow-101'"), Does.Match("^meeting-published letter-written (figure-shown )+letter-sent letter-withheld reply-given paper-added promise-made$"), "nothing can be judged before March, so there is no judgement");
        await DoneAsync(ActAsync(commissioner, "slow-101", ("Form.Act", "close")));
        await HeardAsync("/letters/slow-101", "<p class=\"govuk-body-l\">Closed");
        await using var connection = await database.OpenAsync(DatabaseRole.Staff);
        Assert.That((await MeetingChains.VerifyAsync(connection, CancellationToken.None)).Fault, Is.Null);
        Assert.That(MeetingRecord.Parse(await visitors.Client.GetStringAsync(new Uri("/api/v1/meetings/slow-101/record", UriKind.Relative))).Fault(), Is.Null);
    }

    [Test]
    public async Task A_reply_may_be_shown_without_the_letter_and_what_was_struck_out_stays_away()
    {
        using var publisher = await StaffBrowser.SignInAsync(staff, "Pub Lisher", StaffRole.Publisher);
        await DoneAsync(publisher.PostAsync("/staff/letters/write", Draft("on-paper", "A letter about a person")));
        await DoneAsync(ActAsync(publisher, "on-paper", ("Form.Act", "send")));
        await DoneAsync(publisher.PostAsync("/staff/letters/on-paper/reply", ("Key", "reply-on-paper"), ("Text", "It came by post.")));
        await DoneAsync(ActAsync(publisher, "on-paper", ("Form.Act", "promise"), ("Form.Text", "Misheard"), ("Form.Due", "2027-03-31")));
        var promise = (long)(await database.AskAsync("select number from meeting.event where data ->> 'id' = 'on-paper-p1'"))!;
        await DoneAsync(ActAsync(publisher, "on-paper", ("Form.Act", "strike"), ("Form.Number", $"{promise}"), ("Form.Reason", "It was not promised.")));

        await DoneAsync(ActAsync(publisher, "on-paper", ("Form.Act", "publish"), ("Form.Letter", "withhold"), ("Form.LetterReason", "It names a person."), ("Form.Reply", "show")));

        Assert.That(await HeardAsync("/letters/on-paper", "It names a person."), Does.Contain("It came by post.").And.Not.Contain("Until when?").And.Not.Contain("Misheard"));
        Assert.That(await database.AskAsync("select string_agg(e.kind, ' ' order by e.seq) from published.meeting_event e join published.meeting on number = e.meeting where slug = 'on-paper'"), Is.EqualTo("meeting-published letter-sent reply-given letter-withheld"));
    }

    [Test]
    public async Task Each_role_does_its_own_part()
    {
        using var analyst = await StaffBrowser.SignInAsync(staff, "Ann Lyst", StaffRole.Analyst);
        using var force = await StaffBrowser.SignInAsync(staff, "Chief Office", StaffRole.ChiefConstablesOffice);
        using var moderator = await StaffBrowser.SignInAsync(staff, "Mod Erator", StaffRole.Moderator);
        using var commissioner = await StaffBrowser.SignInAsync(staff, "Com Missioner", StaffRole.Commissioner);
        await DoneAsync(analyst.PostAsync("/staff/letters/write", Draft("by-analyst", "By an analyst")));

        using (var sending = await analyst.PostAsync("/staff/letters/by-analyst", ("Form.Expected", "0"), ("Form.Key", "analyst-sends"), ("Form.Act", "send")))
        {
            Assert.That(sending.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        }

        await force.ReadAsync("/staff/letters/write", HttpStatusCode.Forbidden);
        await moderator.ReadAsync("/staff/letters", HttpStatusCode.Forbidden);
        await commissioner.ReadAsync("/staff/meetings/by-analyst", HttpStatusCode.NotFound);
        await commissioner.ReadAsync("/staff/control/by-analyst", HttpStatusCode.NotFound);
        await DoneAsync(ActAsync(commissioner, "by-analyst", ("Form.Act", "send")));
        using (var changing = await analyst.PostFromAsync("/staff/letters/write", "/staff/letters/write?letter=by-analyst", [.. Draft("by-analyst", "Otherwise"), ("Form.Sequence", "1")]))
        {
            Assert.That(changing.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), "what was sent stands");
        }

        using (var acting = await force.PostAsync("/staff/letters/by-analyst", ("Form.Expected", "3"), ("Form.Key", "force-publishes"), ("Form.Act", "publish"), ("Form.Letter", "show")))
        {
            Assert.That(acting.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        }
    }

    [Test, Category("F-1")]
    public async Task A_hostile_document_is_refused_with_a_word_and_nothing_is_kept()
    {
        using var publisher = await StaffBrowser.SignInAsync(staff, "Pub Lisher", StaffRole.Publisher);
        using var force = await StaffBrowser.SignInAsync(staff, "Chief Office", StaffRole.ChiefConstablesOffice);
        await DoneAsync(publisher.PostAsync("/staff/letters/write", Draft("hostile", "A hostile reply")));
        await DoneAsync(ActAsync(publisher, "hostile", ("Form.Act", "send")));
        (string Name, byte[] Content, string Says)[] files =
        [
            ("reply.pdf", MadeFiles.Docx(), "does not begin as a PDF does"),
            ("reply.docx", MadeFiles.Docx(("word/vbaProject.bin", "x")), "holds macros"),
            ("../../reply.docx", MadeFiles.Bomb(101 << 20), "‘reply.docx’ unpacks to more than"),
            ("reply.pdf", new byte[(20 << 20) + 1], "larger than 20 MB"),
            ("reply.pdf", [], "is empty"),
            ("reply.pdf", MadeFiles.Pdf(""), "Some people can’t read"),
        ];
        foreach (var (name, content, says) in files)
        {
            using var answer = await force.SendFilesAsync("/staff/letters/hostile/reply", "Documents", [(name, content)], ("Key", "reply-of-somebody"), ("Text", "See the document."));

            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), says);
            Assert.That(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), Does.Contain(says).And.Contain("See the document."));
        }

        Assert.That(await database.AskAsync("select count(*) from meeting.paper p join meeting.meeting m on m.number = p.meeting where m.slug = 'hostile'"), Is.Zero);
        await DoneAsync(force.SendFilesAsync("/staff/letters/hostile/reply", "Documents", [("scan.pdf", MadeFiles.Pdf(""))], ("Key", "reply-with-a-scan"), ("Text", "See the scan."), ("Alternative", "The same stands in the reply.")));
        using var twice = await force.SendFilesAsync("/staff/letters/hostile/reply", "Documents", [("scan.pdf", MadeFiles.Pdf(""))], ("Key", "reply-with-a-scan"), ("Text", "See the scan."), ("Alternative", "The same stands in the reply."));
        Assert.That(await database.AskAsync("select count(*) from meeting.paper p join meeting.meeting m on m.number = p.meeting where m.slug = 'hostile'"), Is.EqualTo(1), "a form that is sent twice is heard once");
    }

    [Test]
    public async Task Staff_are_reminded_while_a_reply_is_due_and_no_longer()
    {
        using var publisher = await StaffBrowser.SignInAsync(staff, "Pub Lisher", StaffRole.Publisher);
        await DoneAsync(publisher.PostAsync("/staff/letters/write", [.. Draft("due", "Due soon").Where(field => field.Field != "Form.ReplyBy"), ("Form.ReplyBy", $"{TimeProvider.System.GetUtcNow().AddDays(2):yyyy-MM-dd}")]));
        await RemindAsync();
        Assert.That(await AlertsAsync(), Is.Zero, "a draft waits for nobody");

        await DoneAsync(ActAsync(publisher, "due", ("Form.Act", "send")));
        await RemindAsync();
        await RemindAsync();
        Assert.That(await AlertsAsync(), Is.EqualTo(1));
        Assert.That(await publisher.ReadAsync("/staff/feeds"), Does.Contain("The reply to a written challenge is due on").And.Contain("/staff/letters/due"));
        Assert.That(await publisher.ReadAsync("/staff/letters"), Does.Contain("Due soon"));

        await DoneAsync(publisher.PostAsync("/staff/letters/due/reply", ("Key", "reply-in-time"), ("Text", "In time.")));
        await RemindAsync();
        Assert.That(await AlertsAsync(), Is.Zero);

        async Task<object?> AlertsAsync() => await database.AskAsync("select count(*) from working.alert where kind = 'letter' and source = 'due' and cleared_at is null");
    }

    private static (string Field, string Value)[] Draft(string slug, string title) =>
    [
        ("Act", "save"), ("Form.Slug", slug), ("Form.Title", title), ("Form.To", "Chief Constable"), ("Form.Text", "101 took {{calls-101-answer-time latest}} on average."), ("Form.Standard", ""), ("Form.Asks", "Why?\nUntil when?"), ("Form.ReplyBy", "2099-12-18"),
    ];

    // As the page has it: number of the last event and key.
    private static async Task<HttpResponseMessage> ActAsync(StaffBrowser browser, string slug, params (string, string)[] fields)
    {
        var page = await browser.ReadAsync($"/staff/letters/{slug}");
        return await browser.PostAsync($"/staff/letters/{slug}", [("Form.Expected", Expected().Match(page).Groups[1].Value), ("Form.Key", Guid.NewGuid().ToString("N")), .. fields.Any(field => field.Item1 == "Form.Sequence") ? [] : new[] { ("Form.Sequence", Sequence().Match(page).Groups[1].Value) }, .. fields]);
    }

    private static async Task DoneAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    private async Task<HttpStatusCode[]> SeenAsync(params string[] addresses)
    {
        var seen = new List<HttpStatusCode>();
        foreach (var address in addresses)
        {
            using var answer = await visitors.Client.GetAsync(new Uri(address, UriKind.Relative));
            seen.Add(answer.StatusCode);
        }

        return [.. seen];
    }

    // Each look by an address of its own, since answers are kept until a publication is heard of.
    private async Task<string> ReadAsync(string address) => WebUtility.HtmlDecode(await visitors.Client.GetStringAsync(new Uri($"{address}?look={Guid.NewGuid():N}", UriKind.Relative)));

    // A site hears of what is published a moment after it is.
    private async Task<string> HeardAsync(string address, string words)
    {
        var page = "";
        await Until.TrueAsync(async () =>
        {
            using var answer = await visitors.Client.GetAsync(new Uri($"{address}?look={Guid.NewGuid():N}", UriKind.Relative));
            page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            return page.Contains(words, StringComparison.Ordinal);
        });
        return page;
    }

    private async Task JudgeAsync()
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString(DatabaseRole.Ingest));
        await new PromiseJudge(source, Catalogue.Read(Repository.PathTo("dashboards"))).JudgeAsync(CancellationToken.None);
    }

    private async Task RemindAsync()
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString(DatabaseRole.Ingest));
        await new LetterReminders(source, Catalogue.Read(Repository.PathTo("dashboards"))).UpdateAsync(CancellationToken.None);
    }

    [GeneratedRegex("name=\"Form.Sequence\" value=\"([0-9]+)\"")]
    private static partial Regex Sequence();

    [GeneratedRegex("name=\"Form.Expected\" value=\"([0-9]+)\"")]
    private static partial Regex Expected();
}
