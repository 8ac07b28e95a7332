using Scrutiny.Database;
using Scrutiny.Releases;
using Scrutiny.Requests;

namespace Scrutiny.Tests.Releases;

/// <summary>Commentary on its way through the wall, and the weeks before an election in which it is held.</summary>
[Category("Slow")]
internal sealed class PreElectionTests
{
    [Test, Category("L-3")]
    public async Task A_note_is_written_published_corrected_and_withdrawn()
    {
        await using var desk = await ReleaseDesk.OpenAsync(twoPersons: true);
        await WriteAsync(desk, "The line was\nnew.\n\nMore calls came.");
        var hidden = await PublicAsync(desk);
        var alone = await DecideAsync(desk, 1, "publish", by: "Ann Lyst");
        await DecideAsync(desk, 1, "publish");
        var seen = await PublicAsync(desk);
        await desk.AskAsync(RequestKind.WriteNote, detail: new ReleaseDetail { Measure = "things", Text = "Fewer calls came.", JobTitle = "Analyst", Note = 1 }, by: "Ann Lyst");
        var silent = await DecideAsync(desk, 2, "publish");
        await DecideAsync(desk, 2, "publish", "It said the opposite.");
        var corrected = await PublicAsync(desk);
        await DecideAsync(desk, 2, "withdraw", "Nobody knows.");

        Assert.Multiple(async () =>
        {
            Assert.That(hidden, Is.Empty);
            Assert.That(alone, Is.EqualTo("failed: Ann Lyst wrote this note, so somebody else has to publish it."));
            Assert.That(seen.Single().Paragraphs, Is.EqualTo(new[] { "The line was\nnew.", "More calls came." }));
            Assert.That(silent, Does.StartWith("failed: This note corrects one that is published: say why"));
            Assert.That((corrected.Single().Text, corrected.Single().Corrects), Is.EqualTo(("Fewer calls came.", true)));
            Assert.That(await PublicAsync(desk), Is.Empty);
            Assert.That(await desk.TextAsync("select string_agg(kind || ': ' || reason, ' ' order by publication_id) from published.notice"), Is.EqualTo("note-correction: It said the opposite. note-withdrawal: Nobody knows."));
            Assert.That(await desk.TextAsync("select count(*) from published.note where text like 'Fewer%'"), Is.EqualTo("0"));
            Assert.That(await DecideAsync(desk, 2, "withdraw", "Again."), Does.StartWith("failed: This note is withdrawn"));
        });
    }

    // The edges are the database's own: the transaction's clock stands at the second before, the first, the last and the one after.
    [TestCase(-1, true), TestCase(0, false), TestCase(1, false)]
    [TestCase(59, false), TestCase(60, true), TestCase(61, true)]
    [Category("E-5")]
    public async Task Commentary_is_held_from_the_first_instant_to_the_last(int second, bool published)
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        await WriteAsync(desk, "Words.");
        var start = ReleaseDesk.Ahead.UtcDateTime;
        await desk.AskAsync(RequestKind.SetPeriod, detail: new ReleaseDetail { Name = "Local elections", From = start, To = start.AddMinutes(1) });
        await using var connection = await desk.Database.Ingest.OpenConnectionAsync();

        var held = await Scrutiny.Ingest.Releases.PreElection.HeldAsync(connection, 1, "Pub Lisher", CancellationToken.None, start.AddSeconds(second));

