using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Database;
using Scrutiny.Ingest.Mailing;
using Scrutiny.Questions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Mailing;
using Scrutiny.Tests.MeetingLogs;
using Scrutiny.Tests.Staff;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Questions;

/// <summary>A question on its whole way, from the form over the moderator and the room to the answer and the mail: what its asker wrote is where it belongs and nowhere else.</summary>
[Category("Slow")]
internal sealed partial class QuestionPathTests
{
    // In no other word of the site.
    private const string Text = "Quibberish";
    private const string Name = "Zwanzle";
    private const string Email = "ploverdine@example.org";
    private const string Phone = "07700 900461";

    private readonly KeptLog log = new();
    private readonly List<string> addresses = [];
    private TestDatabase database = null!;
    private NpgsqlDataSource contacts = null!;
    private SmtpServer server = null!;
    private RunningWeb site = null!;
    private RunningWeb staff = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        contacts = NpgsqlDataSource.Create(database.ConnectionString(DatabaseRole.Contacts));
        server = await SmtpServer.StartAsync();
        string[] settings = ["--Mail:Server", "127.0.0.1", "--Logging:LogLevel:Default", "Information"];
        site = await RunningWeb.StartOnAsync(database, KeepLog, settings);
        staff = await RunningWeb.StartOnAsync(database, KeepLog, [.. settings, "--audience", "staff", "--ConnectionStrings:Scrutiny", database.ConnectionString(DatabaseRole.Staff)]);

