using Npgsql;
using Scrutiny.Database;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.MeetingLogs;
using Scrutiny.Tests.Questions;

namespace Scrutiny.Tests.QuestionLedger;

/// <summary>Questions in PostgreSQL: taken in once, shown once they were decided, and each role's part of them.</summary>
internal sealed class QuestionLedgerTests
{
    private static readonly QuestionActor Moderator = new("moderator/7f3k9m2q5xw8", "aaaaaaaaaaaa");

    private TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => database = await TestDatabase.CreateAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await database.DisposeAsync();

    [Test]
    public async Task What_is_sent_twice_is_one_question()
    {
        var secret = QuestionSecret.Draw();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AskAsync("Sent twice?", secret)));

        Assert.That(outcomes.Select(outcome => outcome.Reference).Distinct().Count(), Is.EqualTo(1));
        Assert.That(outcomes.Count(outcome => !outcome.Repeated), Is.EqualTo(1));
        Assert.That(await database.AskAsync("select count(*) from question.question where text = 'Sent twice?'"), Is.EqualTo(1));
    }

    [Test, Category("L-12")]
    public async Task Everybody_sees_a_question_from_when_it_is_accepted_until_it_is_not()
    {
        var secret = QuestionSecret.Draw();
        var reference = (await AskAsync("Seen when?", secret)).Reference!;
        Assert.That(await PublishedAsync(reference), Is.Null);

        await ActAsync(reference, new QuestionAct.Accepted());
        Assert.That(await PublishedAsync(reference), Is.EqualTo("accepted: Seen when?"));

        await ActAsync(reference, new QuestionAct.Redacted("Seen [removed]?", "A name"));
        Assert.That(await PublishedAsync(reference), Is.EqualTo("accepted: Seen [removed]?"));

        await ActAsync(reference, new QuestionAct.Declined("offensive", null));
        Assert.That(await PublishedAsync(reference), Is.Null);
        await using var connection = await database.OpenAsync(DatabaseRole.Public);
        var own = await QuestionInbox.FindAsync(connection, secret, CancellationToken.None);
        Assert.That(own, Has.Property(nameof(OwnQuestion.State)).EqualTo(QuestionState.Declined).And.Property(nameof(OwnQuestion.Reason)).EqualTo("offensive"));
    }

    [Test]
    public async Task Who_asked_a_question_that_was_joined_to_another_learns_its_answer()
    {
        var secret = QuestionSecret.Draw();
        var (main, other) = ((await AskAsync("The main one?")).Reference!, (await AskAsync("The other one?", secret)).Reference!);
        await ActAsync(main, new QuestionAct.Accepted());
        await ActAsync(other, new QuestionAct.Merged(main));
        await ActAsync(main, new QuestionAct.AnswerDrafted(null, "Written.", "Chief Constable"));
        await ActAsync(main, new QuestionAct.AnswerApproved(1));
        Assert.That(await database.AskAsync($"select count(*) from published.question_answer where reference = '{main}'"), Is.Zero);

        await ActAsync(main, new QuestionAct.AnswerPublished(1));

        await using var connection = await database.OpenAsync(DatabaseRole.Public);
        var own = await QuestionInbox.FindAsync(connection, secret, CancellationToken.None);
        Assert.That(own, Has.Property(nameof(OwnQuestion.MergedInto)).EqualTo(main).And.Property(nameof(OwnQuestion.MainState)).EqualTo(QuestionState.Answered));
        Assert.That((await PublishedQuestions.FindAsync(connection, main, CancellationToken.None))!.Answers.Select(answer => answer.Text), Is.EqualTo(new[] { "Written." }));
    }

    [Test, Category("B-7")]
    public async Task Of_many_who_decide_at_the_same_moment_one_does_and_the_record_has_one_entry()
    {
        var reference = (await AskAsync("Who decides?")).Reference!;
        await using var reader = await database.OpenAsync(DatabaseRole.Staff);
        var seen = (await StoredQuestions.FindAsync(reader, reference, CancellationToken.None))!;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async number =>
        {
            try
            {
                await ActAsync(seen, number % 2 == 0 ? new QuestionAct.Accepted() : new QuestionAct.Declined("duplicate", null));
                return true;
            }
            catch (QuestionMovedOnException)
            {
                return false;
            }
        }));

        Assert.That(outcomes.Count(done => done), Is.EqualTo(1));
        Assert.That(await database.AskAsync($"select count(*) from audit.entry where act = 'question-decided' and subject_id = '{reference.ToLowerInvariant()}'"), Is.EqualTo(1));
    }

    [Test, Category("G-4")]
    public async Task What_an_asker_may_do_the_database_and_the_rules_say_alike(
        [Values("received", "held", "reword-asked", "accepted", "decline-proposed", "declined", "redirected", "merged", "ordered", "put", "answered", "withdrawn", "erased")] string state)
    {
        QuestionAct[] acts = [new QuestionAct.Withdrawn(), new QuestionAct.Reworded("In other words?"), new QuestionAct.ErasureAsked()];
        var main = (await AskAsync("To join to?")).Reference!;
        await using var connection = await database.OpenAsync(DatabaseRole.Public);
        foreach (var act in acts)
        {
            var secret = QuestionSecret.Draw();
            var reference = (await AskAsync($"As {state}?", secret)).Reference!;
            await database.AskAsync($"update question.question set state = '{state}', merged_into = case when '{state}' = 'merged' then (select number from question.question where reference = '{main}') end, text = case when '{state}' = 'erased' then null else text end where reference = '{reference}'");
            var own = (await QuestionInbox.FindAsync(connection, secret, CancellationToken.None))!;

            var done = await QuestionInbox.ActAsync(connection, secret, own.Version, act, CancellationToken.None);

            Assert.That(done, Is.EqualTo(own.May(act)), act.Name);
            Assert.That((await QuestionInbox.FindAsync(connection, secret, CancellationToken.None))!.State, Is.EqualTo(done ? QuestionRules.After(own.Standing, act) : own.State), act.Name);
        }
    }

    [Test, Category("I-3")]
    public async Task What_is_erased_leaves_its_reference_and_a_salted_hash()
    {
        var secret = QuestionSecret.Draw();
        var reference = (await AskAsync("Zebra Quagmire lives at 5 Teasel Road?", secret, "zebra@example.org")).Reference!;
        await using var connection = await database.OpenAsync(DatabaseRole.Public);
        await QuestionInbox.ActAsync(connection, secret, 1, new QuestionAct.Reworded("Zebra Quagmire, in other words?"), CancellationToken.None);

        Assert.That(await QuestionInbox.ActAsync(connection, secret, 2, new QuestionAct.ErasureAsked(), CancellationToken.None));

        var left = await database.AskAsync("""
            select string_agg(t::text, ' ') from (select q::text from question.question q union all select w::text from question.wording w union all select a::text from contact.asker a union all select e::text from question.event e union all select r::text from contact.erasure r union all select m::text from contact.mail m) as rows (t)
            """);
        Assert.That(left, Does.Not.Match("(?i)zebra|teasel|quagmir").And.Contain(reference));
        Assert.That(await database.AskAsync($"select count(*) from contact.erasure where hash = sha256(salt || convert_to('{reference}', 'UTF8'))"), Is.EqualTo(1));
    }

    [Test]
    public async Task One_person_asks_so_many_and_no_more()
    {
        var browser = QuestionSecret.Draw();
        for (var number = 1; number <= 3; number++)
        {
            Assert.That((await AskAsync($"Number {number}?", browser: browser)).Refusal, Is.Null);
        }

        Assert.That((await AskAsync("Number 4?", browser: browser)).Refusal, Is.EqualTo(AskRefusal.TooMany));
        Assert.That((await AskAsync("By somebody else?", browser: QuestionSecret.Draw())).Refusal, Is.Null);
    }

    [Test]
    public async Task Questions_for_a_meeting_are_taken_within_its_dates_by_the_databases_clock()
    {
        var room = new Room(database);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (slug, from) in new[] { ("asks-now", -1), ("asks-later", 1) })
        {
            var meeting = await room.PlanAsync(slug, plan => plan with { QuestionsFrom = now.AddHours(from), QuestionsUntil = now.AddDays(1) });
            Assert.That((await AskAsync("Before it is published?", meeting: slug)).Refusal, Is.EqualTo(AskRefusal.Closed));
            await room.ActAsync(meeting, 0, new Scrutiny.Meetings.MeetingAct.Published());
        }

        Assert.That((await AskAsync("Now?", meeting: "asks-now")).Refusal, Is.Null);
        Assert.That((await AskAsync("Too early?", meeting: "asks-later")).Refusal, Is.EqualTo(AskRefusal.Closed));
        Assert.That((await AskAsync("Nowhere?", meeting: "no-such-meeting")).Refusal, Is.EqualTo(AskRefusal.Closed));
    }

    [Test]
    public async Task An_answered_question_is_followed_up_once()
    {
        var secret = QuestionSecret.Draw();
        var reference = (await AskAsync("Answered?", secret)).Reference!;
        Assert.That((await AskAsync("Too soon?", follows: secret)).Refusal, Is.EqualTo(AskRefusal.NoFollowUp));
        await ActAsync(reference, new QuestionAct.Accepted());
        await ActAsync(reference, new QuestionAct.AnswerDrafted(null, "Yes.", "Chief Constable"));
        await ActAsync(reference, new QuestionAct.AnswerApproved(1));
        await ActAsync(reference, new QuestionAct.AnswerPublished(1));

        Assert.That((await AskAsync("And then?", follows: secret)).Refusal, Is.Null);
        Assert.That((await AskAsync("And again?", follows: secret)).Refusal, Is.EqualTo(AskRefusal.NoFollowUp));
    }

    [Test]
    public async Task Questions_that_ask_nearly_the_same_are_found_and_others_are_not()
    {
        var reference = (await AskAsync("Why must we wait so long until somebody answers 101?")).Reference!;
        await ActAsync(reference, new QuestionAct.Accepted());
        await ActAsync((await AskAsync("How many special constables are there on the Isle of Wight?")).Reference!, new QuestionAct.Accepted());
        await using var connection = await database.OpenAsync(DatabaseRole.Public);

        var similar = await PublishedQuestions.SimilarAsync(connection, "Why do I wait so long before 101 answers?", 5, CancellationToken.None);

        Assert.That(similar.Select(question => question.Reference), Is.EqualTo(new[] { reference }));
        Assert.That(await PublishedQuestions.SimilarAsync(connection, "?? \\ ' | & !", 5, CancellationToken.None), Is.Empty);
    }

    [Test, Category("I-1")]
    public async Task Addresses_are_seen_by_their_own_role_only([Values(DatabaseRole.Staff, DatabaseRole.Public, DatabaseRole.Ingest, DatabaseRole.Contacts)] DatabaseRole role)
    {
        foreach (var table in new[] { "asker", "subscription", "mail", "erasure" })
        {
            try
            {
                await database.AskAsync(role, $"select count(*) from contact.{table}");
                Assert.That(role, Is.EqualTo(DatabaseRole.Contacts), table);
            }
            catch (PostgresException refusal)
            {
                Assert.That(refusal.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
                Assert.That(role, Is.Not.EqualTo(DatabaseRole.Contacts), table);
            }
        }
    }

    private async Task<AskOutcome> AskAsync(string text, string? secret = null, string? email = null, string? browser = null, string? meeting = null, string? follows = null)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Public);
        return await QuestionInbox.AskAsync(connection, new AskedQuestion(text, "contact", null, null, meeting) { Email = email, Follows = follows }, secret ?? QuestionSecret.Draw(), browser, CancellationToken.None);
    }

    private async Task ActAsync(string reference, QuestionAct act)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Staff);
        await ActAsync((await StoredQuestions.FindAsync(connection, reference, CancellationToken.None))!, act);
    }

    private async Task ActAsync(StoredQuestion question, QuestionAct act)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Staff);
        await using var transaction = await connection.BeginTransactionAsync();
        await QuestionDesk.ActAsync(connection, question, act, Moderator, QuestionRulesTests.Reasons, CancellationToken.None);
        await transaction.CommitAsync();
    }

    private async Task<object?> PublishedAsync(string reference) => await database.AskAsync(DatabaseRole.Public, $"select state || ': ' || text from published.question where reference = '{reference}'");
}
