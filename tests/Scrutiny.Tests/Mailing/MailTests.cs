using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.Ingest.Mailing;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.QuestionLedger;

namespace Scrutiny.Tests.Mailing;

/// <summary>Mail to those who confirmed their address, through a real SMTP server.</summary>
[Category("Slow")]
internal sealed partial class MailTests
{
    private TestDatabase database = null!;
    private NpgsqlDataSource contacts = null!;
    private SmtpServer server = null!;
    private RunningWeb site = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        contacts = NpgsqlDataSource.Create(database.ConnectionString(DatabaseRole.Contacts));
        server = await SmtpServer.StartAsync();
        site = await RunningWeb.StartOnAsync(database, "--Mail:Server", "127.0.0.1");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await site.DisposeAsync();
        await server.DisposeAsync();
        await contacts.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test, Category("I-1"), Category("F-10")]
    public async Task Nothing_but_the_first_mail_goes_to_an_address_before_it_is_confirmed_and_none_after_it_is_ended()
    {
        var reference = await AskAsync("Why does <b>Zebra</b> wait?\r\nBcc: other@example.org", "zoe@example.org", "Zoe Zebra");
        await SendAsync();
        var first = Mails("zoe@").Single();
        Assert.That(first, Does.Contain("Subject: Please confirm your e-mail address").And.Contain(reference).And.Contain("List-Unsubscribe: <http").And.Contain("List-Unsubscribe-Post: List-Unsubscribe=One-Click").And.Not.Contain("Zebra").And.Not.Contain("Bcc"));

        // Not confirmed: what happens is told to nobody, and looking at the link confirms nothing.
        await MadeQuestions.ActAsync(database, reference, new QuestionAct.Held(false));
        await MadeQuestions.ActAsync(database, reference, new QuestionAct.Released());
        var confirm = Link(first, "confirm");
        Assert.That((await site.Client.GetStringAsync(confirm)), Does.Contain("Confirm the address"));
        await SendAsync();
        Assert.That(Mails("zoe@"), Has.Length.EqualTo(1));

        using (await site.Client.PostAsync(confirm, new FormUrlEncodedContent([])))
        {
        }

        await MadeQuestions.ActAsync(database, reference, new QuestionAct.Accepted());
        await SendAsync();
        var second = Mails("zoe@")[1];
        Assert.That(second, Does.Contain($"Subject: Question {reference}: accepted").And.Contain($"/questions/{reference}").And.Not.Contain("Zebra"));

        // As a mail program does it: by the first mail's link, which stays good.
        using var stopped = await site.Client.PostAsync(Link(first, "stop"), new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        await MadeQuestions.ActAsync(database, reference, new QuestionAct.Declined("duplicate", null));
        await SendAsync();
        Assert.That(stopped.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Mails("zoe@"), Has.Length.EqualTo(2));
    }

    [Test, Category("G-4")]
    public async Task A_link_that_was_made_up_gets_the_same_answer_as_a_good_one()
    {
        await AskAsync("Good link?", "good@example.org");
        await SendAsync();
        var good = await AnswerAsync(Link(Mails("good@").Single(), "stop"));

        Assert.That(await AnswerAsync($"/mail/stop/{QuestionSecret.Draw()}"), Is.EqualTo(good));

        async Task<string> AnswerAsync(string address)
        {
            using var answer = await site.Client.PostAsync(address, new FormUrlEncodedContent([]));
            return $"{answer.StatusCode} {answer.Headers.CacheControl} {await answer.Content.ReadAsStringAsync()}".Replace(address, "", StringComparison.Ordinal);
        }
    }

    [Test]
    public async Task Who_asked_a_question_that_was_joined_to_another_is_told_of_its_answer()
    {
        var main = await AskAsync("Main?", null);
        await MadeQuestions.ActAsync(database, main, new QuestionAct.Accepted());
        var joined = await AskAsync("Joined?", "joined@example.org");
        await ConfirmAsync("joined@");
        await MadeQuestions.ActAsync(database, joined, new QuestionAct.Merged(main));
        await SendAsync();
        await MadeQuestions.ActAsync(database, main, new QuestionAct.AnswerDrafted(null, "Because.", "Chief Constable"));
        await MadeQuestions.ActAsync(database, main, new QuestionAct.AnswerApproved(1));
        await MadeQuestions.ActAsync(database, main, new QuestionAct.AnswerPublished(1));

        await SendAsync();

        Assert.That(Mails("joined@").Skip(1), Is.EqualTo(new[] { 1, 2 }.Select(number => Mails("joined@")[number])));
        Assert.That(Mails("joined@")[1], Does.Contain($"Question {joined}: joined to another").And.Contain(main));
        Assert.That(Mails("joined@")[2], Does.Contain($"Question {joined}: answered").And.Contain($"/questions/{main}"));
    }

    [Test]
    public async Task A_server_that_does_not_answer_is_tried_again_later_and_given_up_in_the_end()
    {
        var reference = await AskAsync("No server?", "later@example.org");
        var away = Outbox(SmtpServer.FreePort(), mostTries: 2);

        await away.SendAsync(CancellationToken.None);
        var after = await StandingAsync(reference);
        await database.AskAsync("update contact.mail set due_at = now() where state = 'waiting'");
        await away.SendAsync(CancellationToken.None);

        Assert.That(after, Does.Match("^waiting 1 in 00:0[01]"));
        Assert.That(await StandingAsync(reference), Does.StartWith("dropped 2"));
        Assert.That(Mails("later@"), Is.Empty);
        Assert.That(await database.AskAsync(DatabaseRole.Staff, "select max(most_tries) from contact.outbox() where state = 'dropped'"), Is.EqualTo(2), "staff see it, without an address");
    }

    [Test]
    public async Task An_address_that_the_server_does_not_know_is_given_up_at_once()
    {
        var reference = await AskAsync("Nobody?", "nobody@example.org");

        await SendAsync();

        Assert.That(await StandingAsync(reference), Does.StartWith("dropped 1"));
        Assert.That(await database.AskAsync("select last_status from contact.mail order by mail_id desc limit 1"), Is.EqualTo(550));
    }

    [Test]
    public async Task Subscribers_get_one_mail_when_there_is_something_new_that_everybody_may_see()
    {
        using (var asked = await site.Client.PostAsync("/subscribe/topic/victims", new FormUrlEncodedContent([new("Email", "sub@example.org")])))
        {
            Assert.That(await asked.Content.ReadAsStringAsync(), Does.Contain("Look at your mail"));
        }

        using var unknown = await site.Client.GetAsync("/subscribe/topic/no-such-topic");
        await SendAsync();
        await ConfirmAsync("sub@");
        var reference = await MadeQuestions.AskAsync(database, new AskedQuestion("For subscribers?", "victims", null, null, null), new QuestionAct.Accepted(), new QuestionAct.AnswerDrafted(null, "Yes.", "Chief Constable"), new QuestionAct.AnswerApproved(1));
        await SendAsync();
        Assert.That(Mails("sub@"), Has.Length.EqualTo(1), "a draft is no news");

        await MadeQuestions.ActAsync(database, reference, new QuestionAct.AnswerPublished(1));
        await SendAsync();
        await SendAsync();

        Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(Mails("sub@"), Has.Length.EqualTo(2));
        Assert.That(Mails("sub@")[1], Does.Contain("Subject: News of answers on a topic").And.Contain("/questions?topic=victims"));
    }

    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(6, 32)]
    [TestCase(12, 480)]
    [TestCase(90, 480)]
    public void Pauses_between_tries_grow_up_to_eight_hours(int tries, int minutes) => Assert.That(Scrutiny.Ingest.Mailing.Outbox.PauseAfter(tries), Is.EqualTo(TimeSpan.FromMinutes(minutes)));

    private string[] Mails(string to) => [.. server.Mails.Where(mail => mail.StartsWith($"To-whom: {to}", StringComparison.Ordinal))];

    private async Task SendAsync()
    {
        await News.QueueAsync(contacts, CancellationToken.None);
        await Outbox(server.Port).SendAsync(CancellationToken.None);
    }

    private async Task ConfirmAsync(string to)
    {
        await SendAsync();
        using var answer = await site.Client.PostAsync(Link(Mails(to)[0], "confirm"), new FormUrlEncodedContent([]));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private Outbox Outbox(int port, int mostTries = 12) => new(contacts, new SmtpPostOffice(SettingsOf(port, mostTries)), new Catalogue(new Dictionary<string, Declaration<Scrutiny.Measures.Measure>>(), new Dictionary<string, Declaration<Scrutiny.Sources.Source>>(), new Scrutiny.Areas.AreaNames([]), []), SettingsOf(port, mostTries));

    private static IOptions<MailSettings> SettingsOf(int port, int mostTries) =>
        Options.Create(new MailSettings { Server = "127.0.0.1", Port = port, Encrypted = false, From = "scrutiny@example.org", PublicAddress = "http://site.example", MostTries = mostTries, TrySeconds = 10 });

    private Task<string> AskAsync(string text, string? email, string? name = null) => MadeQuestions.AskAsync(database, new AskedQuestion(QuestionText.Clean(text), "contact", null, name, null) { Email = email });

    private async Task<string> StandingAsync(string reference) =>
        (string)(await database.AskAsync($"select m.state || ' ' || m.tries || ' in ' || (m.due_at - now())::text from contact.mail m join question.question q on q.number = m.question where q.reference = '{reference}' order by m.mail_id desc limit 1"))!;

    private static string Link(string mail, string kind) => Path().Matches(mail).Select(match => match.Value).First(path => path.Contains($"/{kind}/", StringComparison.Ordinal));

    [GeneratedRegex("(?<=http://site\\.example)/mail/[a-z]+/[a-z0-9]{32}")]
    private static partial Regex Path();
}
