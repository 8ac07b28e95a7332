using Npgsql;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;

namespace Scrutiny.Web.Live;

/// <summary>Published meetings as pages show them: lists from the database, single ones from the log in memory.</summary>
internal sealed class MeetingShelf(NpgsqlDataSource database, MeetingTails tails)
{
    /// <summary>Every published meeting, letters among them, the latest first.</summary>
    public async Task<IReadOnlyList<Meeting>> AllAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. (await StoredMeetings.PublishedAsync(connection, cancel)).Select(stored => stored.Meeting)];
    }

    /// <summary>Those in which people meet.</summary>
    public async Task<IReadOnlyList<Meeting>> GatheringsAsync(CancellationToken cancel) => [.. (await AllAsync(cancel)).Where(meeting => !meeting.IsLetter)];

    /// <summary>What the first page leads to: what goes on now, else the next; and the last that is over.</summary>
    public async Task<IReadOnlyList<Meeting>> LeadAsync(CancellationToken cancel)
    {
        var all = await GatheringsAsync(cancel);
        var next = all.LastOrDefault(meeting => meeting.State.IsGoingOn()) ?? all.LastOrDefault(meeting => meeting.State == MeetingState.Published);
        return [.. new[] { next, all.FirstOrDefault(meeting => meeting.State.IsOver()) }.OfType<Meeting>()];
    }

    /// <summary>One, with its public log; null where none of that name is published.</summary>
    public async Task<TailState?> FindAsync(string slug, CancellationToken cancel) => (await tails.FindAsync(slug, cancel))?.State;

    /// <summary>One in which people meet; null for a letter, too.</summary>
    public async Task<TailState?> FindGatheringAsync(string slug, CancellationToken cancel) => await FindAsync(slug, cancel) is { Meeting.IsLetter: false } log ? log : null;

    /// <summary>The whole record of one; null where none of that name is published.</summary>
    public async Task<MeetingRecord?> RecordAsync(string slug, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        // One snapshot, so that the head and the events are of the same moment.
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        return await StoredMeetings.FindPublishedAsync(connection, slug, null, cancel) is { } stored ? await MeetingRecord.ReadAsync(connection, stored, cancel) : null;
    }

    /// <summary>Every one with its public log, the latest first.</summary>
    public async Task<IReadOnlyList<TailState>> LogsAsync(CancellationToken cancel)
    {
        var logs = new List<TailState>();
        foreach (var meeting in await AllAsync(cancel))
        {
            if (await FindAsync(meeting.Slug, cancel) is { } log)
            {
                logs.Add(log);
            }
        }

        return logs;
    }
}
