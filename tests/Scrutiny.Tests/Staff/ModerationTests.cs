using System.Net;
using Scrutiny.Database;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.MeetingLogs;

namespace Scrutiny.Tests.Staff;

/// <summary>The public's questions on the staff site, as forms alone, without scripts.</summary>
[Category("Slow")]
internal sealed class ModerationTests
{
    private TestDatabase database = null!;
    private RunningWeb web = null!;
    private StaffBrowser moderator = null!;
    private StaffBrowser publisher = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        web = await StaffBrowser.StartSiteAsync(database, "--Moderation:SecondOpinion", "true", "--Moderation:TwoPersonAnswers", "true", "--Mail:Server", "127.0.0.1");
        moderator = await StaffBrowser.SignInAsync(web, "Mo Derator", StaffRole.Moderator);
        publisher = await StaffBrowser.SignInAsync(web, "Pub Lisher", StaffRole.Publisher);
        await using var connection = await database.OpenAsync(DatabaseRole.Staff);
        await new Room(database).OpenAsync("asked");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        moderator.Dispose();
        publisher.Dispose();
        await web.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task Every_decision_is_taken_by_a_form_and_stands_in_the_record_and_in_the_questions_own_history()
    {
        var main = await AskedAsync("Is this the main one?");
        await DecideAsync(main, "accept");
        (string Act, (string, string)[] Fields, string State)[][] ways =
        [
            [("hold", [], "held"), ("safeguard", [], "held"), ("release", [], "received"), ("spam", [], "received"), ("no-spam", [], "received"), ("accept", [], "accepted"), ("order", [("Form.Meeting", "asked"), ("Form.Place", "2")], "ordered"), ("carry", [], "accepted")],
            [("reword", [("Form.Told", "Ask without the name, please.")], "reword-asked"), ("redirect", [("Form.Reason", "other-body"), ("Form.Told", "Ask the council.")], "redirected"), ("reopen", [], "received")],
            [("merge", [("Form.Into", main.ToLowerInvariant())], "merged"), ("reopen", [], "received"), ("decline", [("Form.Reason", "duplicate")], "decline-proposed"), ("release", [], "received")],
        ];

        foreach (var way in ways)
        {
            var reference = await AskedAsync($"Which way {ways.ToList().IndexOf(way)} does it go?");
            foreach (var (act, fields, state) in way)
            {
                var before = await EntriesAsync(reference);
                await DecideAsync(reference, act, fields);
                Assert.That(await StateAsync(reference), Is.EqualTo(state), act);
                Assert.That(await EntriesAsync(reference), Is.EqualTo(before + 1), act);
            }

            Assert.That(await database.AskAsync($"select count(*) from question.event e join question.question q on q.number = e.question where q.reference = '{reference}'"), Is.EqualTo(way.Length + 1));
        }

        var page = await moderator.ReadAsync($"/staff/questions/{main}");
        Assert.That(page, Does.Contain("Accepted").And.Contain("by moderator").And.Not.Contain("Mo Derator</span>"));
        Assert.That(await database.AskAsync("select string_agg(e::text, ' ') from audit.entry e where subject_kind = 'question'"), Does.Not.Contain("council").And.Not.Contain("Which way").And.Match("moderator/[a-z0-9]{16}"));
    }

    [Test, Category("F-10")]
    public async Task Who_may_be_in_danger_is_on_top_spam_lies_apart_and_hostile_words_are_only_words()
    {
        var old = await AskedAsync("Zebra: the oldest?");
        await database.AskAsync($"update question.question set received_at = now() - interval '9 days' where reference = '{old}'");
        var danger = await AskedAsync("Zebra: <script>alert(1)</script> {{x}} ' or 1=1", "Chief C0nstable");
        var spam = await AskedAsync("Zebra: buy now?", signs: ["links"]);
        await DecideAsync(danger, "safeguard");

        var waiting = await moderator.ReadAsync("/staff/questions?words=zebra");
        var pile = await moderator.ReadAsync("/staff/questions?pile=spam&words=zebra");
        using var raw = await moderator.SendAsync("GET", "/staff/questions?words=zebra");

        Assert.Multiple(() =>
        {
            Assert.That(waiting.IndexOf(danger, StringComparison.Ordinal), Is.Positive.And.LessThan(waiting.IndexOf(old, StringComparison.Ordinal)));
            Assert.That(waiting, Does.Contain("9 days ago").And.Contain("Late").And.Contain("Named like an official").And.Not.Contain(spam));
            Assert.That(pile, Does.Contain(spam).And.Not.Contain(old));
        });
        Assert.That(await raw.Content.ReadAsStringAsync(), Does.Not.Contain("<script>alert").And.Contain("&lt;script&gt;alert(1)"));
    }

