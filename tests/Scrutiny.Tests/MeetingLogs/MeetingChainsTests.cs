using Scrutiny.Database;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Tests.Database;

namespace Scrutiny.Tests.MeetingLogs;

/// <summary>Whatever somebody above the rules does to a log, the check names it.</summary>
[Category("J-1"), Category("Slow")]
internal sealed class MeetingChainsTests
{
    private const string Break = "alter table {0} disable trigger never_changed; {1}; alter table {0} enable trigger never_changed";

    private TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task HoldAsync()
    {
        database = await TestDatabase.CreateAsync();
        var room = new Room(database);
        var meeting = await room.OpenAsync("held");
        await room.ActAsync(meeting, 2, new MeetingAct.ItemStarted(1), new MeetingAct.NoteKept("Quietly"), new MeetingAct.NoteRecorded("Aloud"), new MeetingAct.ItemEnded(1), new MeetingAct.Closed());
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await database.DisposeAsync();

    [Test]
    public async Task A_whole_log_is_whole() => Assert.That(await VerifyAsync(), Is.EqualTo((1L, 7L, (string?)null)));

    [TestCase("meeting.event", "update meeting.event set data = '{\"text\":\"Louder\"}' where number = 5", "event 5 is not what was logged")]
    [TestCase("meeting.event", "update meeting.event set restricted = false where number = 4", "event 4 is not what was logged")]
    [TestCase("meeting.event", "delete from meeting.event where number = 4", "event 5 does not follow")]
    [TestCase("meeting.event", "delete from meeting.event where number = 7", "does not end as its head says")]
    [TestCase("published.meeting_event", "update published.meeting_event set data = '{\"text\":\"Louder\"}' where seq = 4", "event 4 is not what was logged")]
    [TestCase("published.meeting_event", "delete from published.meeting_event where seq = 6; update published.meeting p set events = 5, hash = (select hash from published.meeting_event where seq = 5)", "were made public")]
    [TestCase("meeting.event", "delete from meeting.event where number > 5; update meeting.meeting set events = 5, hash = (select hash from meeting.event where number = 5)", "has 6 events, but")]
    public async Task A_change_is_named(string table, string change, string words)
    {
        await using var superuser = new Npgsql.NpgsqlConnection(database.Superuser);
        await superuser.OpenAsync();
        await using var transaction = await superuser.BeginTransactionAsync();
        await using (var command = new Npgsql.NpgsqlCommand(Break.Replace("{0}", table, StringComparison.Ordinal).Replace("{1}", change, StringComparison.Ordinal), superuser))
        {
            await command.ExecuteNonQueryAsync();
        }

        var (_, _, fault) = await MeetingChains.VerifyAsync(superuser, CancellationToken.None);

        Assert.That(fault, Does.Contain(words));
    }

    private async Task<(long, long, string?)> VerifyAsync()
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Ingest);
        return await MeetingChains.VerifyAsync(connection, CancellationToken.None);
    }
}