        Assert.That(held is null, Is.EqualTo(published));
    }

    [Test, Category("E-5")]
    public async Task While_a_period_is_on_only_an_excepted_note_is_published_by_a_third_person_and_figures_flow()
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        await WriteAsync(desk, "Words.");
        await WriteAsync(desk, "Other words.");
        await SetNowAsync(desk);
        await desk.ServeDueAsync();

        var held = await DecideAsync(desk, 1, "publish");
        var own = await ExceptAsync(desk, 1, "Ann Lyst");
        var first = await ExceptAsync(desk, 1, "Sec Ond");
        var twice = await ExceptAsync(desk, 1, "Third");
        var same = await DecideAsync(desk, 1, "publish", by: "Sec Ond");
        var other = await DecideAsync(desk, 2, "publish");
        var done = await DecideAsync(desk, 1, "publish");
        await desk.PublishedAsync(ReleaseDesk.One);
        var during = await PeriodAsync(desk);
        await desk.TextAsync("update working.pre_election set ends_at = clock_timestamp()");
        await desk.ServeDueAsync();
        var after = await PeriodAsync(desk);

        Assert.Multiple(async () =>
        {
            Assert.That(held, Does.StartWith("failed: The pre-election period “Local elections” is on until "));
            Assert.That(own, Is.EqualTo("failed: Ann Lyst wrote this note, so somebody else has to make the exception."));
            Assert.That(first, Does.StartWith("done: The exception is recorded"));
            Assert.That(twice, Is.EqualTo("failed: Sec Ond has made an exception for this note already."));
            Assert.That(same, Is.EqualTo("failed: Sec Ond made the exception, so somebody else has to publish it."));
            Assert.That(other, Does.StartWith("failed: The pre-election period"));
            Assert.That(done, Does.StartWith("done: Published"));
            Assert.That((await PublicAsync(desk)).Select(note => note.Text), Is.EqualTo(new[] { "Words." }));
            Assert.That(await desk.PublicAsync(), Is.EqualTo(1m), "figures flow");
            Assert.That((during.Period.EndedAt, during.Exceptions.Count), Is.EqualTo(((DateTimeOffset?)null, 0)));
            Assert.That(after.Period.EndedAt, Is.Not.Null);
            Assert.That(after.Exceptions.Single(), Has.Property("Reason").EqualTo("A danger to life.").And.Property("PublishedAt").Not.Null);
            Assert.That(await DecideAsync(desk, 2, "publish"), Does.StartWith("done"));
        });
    }

    [Test, Category("E-5")]
    public async Task A_forgotten_schedule_is_held_and_not_made_up_for_afterwards()
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        await WriteAsync(desk, "Words.");
        await DecideAsync(desk, 1, "schedule", at: ReleaseDesk.Ahead);
        await SetNowAsync(desk);
        await desk.DueAsync();

        await desk.ServeDueAsync();
        await desk.TextAsync("update working.pre_election set ends_at = clock_timestamp()");
        await desk.ServeDueAsync();

        Assert.That(await PublicAsync(desk), Is.Empty);
        Assert.That(await desk.TextAsync("select r.state || ' ' || n.state from working.release r, working.note n"), Is.EqualTo("held waiting"));
    }

    [Test]
    public async Task A_scheduled_note_is_published_at_its_moment()
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        await WriteAsync(desk, "Words.");
        await DecideAsync(desk, 1, "schedule", at: ReleaseDesk.Ahead);
        await desk.ServeDueAsync();
        var early = await PublicAsync(desk);

        await desk.DueAsync();
        await desk.ServeDueAsync();

        Assert.That((early.Count, (await PublicAsync(desk)).Count), Is.EqualTo((0, 1)));
    }

    [Test, Category("E-5")]
    public async Task A_period_is_taken_back_or_ended_and_two_do_not_overlap()
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        var from = ReleaseDesk.Ahead;
        await desk.AskAsync(RequestKind.SetPeriod, detail: new ReleaseDetail { Name = "One", From = from, To = from.AddDays(30) });

        var overlaps = await desk.AskAsync(RequestKind.SetPeriod, detail: new ReleaseDetail { Name = "Two", From = from.AddDays(10), To = from.AddDays(40) });
        var backwards = await desk.AskAsync(RequestKind.SetPeriod, detail: new ReleaseDetail { Name = "Two", From = from.AddDays(40), To = from.AddDays(10) });
        var dropped = await desk.AskAsync(RequestKind.DropPeriod, detail: new ReleaseDetail { Period = 1 });
        await SetNowAsync(desk);
        await desk.ServeDueAsync();
        await desk.AskAsync(RequestKind.DropPeriod, detail: new ReleaseDetail { Period = 2 });
        await desk.ServeDueAsync();

        Assert.That(overlaps, Does.StartWith("failed: It overlaps with “One”"));
        Assert.That(backwards, Does.StartWith("failed: A pre-election period must end after it begins"));
        Assert.That(dropped, Does.StartWith("done"));
        Assert.That(await desk.TextAsync("select string_agg(name || (ended_at is not null), ',') from published.pre_election"), Is.EqualTo("Local electionstrue"));
    }

    private static Task<string> WriteAsync(ReleaseDesk desk, string text) =>
        desk.AskAsync(RequestKind.WriteNote, detail: new ReleaseDetail { Measure = "things", Text = text, JobTitle = "Head of performance" }, by: "Ann Lyst");

    private static Task<string> DecideAsync(ReleaseDesk desk, long note, string decision, string? reason = null, string by = "Pub Lisher", DateTimeOffset? at = null) =>
        desk.AskAsync(RequestKind.DecideNote, detail: new ReleaseDetail { Note = note, Decision = decision, From = at }, reason: reason, by: by);

    private static Task<string> ExceptAsync(ReleaseDesk desk, long note, string by) => desk.AskAsync(RequestKind.ExceptNote, detail: new ReleaseDetail { Note = note }, reason: "A danger to life.", by: by);

    private static Task<string> SetNowAsync(ReleaseDesk desk) =>
        desk.AskAsync(RequestKind.SetPeriod, detail: new ReleaseDetail { Name = "Local elections", From = TimeProvider.System.GetUtcNow().AddHours(-1), To = TimeProvider.System.GetUtcNow().AddDays(3) });

    private static async Task<IReadOnlyList<PublicNote>> PublicAsync(ReleaseDesk desk)
    {
        await using var connection = await desk.Database.OpenAsync(DatabaseRole.Public, "published");
        return await PublicNote.ReadAsync(connection, "things", null, CancellationToken.None);
    }

    private static async Task<(PreElectionPeriod Period, IReadOnlyList<ExceptedNote> Exceptions)> PeriodAsync(ReleaseDesk desk)
    {
        await using var connection = await desk.Database.OpenAsync(DatabaseRole.Public, "published");
        var period = (await PreElectionPeriod.AllAsync(connection, CancellationToken.None)).Single();
        return (period, await PreElectionPeriod.ExceptionsAsync(connection, [period.Number], CancellationToken.None));
    }
}
