using System.Collections.Concurrent;
using Dapper;
using Npgsql;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Promises;

namespace Scrutiny.Web.Staff;

/// <summary>The one way in which staff pages read and write meetings: everything that is done goes through the functions of the log.</summary>
internal sealed class StaffMeetings(NpgsqlDataSource database)
{
    // Logs only grow, so one that has as many events as when it was read is the same.
    private readonly ConcurrentDictionary<long, MeetingProgress> logs = new();

    /// <summary>Every meeting in which people meet; letters have pages of their own.</summary>
    public async Task<IReadOnlyList<StoredMeeting>> AllAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. (await StoredMeetings.AllAsync(connection, cancel)).Where(stored => !stored.Meeting.IsLetter)];
    }

    /// <summary>A meeting and how it stands, from one snapshot; null where there is none.</summary>
    public async Task<MeetingOnDesk?> ReadAsync(string slug, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        return await StoredMeetings.FindAsync(connection, slug, cancel) is { Meeting.IsLetter: false } stored
            ? new MeetingOnDesk(stored, MeetingProgress.Of(await MeetingLog.ReadAsync(connection, stored.Number, 0, cancel)))
            : null;
    }

    /// <summary>A published meeting as the public knows it, from the database and not from what this process has heard: who has just written sees it. Null where there is none.</summary>
    public async Task<MeetingOnDesk?> ReadPublishedAsync(string slug, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        return await StoredMeetings.FindPublishedAsync(connection, slug, null, cancel) is { Meeting.IsLetter: false } stored
            ? new MeetingOnDesk(stored, MeetingProgress.Of(await MeetingLog.ReadPublishedAsync(connection, stored.Number, 0, cancel)))
            : null;
    }

    /// <summary>The promises that head a meeting's agenda, also those that were not made in public.</summary>
    public async Task<IReadOnlyList<EarlierPromise>> EarlierPromisesAsync(MeetingOnDesk desk, CancellationToken cancel) => EarlierPromises.Of(desk.Meeting, desk.Progress, await LogsAsync(cancel));

    /// <summary>Every meeting that goes on or is over, with its whole log.</summary>
    public async Task<IReadOnlyList<(Meeting Meeting, MeetingProgress Progress)>> LogsAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var all = new List<(Meeting Meeting, MeetingProgress Progress)>();
        foreach (var stored in (await StoredMeetings.AllAsync(connection, cancel)).Where(stored => stored.Meeting.State.IsOver() || stored.Meeting.State.IsGoingOn()))
        {
            if (!logs.TryGetValue(stored.Number, out var progress) || progress.Last < stored.Meeting.Events)
            {
                logs[stored.Number] = progress = MeetingProgress.Of(await MeetingLog.ReadAsync(connection, stored.Number, 0, cancel));
            }

            all.Add((stored.Meeting, progress));
        }

        return all;
    }

    /// <summary>Plans a meeting, or changes one that has not begun.</summary>
    /// <exception cref="MeetingMovedOnException">Somebody else changed it meanwhile.</exception>
    /// <exception cref="SentenceException">It may not be changed any more.</exception>
    public async Task PlanAsync(Meeting meeting, StaffPerson person, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("set transaction read write", cancellationToken: cancel));
        // Letters are written, not planned.
        if (meeting.Sequence > 0 && await StoredMeetings.FindAsync(connection, meeting.Slug, cancel) is { Meeting.IsLetter: true })
        {
            throw new MeetingMovedOnException();
        }

        await MeetingPlan.StoreAsync(connection, meeting, person.Actor, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Whether an act with this key was logged already.</summary>
    public async Task<bool> HasLoggedAsync(StoredMeeting stored, string key, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await MeetingLog.FindAsync(connection, stored.Number, key, cancel) is not null;
    }

    /// <inheritdoc cref="ActAsync(StoredMeeting, long, string, StaffPerson, IReadOnlyList{MeetingAct}, Func{NpgsqlConnection, LoggedAct, Task}, CancellationToken)"/>
    public Task<LoggedAct> ActAsync(StoredMeeting stored, long expected, string key, StaffPerson person, IReadOnlyList<MeetingAct> acts, CancellationToken cancel) =>
        ActAsync(stored, expected, key, person, acts, (_, _) => Task.CompletedTask, cancel);

    /// <summary>Logs an act.</summary>
    /// <param name="stored">The meeting.</param>
    /// <param name="expected">Number of the last event that the person has seen.</param>
    /// <param name="key">By which a repeated act is known.</param>
    /// <param name="person">Who acts.</param>
    /// <param name="acts">The act's events.</param>
    /// <param name="also">What else is done in the same transaction, with what was logged.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="MeetingMovedOnException">Something happened that the person has not seen.</exception>
    /// <exception cref="SentenceException">It may not happen now.</exception>
    public async Task<LoggedAct> ActAsync(StoredMeeting stored, long expected, string key, StaffPerson person, IReadOnlyList<MeetingAct> acts, Func<NpgsqlConnection, LoggedAct, Task> also, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("set transaction read write", cancellationToken: cancel));
        var logged = await MeetingLog.AppendAsync(connection, stored, new LogEntry(expected, key, person.Actor, acts), cancel);
        await also(connection, logged);
        await transaction.CommitAsync(cancel);
        return logged;
    }
}

/// <summary>A meeting as staff have it before them.</summary>
/// <param name="Stored">Head and agenda.</param>
/// <param name="Progress">How it stands.</param>
internal sealed record MeetingOnDesk(StoredMeeting Stored, MeetingProgress Progress)
{
    public Meeting Meeting => Stored.Meeting;
}
