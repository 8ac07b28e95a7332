using Npgsql;
using Scrutiny.Database;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Meetings;

namespace Scrutiny.Tests.MeetingLogs;

/// <summary>The log in PostgreSQL: numbered, chained, added to by one function, and the public's copy of it.</summary>
[Category("Slow")]
internal sealed class MeetingLogTests
{
    private TestDatabase database = null!;
    private Room room = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        database = await TestDatabase.CreateAsync();
        room = new Room(database);
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await database.DisposeAsync();

    [Test]
    public async Task What_was_logged_is_read_again_and_folds_to_the_state_that_was_kept()
    {
        var meeting = await HoldAsync("whole");

        var progress = await room.ProgressAsync(meeting);
        var shown = await room.PublicAsync("whole");

        Assert.That(progress.Events.Select(logged => logged.Number), Is.EqualTo(Enumerable.Range(1, progress.Events.Count)));
        Assert.That(await KeptAsync("meeting", "whole"), Is.EqualTo($"closed {progress.Events.Count}"));
        Assert.That(await KeptAsync("published", "whole"), Is.EqualTo($"closed {shown.Count}"));
        Assert.That(progress.State, Is.EqualTo(MeetingState.Closed));
        Assert.That(MeetingProgress.Of(shown).State, Is.EqualTo(MeetingState.Closed));
    }

    [Test, Category("L-1")]
    public async Task The_public_log_has_no_gap_and_nothing_that_is_restricted()
    {
        var meeting = await HoldAsync("walled");

        var (all, shown) = ((await room.ProgressAsync(meeting)).Events, await room.PublicAsync("walled"));

        Assert.That(all.Count(logged => logged.Restricted), Is.GreaterThan(4));
        Assert.That(shown.Select(logged => logged.Number), Is.EqualTo(Enumerable.Range(1, shown.Count)));
        Assert.That(shown, Has.Count.EqualTo(all.Count(logged => !logged.Restricted)));
        // The answer after the restricted item points at the public number of its question.
        Assert.That(shown.Select(logged => logged.Act).OfType<MeetingAct.ResponseGiven>().Select(response => ((MeetingAct.ChallengePut)shown[(int)response.To! - 1].Act).Text), Is.EqualTo(new[] { "Why?" }));
        Assert.That(await PublicTextAsync("walled"), Does.Not.Contain("Teasel").And.Not.Contain("1001").And.Not.Contain("restricted").And.Not.Contain("It names a person").And.Not.Contain("Ask again").And.Not.Contain(Room.Actor));
        await using var connection = await database.OpenAsync(DatabaseRole.Public);
        Assert.That((await StoredMeetings.FindPublishedAsync(connection, "walled", null, CancellationToken.None))!.Meeting.Agenda.Select(item => (item.Item, item.Title)), Is.EqualTo(new[] { (1, "Calls"), (2, "Crime") }));
    }

    [Test, Category("L-1")]
    public async Task A_closed_meeting_is_not_there_for_the_public()
    {
        var meeting = await room.OpenAsync("one-to-one", plan => plan with { Kind = MeetingKind.OneToOne });

        await room.ActAsync(meeting, 2, new MeetingAct.ItemStarted(1), new MeetingAct.NoteRecorded("Between us"));

        Assert.That((await room.ProgressAsync(meeting)).Last, Is.EqualTo(4));
        Assert.That(await database.AskAsync("select count(*) from published.meeting where slug = 'one-to-one'"), Is.Zero);
        Assert.That(await database.AskAsync("select count(*) from meeting.event e join meeting.meeting m on m.number = e.meeting where m.slug = 'one-to-one' and e.seq is not null"), Is.Zero);
    }

    [Test]
    public async Task Who_acts_on_what_is_no_longer_so_is_told_that_the_meeting_moved_on()
    {
        var meeting = await room.OpenAsync("moved");
        await room.ActAsync(meeting, 2, new MeetingAct.ItemStarted(1));

        Assert.That(() => room.ActAsync(meeting, 2, new MeetingAct.NoteRecorded("Late")), Throws.InstanceOf<MeetingMovedOnException>());
        Assert.That((await room.ProgressAsync(meeting)).Last, Is.EqualTo(3));
    }

