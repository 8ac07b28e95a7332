using System.Net;
using Scrutiny.Database;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.MeetingLogs;
using Scrutiny.Tests.QuestionLedger;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Staff;

/// <summary>The control room as forms alone, without scripts.</summary>
[Category("Slow")]
internal sealed class ControlRoomTests
{
    private TestDatabase database = null!;
    private RunningWeb web = null!;
    private Room room = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        web = await StaffBrowser.StartSiteAsync(database);
        room = new Room(database);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await web.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_meeting_is_planned_published_and_run_to_its_end()
    {
        using var publisher = await StaffBrowser.SignInAsync(web, "Ann Lyst", StaffRole.Publisher);
        using var planned = await publisher.PostAsync(
            "/staff/meetings/plan", ("Form.Sequence", "0"), ("Form.Slug", "run"), ("Form.Title", "Run"), ("Form.Kind", "PublicCops"), ("Form.Starts", "2026-12-09 10:00"), ("Form.Place", "Winchester"),
            ("Form.Items[0].Title", "Calls"), ("Form.Items[0].Visibility", "Public"), ("Form.Items[1].Title", "A person"), ("Form.Items[1].Visibility", "Restricted"), ("Form.Items[1].Reason", "It names somebody"), ("Form.Items[2].Title", ""), ("Form.Items[3].Title", "Crime"), ("Form.Items[3].Visibility", "Public"));
        Assert.That(planned.Headers.Location?.OriginalString, Is.EqualTo("/staff/meetings/run"), await planned.Content.ReadAsStringAsync());
        using var published = await publisher.PostAsync("/staff/meetings/run", ("Expected", "0"), ("Key", "publish-key"), ("Act", "publish"));
        Assert.That(published.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), await published.Content.ReadAsStringAsync());
        using var operating = await StaffBrowser.SignInAsync(web, "Op Erator", StaffRole.Operator);
        (string Act, (string, string)[] Fields, long Events)[] acts =
        [
            ("open", [], 2), ("arrive", [("Form.Who", "Chief Constable"), ("Form.Role", "Answering")], 3), ("next", [], 4), ("timer", [("Form.Minutes", "5")], 5), ("challenge", [("Form.Text", "Why?")], 6),
            ("response", [("Form.To", "6"), ("Form.Text", "Because"), ("Form.Who", "Chief Constable")], 7), ("rating", [("Form.Rating", "PartlyAssured"), ("Form.Text", "So so")], 8), ("next", [], 10), ("note", [("Form.Text", "Who it is")], 11),
            ("next", [], 13), ("previous", [], 15), ("blank", [], 16), ("blank", [], 17), ("pause", [("Form.Reason", "Tea")], 18), ("resume", [], 19),
            ("promise", [("Form.Text", "A plan"), ("Form.Due", "2027-01-31"), ("Form.Who", "Chief Constable")], 20), ("action", [("Form.Text", "Write"), ("Form.Due", "2027-01-31"), ("Form.Who", "Deputy")], 21),
            ("correct", [("Form.To", "7"), ("Form.Reason", "Misheard"), ("Form.Text", "Before")], 22), ("close-action", [("Form.Id", "run-ra1"), ("Form.Text", "Done")], 23), ("close", [], 25),
        ];

