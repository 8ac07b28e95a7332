using Npgsql;
using Scrutiny.Database;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Tests.Database;

namespace Scrutiny.Tests.QuestionLedger;

/// <summary>Addresses go when their time is over, and stay gone after an old backup is restored.</summary>
internal sealed class RetentionTests
{
    // All that stands anywhere about questions and those who asked them.
    private const string EverythingSql = """
        select coalesce(string_agg(t, ' '), '') from (
          select q::text from question.question q union all select w::text from question.wording w union all select e::text from question.event e union all select a::text from contact.asker a union all select m::text from contact.mail m
          union all select l::text from contact.link l union all select s::text from contact.subscription s union all select r::text from contact.erasure r union all select p::text from published.question p union all select x::text from audit.entry x) as rows (t)
        """;

    private TestDatabase database = null!;
    private DirectoryInfo folder = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        database = await TestDatabase.CreateAsync();
        folder = Directory.CreateTempSubdirectory("scrutiny-ledger-");
    }

    [TearDown]
    public async Task CloseAsync()
    {
        folder.Delete(recursive: true);
        await database.DisposeAsync();
    }

    [Test, Category("I-4")]
    public async Task An_address_goes_so_many_days_after_the_last_word_and_not_a_day_before()
    {
        var declined = await AskedAsync("declined@example.org", new QuestionAct.Declined("duplicate", null));
        var waiting = await AskedAsync("waiting@example.org");
        var main = await AskedAsync("main@example.org", new QuestionAct.Accepted());
        var joined = await AskedAsync("joined@example.org", new QuestionAct.Merged(main));
        await TravelAsync("89 days 23 hours");
        Assert.That(await RunAsync(database), Is.EqualTo(new Erased(0, 0)));

        await TravelAsync("1 hour 1 minute");
        // A theme given later is no word on it.
        await MadeQuestions.ActAsync(database, declined, new QuestionAct.Themed(null));

        Assert.That(await RunAsync(database), Is.EqualTo(new Erased(1, 0)));
        Assert.That(await RunAsync(database), Is.EqualTo(new Erased(0, 0)), "a second run does nothing");
        Assert.That(await database.AskAsync("select string_agg(email, ' ' order by email) from contact.asker"), Is.EqualTo("joined@example.org main@example.org waiting@example.org"), $"{waiting} waits, and {joined} was joined to one that is not answered");
        Assert.That(await database.AskAsync("select detail from audit.entry where act = 'contacts-erased'"), Does.Contain("\"due\": 1").And.Not.Contain("@"));
    }

    [Test, Category("I-3")]
    public async Task What_was_erased_is_erased_again_after_an_old_backup_is_restored()
    {
        var secret = QuestionSecret.Draw();
        await using (var asking = await database.OpenAsync(DatabaseRole.Public))
        {
            await QuestionInbox.AskAsync(asking, new AskedQuestion("Zebra Quagmire of 5 Teasel Road?", "contact", null, "Zebra", null) { Email = "zebra@example.org" }, secret, null, CancellationToken.None);
        }

        var declined = await AskedAsync("quagga@example.org", new QuestionAct.Declined("duplicate", null));
        await using var backup = await database.CopyAsync();
        await using (var asking = await database.OpenAsync(DatabaseRole.Public))
        {
            Assert.That(await QuestionInbox.ActAsync(asking, secret, 1, new QuestionAct.ErasureAsked(), CancellationToken.None));
        }

        await TravelAsync("91 days");
        Assert.That(await RunAsync(database), Is.EqualTo(new Erased(1, 0)));
        Assert.That(await database.AskAsync(EverythingSql), Does.Not.Match("(?i)zebra|quagmir|teasel|quagga"));
        Assert.That(await backup.AskAsync(EverythingSql), Does.Match("(?i)zebra").And.Match("quagga"));

        Assert.That(await RunAsync(backup), Is.EqualTo(new Erased(0, 2)));

        Assert.That(await backup.AskAsync(EverythingSql), Does.Not.Match("(?i)zebra|quagmir|teasel|quagga").And.Contain(declined));
        Assert.That(await RunAsync(backup), Is.EqualTo(new Erased(0, 0)));
        Assert.That(File.ReadAllText(Ledger), Does.Match("^([0-9TZ:-]+ (contact|question) [0-9a-f]{32} [0-9a-f]{64}\n)+$").And.Not.Contain(declined));
    }

    [Test]
    public async Task With_a_ledger_that_was_changed_by_hand_nothing_is_erased()
    {
        await AskedAsync("declined@example.org", new QuestionAct.Declined("duplicate", null));
        await TravelAsync("91 days");
        await File.WriteAllTextAsync(Ledger, "zebra\n");

        Assert.That(async () => await RunAsync(database), Throws.InstanceOf<SentenceException>().With.Message.Contain("Line 1"));
        Assert.That(await database.AskAsync("select count(*) from contact.asker"), Is.EqualTo(1));
    }

    private string Ledger => Path.Combine(folder.FullName, "ledger.txt");

    private async Task<Erased> RunAsync(TestDatabase of)
    {
        await using var source = NpgsqlDataSource.Create(of.ConnectionString(DatabaseRole.Ingest));
        return await Retention.RunAsync(source, [new ErasureFile(Ledger)], 90, CancellationToken.None);
    }

    private Task<string> AskedAsync(string email, params QuestionAct[] acts) => MadeQuestions.AskAsync(database, new AskedQuestion("Is this a question?", "contact", null, null, null) { Email = email }, acts);

    // All that happened is so much longer ago; the trigger that forbids it is not the point here.
    private Task<object?> TravelAsync(string interval) => database.AskAsync($"set session_replication_role = replica; update question.event set at = at - interval '{interval}'");
}
