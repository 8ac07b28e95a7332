using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;

namespace Scrutiny.Web.Live;

/// <summary>
/// The public log of one meeting, kept in memory once for all who follow it. It only grows. Whoever adds to it waits for nobody: readers hold a
/// place in it, not a queue of their own.
/// </summary>
internal sealed class MeetingTail(TailState first)
{
    /// <summary>How far a client that had caught up may fall behind before it is sent away to come again.</summary>
    public const int FurthestBehind = 200;

    private volatile TailState state = first;
    private volatile TaskCompletionSource grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>All that is known, from one moment.</summary>
    public TailState State => state;

    /// <summary>Puts a newer state in place; those who follow are told by <see cref="Tell"/>.</summary>
    public void Grow(TailState newer) => state = newer;

    /// <summary>Wakes those who follow.</summary>
    public void Tell() => Interlocked.Exchange(ref grown, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>What comes after a number: first what there is, then what happens.</summary>
    /// <exception cref="HubException">The reader fell too far behind.</exception>
    public async IAsyncEnumerable<LiveEvent> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (place, caughtUp) = (Math.Max(after, 0), false);
        while (!cancel.IsCancellationRequested)
        {
            // Taken before looking, so that nothing falls between the look and the wait.
            var next = grown.Task;
            var events = state.Events;
            if (caughtUp && events.Count - place > FurthestBehind)
            {
                throw new HubException("You have fallen too far behind; follow again from your last number.");
            }

            if (place < events.Count)
            {
                yield return events[(int)place];
                place++;
                continue;
            }

            caughtUp = true;
            await next.WaitAsync(cancel);
        }
    }
}

/// <summary>What is known of a published meeting at one moment.</summary>
/// <param name="Stored">Head and agenda.</param>
/// <param name="Progress">How it stands.</param>
/// <param name="Events">Its public events in order, as they go over the wire.</param>
internal sealed record TailState(StoredMeeting Stored, MeetingProgress Progress, ImmutableList<LiveEvent> Events)
{
    public Meeting Meeting => Stored.Meeting;

    /// <summary>The state with the events that follow.</summary>
    public static TailState Of(TailState? before, StoredMeeting stored, IReadOnlyList<LoggedEvent> more) => new(
        stored,
        more.Aggregate(before?.Progress ?? MeetingProgress.Planned, (progress, next) => progress.After(next)),
        (before?.Events ?? []).AddRange(more.Select(logged => new LiveEvent(logged.Number, logged.At, logged.Act.Kind(), Parse(logged.Stored!)))));

    private static JsonElement Parse(string data)
    {
        using var document = JsonDocument.Parse(data);
        return document.RootElement.Clone();
    }
}