        var expected = 1L;
        foreach (var (act, fields, events) in acts)
        {
            using var answer = await ActAsync(operating, "run", expected, $"key-{expected}-{act}", [("Form.Act", act), .. fields]);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), $"{act}: {await answer.Content.ReadAsStringAsync()}");
            expected = (await MeetingAsync("run")).Last;
            Assert.That(expected, Is.EqualTo(events), act);
        }

        var progress = await MeetingAsync("run");
        Assert.That(progress.State, Is.EqualTo(MeetingState.Closed));
        // Going back from item 2 leads to the restricted one: what was said there stays there.
        Assert.That(progress.Promises.Single().Promise.Id, Is.EqualTo("run-rp1"));
        Assert.That((await room.PublicAsync("run")).Select(logged => logged.Act), Has.None.InstanceOf<MeetingAct.PromiseMade>().And.None.InstanceOf<MeetingAct.ActionRaised>().And.None.InstanceOf<MeetingAct.NoteRecorded>());
        Assert.That(await database.AskAsync("select count(*) from meeting.event where actor !~ '^(publisher|operator)/[a-z0-9]{16}$' and meeting = (select number from meeting.meeting where slug = 'run')"), Is.Zero);
    }

    [Test]
    public async Task Who_is_late_is_told_so_and_keeps_what_was_typed()
    {
        await room.OpenAsync("late");
        using var first = await StaffBrowser.SignInAsync(web, "Op Erator", StaffRole.Operator);
        using var second = await StaffBrowser.SignInAsync(web, "Min Ute", StaffRole.MinuteTaker);
        using var taken = await ActAsync(first, "late", 2, "key-of-first", ("Form.Act", "next"));

        using var late = await ActAsync(second, "late", 2, "key-of-second", ("Form.Act", "response"), ("Form.Text", "What <b>he</b> said, at length"), ("Form.Who", "Deputy"));
        var page = WebUtility.HtmlDecode(await late.Content.ReadAsStringAsync());

        Assert.That((taken.StatusCode, late.StatusCode), Is.EqualTo((HttpStatusCode.Redirect, HttpStatusCode.Conflict)));
        Assert.That(page, Does.Contain("The meeting moved on").And.Contain(">What <b>he</b> said, at length</textarea>").And.Contain("value=\"Deputy\"").And.Contain("name=\"Form.Expected\" value=\"3\""));
        Assert.That((await MeetingAsync("late")).Last, Is.EqualTo(3));
    }

    [Test, Category("L-12")]
    public async Task Questions_from_the_public_are_put_answered_and_carried_over_with_the_meetings_log()
    {
        await room.OpenAsync("public-questions");
        var asked = new AskedQuestion("Why <b>so</b> long?", "contact", null, null, null);
        var (one, two) = (await OrderedAsync(1), await OrderedAsync(2));
        var waiting = await MadeQuestions.AskAsync(database, asked with { Text = "Not let through yet?" });
        using var browser = await StaffBrowser.SignInAsync(web, "Op Erator", StaffRole.Operator);
        await using var site = await RunningWeb.StartOnAsync(database);

        var page = await browser.ReadAsync("/staff/control/public-questions");
        Assert.That(page.IndexOf(one, StringComparison.Ordinal), Is.Positive.And.LessThan(page.IndexOf(two, StringComparison.Ordinal)));
        Assert.That(page, Does.Not.Contain(waiting));
        await DoneAsync(2, ("Form.Act", "next"));
        await DoneAsync(3, ("Form.Act", "question"), ("Form.Id", one));
        var screen = await site.Client.GetStringAsync("/screen/public-questions");
        await DoneAsync(4, ("Form.Act", "response"), ("Form.To", "4"), ("Form.Text", "Because."), ("Form.Who", "Chief Constable"));
        await DoneAsync(5, ("Form.Act", "question"), ("Form.Id", two));
        await DoneAsync(6, ("Form.Act", "carry-question"), ("Form.Id", two));
        await DoneAsync(7, ("Form.Act", "next"));
        using var behindTheWall = await ActAsync(browser, "public-questions", 9, "key-behind", ("Form.Act", "question"), ("Form.Id", two));
        using var unknown = await ActAsync(browser, "public-questions", 9, "key-unknown", ("Form.Act", "question"), ("Form.Id", waiting));

        Assert.That(screen, Does.Contain($"Question {one} from the public").And.Contain("Why &lt;b&gt;so&lt;/b&gt; long?"));
        Assert.That((behindTheWall.StatusCode, unknown.StatusCode), Is.EqualTo((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity)));
        Assert.That((await MeetingAsync("public-questions")).Last, Is.EqualTo(9), "what can't be done with the question is not logged either");
        Assert.That(await database.AskAsync(DatabaseRole.Public, $"select q.state || ' ' || a.kind || ' ' || a.text || ' ' || a.who || ' ' || a.meeting || ' ' || e.kind from published.question q join published.question_answer a using (reference) join published.meeting m on m.slug = a.meeting join published.meeting_event e on e.meeting = m.number and e.seq = a.seq where reference = '{one}'"), Is.EqualTo("answered spoken Because. Chief Constable public-questions response-given"));
        Assert.That(await database.AskAsync($"select state || ' ' || coalesce(place::text, 'no turn') from question.question where reference = '{two}'"), Is.EqualTo("accepted no turn"));

        Task<string> OrderedAsync(int place) => MadeQuestions.AskAsync(database, asked, new QuestionAct.Accepted(), new QuestionAct.Ordered("public-questions", place));

        async Task DoneAsync(long expected, params (string, string)[] fields)
        {
            using var answer = await ActAsync(browser, "public-questions", expected, $"key-{expected}-public", fields);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        }
    }

    [Test, Category("J-1")]
    public async Task An_answer_that_is_corrected_in_the_log_is_corrected_beside_its_question_and_what_it_said_stays()
    {
        await room.OpenAsync("corrects", plan => plan with { QuestionsFrom = TimeProvider.System.GetUtcNow().AddDays(-1), QuestionsUntil = TimeProvider.System.GetUtcNow().AddDays(1) });
        var reference = await MadeQuestions.AskAsync(database, new AskedQuestion("How many more?", "contact", null, null, "corrects"), new QuestionAct.Accepted(), new QuestionAct.Ordered("corrects", 1));
        using var browser = await StaffBrowser.SignInAsync(web, "Op Erator", StaffRole.Operator);
        await using var site = await RunningWeb.StartOnAsync(database);
        await DoneAsync(2, ("Form.Act", "next"));
        await DoneAsync(3, ("Form.Act", "question"), ("Form.Id", reference));
        await DoneAsync(4, ("Form.Act", "response"), ("Form.To", "4"), ("Form.Text", "Thirty."), ("Form.Who", "Chief Constable"));

        await DoneAsync(5, ("Form.Act", "correct"), ("Form.To", "5"), ("Form.Text", "Thirteen <b>in all</b>."), ("Form.Reason", "The number was misheard."));
        var corrected = await SeenAsync("Thirteen");
        var given = await AnswerAsync();
        await DoneAsync(6, ("Form.Act", "correct"), ("Form.To", "5"), ("Form.Reason", "It was said of another force."));
        var struck = await SeenAsync("taken back");
        var waits = await StateAsync();
        await DoneAsync(7, ("Form.Act", "response"), ("Form.To", "4"), ("Form.Text", "None."), ("Form.Who", "Chief Constable"));

        Assert.That(corrected, Does.Contain("Thirteen &lt;b&gt;in all&lt;/b&gt;.").And.Contain("<s>Thirty.</s>").And.Contain("The number was misheard."));
        Assert.That((given.GetProperty("text").GetString(), given.GetProperty("earlier")[0].GetProperty("text").GetString()), Is.EqualTo(("Thirteen <b>in all</b>.", "Thirty.")));
        Assert.That(struck, Does.Contain("This answer was taken back on").And.Contain("It was said of another force.").And.Contain("<s>Thirty.</s>").And.Contain("<s>Thirteen &lt;b&gt;in all&lt;/b&gt;.</s>"));
        Assert.That((waits, await StateAsync()), Is.EqualTo(("put", "answered")), "without an answer that stands it waits for one");
        await SeenAsync("None.");
        Assert.That((await AnswerAsync()).GetProperty("text").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));

        // What is kept of a page goes when the site hears that it changed.
        async Task<string> SeenAsync(string words)
        {
            for (var started = System.Diagnostics.Stopwatch.GetTimestamp(); ;)
            {
                var page = await site.Client.GetStringAsync(new Uri($"/questions/{reference}", UriKind.Relative));
                if (page.Contains(words, StringComparison.Ordinal) || System.Diagnostics.Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(20))
                {
                    return page;
                }
            }
        }

        async Task<object?> StateAsync() => await database.AskAsync($"select state from published.question where reference = '{reference}'");

        async Task<System.Text.Json.JsonElement> AnswerAsync() => System.Text.Json.JsonDocument.Parse(await site.Client.GetStringAsync(new Uri($"/api/v1/questions/{reference}", UriKind.Relative))).RootElement.GetProperty("answer")[0];

        async Task DoneAsync(long expected, params (string, string)[] fields)
        {
            using var answer = await ActAsync(browser, "corrects", expected, $"key-{expected}-corrects", fields);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        }
    }

    [Test]
    public async Task A_form_that_was_sent_twice_is_heard_once()
    {
        await room.OpenAsync("twice");
        using var browser = await StaffBrowser.SignInAsync(web, "Op Erator", StaffRole.Operator);

        using var once = await ActAsync(browser, "twice", 2, "the-one-key", ("Form.Act", "next"));
        using var again = await ActAsync(browser, "twice", 2, "the-one-key", ("Form.Act", "next"));

        Assert.That((once.StatusCode, again.StatusCode), Is.EqualTo((HttpStatusCode.Redirect, HttpStatusCode.Redirect)));
        Assert.That((await MeetingAsync("twice")).Last, Is.EqualTo(3));
    }

    [TestCase("promise", "The promise can't be tested yet: it lacks a target.", "Form.Text", "Quicker", "Form.Measure", "calls-101-answer-time", "Form.Comparison", "AtMost", "Form.Due", "2027-03-31", "Form.Who", "Chief Constable", "Form.Area", "E23000030")]
    [TestCase("promise", "The target ‘ninety’ is no number", "Form.Text", "Quicker", "Form.Target", "ninety", "Form.Due", "2027-03-31", "Form.Who", "Chief Constable")]
    [TestCase("action", "‘soon’ is no day", "Form.Text", "Write", "Form.Who", "Deputy", "Form.Due", "soon")]
    [TestCase("rating", "Choose a rating.", "Form.Text", "Fine")]
    [TestCase("pause", "Enter why there is a break.")]
    [TestCase("resume", "That can't be done now: the meeting is live.")]
    [TestCase("figure", "There is no measure 'nonsense'", "Form.Measure", "nonsense")]
    [TestCase("figure", "so there is none to show", "Form.Measure", "calls-999-within-10s")]
    [TestCase("no-such-act", "The form said nothing that could be done")]
    public async Task What_cannot_be_done_is_said_in_a_sentence_and_nothing_happens(string act, string sentence, params string[] fields)
    {
        var slug = $"refused-{Guid.NewGuid():N}";
        var meeting = await room.OpenAsync(slug);
        await room.ActAsync(meeting, 2, new MeetingAct.ItemStarted(1));
        using var browser = await StaffBrowser.SignInAsync(web, "Op Erator", StaffRole.Operator);

        using var answer = await ActAsync(browser, slug, 3, "a-good-key", [("Form.Act", act), .. fields.Chunk(2).Select(pair => (pair[0], pair[1]))]);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), Does.Contain(sentence));
        Assert.That((await MeetingAsync(slug)).Last, Is.EqualTo(3));
    }

    private static Task<HttpResponseMessage> ActAsync(StaffBrowser browser, string slug, long expected, string key, params (string, string)[] fields) =>
        browser.PostAsync($"/staff/control/{slug}", [("Form.Expected", expected.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Form.Key", key), .. fields]);

    private async Task<MeetingProgress> MeetingAsync(string slug)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Staff);
        return await room.ProgressAsync((await StoredMeetings.FindAsync(connection, slug, CancellationToken.None))!);
    }
}
