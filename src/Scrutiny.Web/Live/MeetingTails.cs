using System.Collections.Concurrent;
using Npgsql;
using Scrutiny.MeetingLogs;
using Scrutiny.Web.Caching;

namespace Scrutiny.Web.Live;

/// <summary>The public logs that somebody has asked for, each kept once and brought up to date when the database rings.</summary>
internal sealed class MeetingTails(NpgsqlDataSource database, MeetingsVersion version) : IDisposable
{
    private readonly ConcurrentDictionary<string, MeetingTail> tails = new();
    private readonly SemaphoreSlim reading = new(1);

    /// <summary>The log of a published meeting; null where none of that name is published.</summary>
    public async Task<MeetingTail?> FindAsync(string slug, CancellationToken cancel)
    {
        // While nothing can be heard, whoever asks looks.
        if (tails.TryGetValue(slug, out var known) && version.Number is not null)
        {
            return known;
        }

        await reading.WaitAsync(cancel);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            if (tails.TryGetValue(slug, out known))
            {
                await BringUpAsync(connection, known, cancel);
                known.Tell();
                return known;
            }

            // A ring that comes meanwhile waits for its turn and then finds the log here.
            return await ReadAsync(connection, slug, null, cancel) is { } first ? tails[slug] = new MeetingTail(first) : null;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Brings logs up to date, then lets go of answers that were kept, then tells those who follow: in this order, or somebody would be shown what was.</summary>
    /// <param name="numbers">Public numbers of the meetings that have moved; null for all.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task RingAsync(IReadOnlySet<long>? numbers, CancellationToken cancel)
    {
        MeetingTail[] moved;
        await reading.WaitAsync(cancel);
        try
        {
            moved = [.. tails.Values.Where(tail => numbers?.Contains(tail.State.Stored.Number) ?? true)];
            if (moved.Length > 0)
            {
                await using var connection = await database.OpenConnectionAsync(cancel);
                foreach (var tail in moved)
                {
                    await BringUpAsync(connection, tail, cancel);
                }
            }
        }
        finally
        {
            reading.Release();
        }

        version.Rise();
        foreach (var tail in moved)
        {
            tail.Tell();
        }
    }

    public void Dispose() => reading.Dispose();

    private static async Task BringUpAsync(NpgsqlConnection connection, MeetingTail tail, CancellationToken cancel)
    {
        if (await ReadAsync(connection, null, tail.State, cancel) is { } newer)
        {
            tail.Grow(newer);
        }
    }

    // One snapshot, so that the head never speaks of events that are not there.
    private static async Task<TailState?> ReadAsync(NpgsqlConnection connection, string? slug, TailState? before, CancellationToken cancel)
    {
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        return await StoredMeetings.FindPublishedAsync(connection, slug, before?.Stored.Number, cancel) is { } stored
            ? TailState.Of(before, stored, await MeetingLog.ReadPublishedAsync(connection, stored.Number, before?.Progress.Last ?? 0, cancel))
            : null;
    }
}