    [Test, Category("B-7")]
    public async Task Of_many_who_act_at_the_same_moment_one_is_heard()
    {
        var meeting = await room.OpenAsync("race");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 12).Select(async number =>
        {
            try
            {
                return (await room.ActAsync(meeting, 2, new MeetingAct.Paused($"Number {number}"))).First;
            }
            catch (MeetingMovedOnException)
            {
                return 0;
            }
        }));

        Assert.That(outcomes.Where(first => first != 0), Is.EqualTo(new[] { 3L }));
        Assert.That((await room.ProgressAsync(meeting)).Last, Is.EqualTo(3));
    }

    [Test]
    public async Task The_same_act_sent_again_changes_nothing_and_gives_the_first_answer()
    {
        var meeting = await room.OpenAsync("again");
        IReadOnlyList<MeetingAct> act = [new MeetingAct.ItemStarted(1), new MeetingAct.NoteRecorded("Once")];

        var first = await room.ActAsync(meeting, 2, "the-same-key", act);
        var again = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => room.ActAsync(meeting, 2, "the-same-key", act)));

        Assert.That(first, Is.EqualTo(new LoggedAct(3, 4, false)));
        Assert.That(again, Has.All.EqualTo(new LoggedAct(3, 4, true)));
        Assert.That((await room.ProgressAsync(meeting)).Last, Is.EqualTo(4));
    }

    [Test]
    public async Task An_act_of_which_one_event_is_refused_leaves_none()
    {
        var meeting = await room.OpenAsync("half");

        Assert.That(() => room.ActAsync(meeting, 2, new MeetingAct.ItemStarted(1), new MeetingAct.ItemStarted(2)), Throws.InstanceOf<SentenceException>().With.Message.StartsWith("Item ‘Calls’ is still taken"));
        Assert.That((await room.ProgressAsync(meeting)).Last, Is.EqualTo(2));
    }

    [Test]
    public async Task The_public_record_proves_itself_and_names_what_was_changed_in_it()
    {
        await HoldAsync("proved");
        await using var connection = await database.OpenAsync(DatabaseRole.Public);
        var record = MeetingRecord.Parse((await MeetingRecord.ReadAsync(connection, (await StoredMeetings.FindPublishedAsync(connection, "proved", null, CancellationToken.None))!, CancellationToken.None)).ToJson());

        Assert.That(record.Fault(), Is.Null);
        Assert.That(record.Events, Has.Count.GreaterThan(4));
        Assert.That((record with { Events = record.Events.Take(3).ToList() }).Fault(), Does.Contain("its end was cut off"));
        Assert.That((record with { Events = record.Events.Where(happened => happened.Seq != 2).ToList() }).Fault(), Does.StartWith("Event 2 is missing"));
        Assert.That((record with { Events = [record.Events[0] with { At = "2026-12-09T10:00:00.000000Z" }, .. record.Events.Skip(1)] }).Fault(), Does.StartWith("Event 1 of the record of proved is not what was logged"));
        Assert.That(() => MeetingRecord.Parse("{}"), Throws.InstanceOf<SentenceException>());
    }

    [Test]
    public async Task Setting_up_and_settling_stand_in_the_record_and_what_is_said_in_the_room_does_not()
    {
        var meeting = await HoldAsync("recorded");
        await room.ActAsync(meeting, (await room.ProgressAsync(meeting)).Last, new MeetingAct.MinutesDrafted());

        var acts = await database.AskAsync("select string_agg(act, ' ' order by number) from audit.entry where subject_kind = 'meeting' and subject_id = 'recorded'");

        Assert.That(acts, Is.EqualTo("meeting-planned meeting-published meeting-closed minutes-drafted"));
    }

    [Test]
    public async Task A_plan_changes_until_the_meeting_begins_and_the_publics_copy_with_it()
    {
        var meeting = await room.PlanAsync("planned");
        await room.ActAsync(meeting, 0, new MeetingAct.Published());

        var changed = await room.PlanAsync("planned", plan => plan with { Sequence = 1, Place = "Newport", Agenda = [.. plan.Agenda.Skip(1)] });
        await using var connection = await database.OpenAsync(DatabaseRole.Public);
        var shown = (await StoredMeetings.FindPublishedAsync(connection, "planned", null, CancellationToken.None))!.Meeting;

        Assert.That((shown.Place, shown.Sequence, shown.Agenda.Single().Title), Is.EqualTo(("Newport", 2, "Crime")));
        Assert.That(() => room.PlanAsync("planned", plan => plan with { Sequence = 1 }), Throws.InstanceOf<MeetingMovedOnException>());
        Assert.That(() => room.PlanAsync("planned", plan => plan with { Sequence = 2, Kind = MeetingKind.OneToOne }), Throws.InstanceOf<SentenceException>());
        await room.ActAsync(changed, 1, new MeetingAct.Opened());
        Assert.That(() => room.PlanAsync("planned", plan => plan with { Sequence = 2 }), Throws.InstanceOf<SentenceException>());
    }

    [Test, Category("J-1")]
    public async Task Nobody_changes_a_log_and_nobody_writes_one_but_through_the_function(
        [Values(DatabaseRole.Owner, DatabaseRole.Staff, DatabaseRole.Ingest, DatabaseRole.Public)] DatabaseRole role,
        [Values("meeting.event", "published.meeting_event", "meeting.meeting", "published.meeting", "meeting.item")] string table,
        [Values("delete from {0}", "truncate {0} cascade", "insert into {0} default values", "set role scrutiny_meeting")] string statement) =>
        Assert.That(async () => await database.AskAsync(role, string.Format(null, statement, table)), Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo(PostgresErrorCodes.InsufficientPrivilege));

    [Test, Category("L-8")]
    public async Task The_public_may_run_none_of_the_functions([Values("meeting.append('a', 0, 'k', 'a', 'live', '[]')", "meeting.plan('a', 0, '{}', '[]')", "meeting.append_sample('a', 0, 'k', 'live', '[]', now())", "meeting.write('a', 0, 'k', 'a', 'live', '[]', now())")] string call) =>
        Assert.That(async () => await database.AskAsync(DatabaseRole.Public, $"select {call}"), Throws.InstanceOf<PostgresException>().With.Property(nameof(PostgresException.SqlState)).EqualTo(PostgresErrorCodes.InsufficientPrivilege));

    [Test]
    public async Task Staff_date_nothing_by_hand()
    {
        await room.PlanAsync("dated");

        Assert.That(async () => await database.AskAsync(DatabaseRole.Staff, "select meeting.append_sample('dated', 0, 'key-12345', 'published', '[{\"kind\":\"meeting-published\",\"restricted\":false,\"data\":{}}]', now())"), Throws.InstanceOf<PostgresException>());
        Assert.That(async () => await database.AskAsync(DatabaseRole.Ingest, "select meeting.append_sample('dated', 0, 'key-12345', 'published', '[{\"kind\":\"meeting-published\",\"restricted\":false,\"data\":{}}]', now())"), Throws.InstanceOf<PostgresException>().With.Message.Contains("only a sample"));
    }

    private async Task<StoredMeeting> HoldAsync(string slug)
    {
        var meeting = await room.OpenAsync(slug);
        await room.ActAsync(meeting, 2, new MeetingAct.Arrived("Chief Constable", "Answering"), new MeetingAct.ItemStarted(1), new MeetingAct.NoteKept("Ask again"), MadeMeeting.Figure, new MeetingAct.ChallengePut("Why?"), new MeetingAct.ItemEnded(1));
        await room.ActAsync(meeting, 8, new MeetingAct.ItemStarted(1001), new MeetingAct.ChallengePut("Who is Teasel?"), new MeetingAct.ResponseGiven(10, "Teasel is closed", "Chief Constable"), new MeetingAct.RatingGiven(1001, AssuranceRating.Assured, MadeMeeting.Secret), new MeetingAct.ItemEnded(1001));
        await room.ActAsync(meeting, 13, new MeetingAct.ItemStarted(2), new MeetingAct.ResponseGiven(7, "Because", "Chief Constable"), new MeetingAct.ItemEnded(2), new MeetingAct.Closed());
        return meeting;
    }

    private Task<object?> KeptAsync(string schema, string slug) => database.AskAsync($"select state || ' ' || events from {schema}.meeting where slug = '{slug}'");

    private async Task<string> PublicTextAsync(string slug) => (string)(await database.AskAsync(DatabaseRole.Public, $"""
        select (select string_agg(m::text, ' ') from published.meeting m where slug = '{slug}') || (select string_agg(i::text, ' ') from published.meeting_item i join published.meeting m on m.number = i.meeting where slug = '{slug}')
            || (select string_agg(e.kind || e.data::text, ' ') from published.meeting_event e join published.meeting m on m.number = e.meeting where slug = '{slug}')
        """))!;
}