    [Test]
    public async Task Many_get_a_theme_at_once_or_none_does()
    {
        var (one, two) = (await AskedAsync("Theme for one?"), await AskedAsync("Theme for two?"));

        using var given = await moderator.PostAsync("/staff/questions", ("Chosen", one + "|1"), ("Chosen", two + "|1"), ("NewTheme", "Waiting for 101"));
        using var late = await moderator.PostAsync("/staff/questions", ("Chosen", one + "|2"), ("Chosen", two + "|1"), ("NewTheme", "Something else"));
        var page = WebUtility.HtmlDecode(await late.Content.ReadAsStringAsync());

        Assert.That((given.StatusCode, late.StatusCode), Is.EqualTo((HttpStatusCode.Redirect, HttpStatusCode.Conflict)));
        Assert.That(page, Does.Contain("Somebody else did something").And.Contain("value=\"Something else\""));
        Assert.That(await database.AskAsync("select count(*) from question.question where theme = 'waiting-for-101'"), Is.EqualTo(2));
        Assert.That(await moderator.ReadAsync("/staff/questions?theme=waiting-for-101"), Does.Contain(one).And.Contain(two));
    }

    [Test, Category("B-7")]
    public async Task Who_is_late_is_told_so_and_keeps_what_was_typed()
    {
        var reference = await AskedAsync("Who is first?");
        await DecideAsync(reference, "accept");

        using var late = await moderator.PostAsync($"/staff/questions/{reference}", ("Form.Expected", "1"), ("Form.Act", "redirect"), ("Form.Reason", "other-body"), ("Form.Told", "Ask the <b>council</b>."));
        var page = WebUtility.HtmlDecode(await late.Content.ReadAsStringAsync());

        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(page, Does.Contain("The question moved on").And.Contain(">Ask the <b>council</b>.</textarea>").And.Contain("value=\"other-body\" selected").And.Contain("name=\"Form.Expected\" value=\"2\""));
        Assert.That(await StateAsync(reference), Is.EqualTo("accepted"));
    }

    [Test, Category("I-2"), Category("L-12")]
    public async Task What_was_taken_out_is_seen_by_moderators_only_and_each_look_is_recorded()
    {
        var reference = await AskedAsync("Did Quagmire of 5 Teasel Road do it?");
        await DecideAsync(reference, "accept");
        await DecideAsync(reference, "redact", ("Form.Text", "Did [[Quagmire of 5 Teasel Road]] do it?"), ("Form.Why", "A private person"));

        var page = await publisher.ReadAsync($"/staff/questions/{reference}");
        await publisher.ReadAsync($"/staff/questions/{reference}/wordings", HttpStatusCode.Forbidden);
        var before = await EntriesAsync(reference);
        var original = await moderator.ReadAsync($"/staff/questions/{reference}/wordings");

        Assert.That(page, Does.Contain("Did [removed] do it?").And.Not.Contain("Quagmire"));
        Assert.That(original, Does.Contain("Quagmire of 5 Teasel Road").And.Contain("A private person"));
        Assert.That(await EntriesAsync(reference), Is.EqualTo(before + 1));
        Assert.That(await database.AskAsync(DatabaseRole.Public, $"select text || words::text || trigrams::text from published.question where reference = '{reference}'"), Does.Contain("[removed]").And.Not.Contain("quagmir").And.Not.Contain("teasel"));
    }

    [Test]
    public async Task A_question_is_declined_when_a_second_person_says_so_too()
    {
        var reference = await AskedAsync("Second opinion?");
        await DecideAsync(reference, "decline", ("Form.Reason", "individual-case"));
        Assert.That(await StateAsync(reference), Is.EqualTo("decline-proposed"));
        using var other = await StaffBrowser.SignInAsync(web, "Se Cond", StaffRole.Moderator);

        using var same = await moderator.PostAsync($"/staff/questions/{reference}", ("Form.Expected", "2"), ("Form.Act", "decline"), ("Form.Reason", "individual-case"));
        using var second = await other.PostAsync($"/staff/questions/{reference}", ("Form.Expected", "2"), ("Form.Act", "decline"), ("Form.Reason", "individual-case"));

        Assert.That((same.StatusCode, second.StatusCode), Is.EqualTo((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Redirect)));
        Assert.That(await StateAsync(reference), Is.EqualTo("declined"));
        Assert.That(await database.AskAsync($"select count(*) from published.question where reference = '{reference}'"), Is.Zero, "this reason hides the question");
    }

