using Npgsql;
using Scrutiny.Database;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Meetings;

namespace Scrutiny.Tests.MeetingLogs;

/// <summary>Holds meetings in a test's database, as the staff process does.</summary>
internal sealed class Room(TestDatabase database)
{
    public const string Actor = "operator/7f3k9m2q5xw8";

    /// <summary>Plans a meeting.</summary>
    public async Task<StoredMeeting> PlanAsync(string slug, Func<Meeting, Meeting>? change = null)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Staff);
        await using var transaction = await connection.BeginTransactionAsync();
        var meeting = MadeMeeting.Plan with { Slug = slug };
        await MeetingPlan.StoreAsync(connection, change?.Invoke(meeting) ?? meeting, Actor, CancellationToken.None);
        await transaction.CommitAsync();
        return (await StoredMeetings.FindAsync(connection, slug, CancellationToken.None))!;
    }

    /// <summary>A meeting that is there.</summary>
    public async Task<StoredMeeting> FindAsync(string slug)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Staff);
        return (await StoredMeetings.FindAsync(connection, slug, CancellationToken.None))!;
    }

    /// <summary>Plans one, publishes and opens it.</summary>
    public async Task<StoredMeeting> OpenAsync(string slug, Func<Meeting, Meeting>? change = null)
    {
        var meeting = await PlanAsync(slug, change);
        await ActAsync(meeting, 0, new MeetingAct.Published());
        await ActAsync(meeting, 1, new MeetingAct.Opened());
        return meeting;
    }

    public Task<LoggedAct> ActAsync(StoredMeeting meeting, long expected, params IReadOnlyList<MeetingAct> acts) => ActAsync(meeting, expected, $"key-{Guid.NewGuid():N}", acts);

    public async Task<LoggedAct> ActAsync(StoredMeeting meeting, long expected, string key, IReadOnlyList<MeetingAct> acts)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Staff);
        await using var transaction = await connection.BeginTransactionAsync();
        var logged = await MeetingLog.AppendAsync(connection, meeting, new LogEntry(expected, key, Actor, acts), CancellationToken.None);
        await transaction.CommitAsync();
        return logged;
    }

    public async Task<MeetingProgress> ProgressAsync(StoredMeeting meeting)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Staff);
        return MeetingProgress.Of(await MeetingLog.ReadAsync(connection, meeting.Number, 0, CancellationToken.None));
    }

    /// <summary>The public's log; empty where the meeting is not published.</summary>
    public async Task<IReadOnlyList<LoggedEvent>> PublicAsync(string slug)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Public);
        return await StoredMeetings.FindPublishedAsync(connection, slug, null, CancellationToken.None) is { } stored ? await MeetingLog.ReadPublishedAsync(connection, stored.Number, 0, CancellationToken.None) : [];
    }
}