        void KeepLog(Microsoft.AspNetCore.Builder.WebApplication app) => app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await staff.DisposeAsync();
        await site.DisposeAsync();
        await server.DisposeAsync();
        await contacts.DisposeAsync();
        await database.DisposeAsync();
        log.Dispose();
    }

    [Test, Category("I-1")]
    public async Task No_word_of_an_asker_stands_in_a_log_a_number_the_record_an_address_or_a_mail()
    {
        var room = new Room(database);
        await room.OpenAsync("whole", plan => plan with { QuestionsFrom = TimeProvider.System.GetUtcNow().AddDays(-1), QuestionsUntil = TimeProvider.System.GetUtcNow().AddDays(1) });
        using var moderator = await StaffBrowser.SignInAsync(staff, "Mo Derator", StaffRole.Moderator);
        using var operating = await StaffBrowser.SignInAsync(staff, "Op Erator", StaffRole.Operator);
        var (hidden, hiddenStatus) = await AskAsync("hidden");
        var (answered, _) = await AskAsync("answered");
        await FailAsync();
        await SendMailAsync();
        await ConfirmAsync();
        log.CreateLogger("test").Log(LogLevel.Information, "The log is kept.");

        await DecideAsync(moderator, hidden, ("Form.Act", "safeguard"));
        await DecideAsync(moderator, hidden, ("Form.Act", "decline"), ("Form.Reason", "libellous-or-offensive"), ("Form.Told", $"Dear {Name}, no {Phone} please."));
        await DecideAsync(moderator, answered, ("Form.Act", "redact"), ("Form.Text", $"answered [[{Text} {Phone}]]?"), ("Form.Why", $"{Name}'s number"));
        await DecideAsync(moderator, answered, ("Form.Act", "accept"));
        await DecideAsync(moderator, answered, ("Form.Act", "order"), ("Form.Meeting", "whole"), ("Form.Place", "1"));
        await ActAsync(operating, 2, ("Form.Act", "next"));
        await ActAsync(operating, 3, ("Form.Act", "question"), ("Form.Id", answered));
        await ActAsync(operating, 4, ("Form.Act", "response"), ("Form.To", "4"), ("Form.Text", "So it is."), ("Form.Who", "Chief Constable"));
        await SendMailAsync();
        var seen = await LookAsync([$"/questions/{answered}", "/questions", "/questions?q=answered", "/questions/fairness", "/meetings/whole", "/meetings/whole/live", "/screen/whole", "/feeds/answers.atom", "/api/v1/meetings/whole/events", $"/api/v1/questions/{answered}"]);
        using var gone = await site.Client.GetAsync(new Uri($"/questions/{hidden}", UriKind.Relative));

        Assert.Multiple(() =>
        {
            Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That(log.Text, Does.Contain("The log is kept."));
            Assert.That(Found(log.Text + Secrets(log.Text)), Is.Empty, "log");
            Assert.That(Found(site.Numbers() + staff.Numbers()), Is.Empty, "numbers");
            Assert.That(Found(string.Join(' ', addresses)), Is.Empty, "addresses");
            // The name that its asker chose to show is shown; nothing else.
            Assert.That(Found(seen).Where(word => word != Name), Is.Empty, "what everybody sees");
            Assert.That(server.Mails, Has.Count.GreaterThanOrEqualTo(4));
            Assert.That(Found(string.Join(' ', server.Mails.Select(mail => To().Replace(mail, "")))), Is.Empty, "mail");
        });
        foreach (var rows in new[] { "audit.entry", "question.event", "meeting.event", "published.meeting_event", "published.question_tally", "contact.mail", "contact.link", "contact.erasure" })
        {
            Assert.That(Found((string)(await database.AskAsync($"select coalesce(string_agg(t::text, ' '), '') from {rows} t"))!), Is.Empty, rows);
        }

        Assert.That(await site.Client.GetStringAsync(hiddenStatus), Does.Contain(Text).And.Contain("Declined"), "its own asker sees it");
    }

    // By the form, as everybody does; gives the reference and where its status stands.
    private async Task<(string Reference, Uri Status)> AskAsync(string word)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = site.Client.BaseAddress };
        var status = "";
        foreach (var (step, fields) in new (string, Dictionary<string, string>)[]
        {
            ("question", new() { ["Form.Text"] = $"{word} {Text} {Phone}?" }), ("about", new() { ["Form.Topic"] = "contact", ["Form.Locality"] = "" }), ("you", new() { ["Form.Name"] = Name, ["Form.Email"] = word + Email }), ("check", []),
        })
        {
            using var answer = await client.PostAsync(new Uri($"/meetings/whole/ask/{step}", UriKind.Relative), new FormUrlEncodedContent(fields));
            status = answer.Headers.Location!.OriginalString;
            addresses.Add(status);
        }

        return (Reference().Match(await client.GetStringAsync(new Uri(status, UriKind.Relative))).Value, new Uri(status.Split('?')[0], UriKind.Relative));
    }

    // What is refused is not logged either.
    private async Task FailAsync()
    {
        using var wrong = await site.Client.PostAsJsonAsync("/api/v1/meetings/whole/questions", new { text = $"{Text} {Phone}", topic = Text, locality = Name, display_name = new string('x', 200) + Name, email = $"{Name} {Phone}", consent = true });
        using var broken = await site.Client.PostAsync(new Uri("/api/v1/meetings/whole/questions", UriKind.Relative), new StringContent($"{{\"text\": \"{Text}\", {Name}", System.Text.Encoding.UTF8, "application/json"));
        using var subscribed = await site.Client.PostAsync(new Uri("/subscribe/topic/contact", UriKind.Relative), new FormUrlEncodedContent([new("Email", "nobody" + Email)]));
        Assert.That(((int)wrong.StatusCode, (int)broken.StatusCode, (int)subscribed.StatusCode), Is.EqualTo((422, 400, 200)));
    }

    private async Task SendMailAsync()
    {
        var settings = Options.Create(new MailSettings { Server = "127.0.0.1", Port = server.Port, Encrypted = false, From = "scrutiny@example.org", PublicAddress = "http://site.example", TrySeconds = 10 });
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        var outbox = new Outbox(contacts, new SmtpPostOffice(settings), Scrutiny.Dashboards.Catalogue.Read(Conventions.Repository.PathTo("dashboards")), settings);
        await new MailJob(contacts, outbox, factory.CreateLogger<MailJob>()).Execute(null!, CancellationToken.None);
    }

    private async Task ConfirmAsync()
    {
        foreach (var link in server.Mails.Select(mail => Confirm().Match(mail).Value))
        {
            addresses.Add(link);
            using var answer = await site.Client.PostAsync(new Uri(link, UriKind.Relative), new FormUrlEncodedContent([]));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    private async Task DecideAsync(StaffBrowser moderator, string reference, params (string, string)[] fields)
    {
        var version = (await database.AskAsync($"select version::text from question.question where reference = '{reference}'"))!;
        await SentAsync(moderator, $"/staff/questions/{reference}", [("Form.Expected", (string)version), .. fields]);
    }

    private Task ActAsync(StaffBrowser operating, int expected, params (string, string)[] fields) =>
        SentAsync(operating, "/staff/control/whole", [("Form.Expected", expected.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Form.Key", $"key-of-act-{expected}"), .. fields]);

    private async Task SentAsync(StaffBrowser browser, string address, (string, string)[] fields)
    {
        using var answer = await browser.PostAsync(address, fields);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
        addresses.Add(answer.Headers.Location!.OriginalString);
    }

    private async Task<string> LookAsync(IEnumerable<string> wanted)
    {
        var seen = new List<string>();
        foreach (var address in wanted)
        {
            using var answer = await site.Client.GetAsync(new Uri(address, UriKind.Relative));
            seen.Add($"{answer.Headers} {WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync())}");
        }

        addresses.AddRange(seen.SelectMany(page => Link().Matches(page).Select(match => match.Value)));
        return string.Join('\n', seen);
    }

    private static IEnumerable<string> Found(string where) => new[] { Text, Name, Email, Phone, Phone.Replace(" ", "", StringComparison.Ordinal), "a secret" }.Where(word => where.Contains(word, StringComparison.OrdinalIgnoreCase));

    // A private link in a log opens a question to whoever reads it.
    private static string Secrets(string text) => Secret().IsMatch(text) ? "a secret" : "";

    [GeneratedRegex("Q-[2-9A-Z]{4,8}")]
    private static partial Regex Reference();

    [GeneratedRegex("(?<=http://site\\.example)/mail/confirm/[a-z0-9]{32}")]
    private static partial Regex Confirm();

    [GeneratedRegex("(?<=href=\")[^\"]+")]
    private static partial Regex Link();

    [GeneratedRegex("/(status|confirm|stop)/[a-z0-9]{32}")]
    private static partial Regex Secret();

    // To whom it goes is the one place for an address.
    [GeneratedRegex("(?m)^(To-whom|To): .*$")]
    private static partial Regex To();
}