    [Test]
    public async Task A_written_answer_is_drafted_approved_by_another_and_published()
    {
        var reference = await AskedAsync("Written answer?");
        await DecideAsync(reference, "accept");
        var address = $"/staff/questions/{reference}/answer";

        using var drafted = await publisher.PostAsync(address, ("Expected", "2"), ("Act", "draft"), ("Text", "Because.\r\nAnd so."), ("Who", "Chief Constable"));
        using var own = await publisher.PostAsync(address, ("Expected", "3"), ("Act", "approve"), ("Number", "1"));
        using var notTheirs = await moderator.PostAsync(address, ("Expected", "3"), ("Act", "approve"), ("Number", "1"));
        using var other = await StaffBrowser.SignInAsync(web, "An Other", StaffRole.Publisher);
        Assert.That((drafted.StatusCode, own.StatusCode, notTheirs.StatusCode), Is.EqualTo((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Forbidden)));
        Assert.That(await database.AskAsync($"select count(*) from published.question_answer where reference = '{reference}'"), Is.Zero);

        using var approved = await other.PostAsync(address, ("Expected", "3"), ("Act", "approve"), ("Number", "1"));
        using var published = await publisher.PostAsync(address, ("Expected", "4"), ("Act", "publish"), ("Number", "1"));

        Assert.That((approved.StatusCode, published.StatusCode), Is.EqualTo((HttpStatusCode.Redirect, HttpStatusCode.Redirect)));
        Assert.That(await database.AskAsync(DatabaseRole.Public, $"select q.state || ': ' || a.text from published.question q join published.question_answer a using (reference) where reference = '{reference}'"), Is.EqualTo("answered: Because.\nAnd so."));
    }

    [Test]
    public async Task Similar_questions_stand_side_by_side_and_are_joined_by_one_button()
    {
        var one = await AskedAsync("Why must people on Hayling Island wait so long for somebody to come?");
        var two = await AskedAsync("Why do people on Hayling Island wait so long until somebody comes?");

        var page = await moderator.ReadAsync($"/staff/questions/{two}");
        Assert.That(page, Does.Contain($"Join {two} to {one}"));
        await DecideAsync(two, "merge", ("Form.Into", one));

        Assert.That(await moderator.ReadAsync($"/staff/questions/{one}"), Does.Contain("Joined to it").And.Contain(two));
    }

    [Test]
    public async Task Questions_get_their_turns_in_a_meeting_and_what_came_elsewhere_is_entered()
    {
        using var entered = await moderator.PostAsync(
            "/staff/questions/enter", ("Text", "When do we get an answer?"), ("SaidWhere", "A comment under the stream"), ("PromisedBy", "2026-12-10"), ("Topic", "contact"), ("Email", "someone@example.org"));
        var reference = entered.Headers.Location!.OriginalString.Split('/')[^1];
        await DecideAsync(reference, "accept");
        var page = await moderator.ReadAsync("/staff/questions/order/asked");
        var row = System.Text.RegularExpressions.Regex.Match(page, $"Rows\\[(\\d+)\\]\\.Reference\" value=\"{reference}").Groups[1].Value;

        using var ordered = await moderator.PostAsync("/staff/questions/order/asked", ($"Rows[0].Reference", reference), ("Rows[0].Expected", "2"), ("Rows[0].Place", "7"));
        using var wrong = await moderator.PostAsync("/staff/questions/order/asked", ($"Rows[0].Reference", reference), ("Rows[0].Expected", "3"), ("Rows[0].Place", "first"));

        Assert.That(row, Is.Not.Empty);
        Assert.That((ordered.StatusCode, wrong.StatusCode), Is.EqualTo((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity)));
        Assert.That(await database.AskAsync($"select meeting || ' ' || place || ' ' || said_where || ' ' || reply_promised_by from question.question where reference = '{reference}'"), Is.EqualTo("asked 7 A comment under the stream 2026-12-10"));
        Assert.That(await moderator.ReadAsync("/staff/questions?pile=promised"), Does.Contain(reference).And.Not.Contain("someone@"));
    }

    private async Task<string> AskedAsync(string text, string? name = null, IReadOnlyList<string>? signs = null)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Public);
        return (await QuestionInbox.AskAsync(connection, new AskedQuestion(text, "contact", null, name, null) { Signs = signs ?? [] }, QuestionSecret.Draw(), null, CancellationToken.None)).Reference!;
    }

    private async Task DecideAsync(string reference, string act, params (string, string)[] fields)
    {
        var version = await database.AskAsync($"select version::text from question.question where reference = '{reference}'");
        using var answer = await moderator.PostAsync($"/staff/questions/{reference}", [("Form.Expected", (string)version!), ("Form.Act", act), .. fields]);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), $"{act}: {WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync())}");
    }

    private async Task<object?> StateAsync(string reference) => await database.AskAsync($"select state from question.question where reference = '{reference}'");

    private async Task<long> EntriesAsync(string reference) => (long)(await database.AskAsync($"select count(*) from audit.entry where subject_kind = 'question' and subject_id = '{reference.ToLowerInvariant()}'"))!;
}
