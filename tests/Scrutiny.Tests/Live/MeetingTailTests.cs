using Microsoft.AspNetCore.SignalR;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Tests.Meetings;
using Scrutiny.Web.Live;

namespace Scrutiny.Tests.Live;

/// <summary>One log in memory for all who follow it.</summary>
internal sealed class MeetingTailTests
{
    [Test, Category("D-4"), CancelAfter(60_000)]
    public async Task Whoever_is_cut_off_and_comes_again_by_number_is_told_everything_once_and_in_order_in_500_schedules()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            await RunScheduleAsync(seed);
        }
    }

    [Test, Category("D-3"), CancelAfter(30_000)]
    public async Task A_reader_who_had_caught_up_and_falls_too_far_behind_is_sent_away_and_comes_again(CancellationToken cancel)
    {
        var tail = new MeetingTail(StateOf(1));
        await using var reader = tail.FollowAsync(0, cancel).GetAsyncEnumerator(cancel);
        Assert.That(await reader.MoveNextAsync(), Is.True);
        var waiting = reader.MoveNextAsync().AsTask();
        await Grow(tail, 2);
        Assert.That(await waiting, Is.True);

        await Grow(tail, 2 + MeetingTail.FurthestBehind + 1);

        Assert.That(async () => await reader.MoveNextAsync(), Throws.InstanceOf<HubException>());
        await using var again = tail.FollowAsync(2, cancel).GetAsyncEnumerator(cancel);
        Assert.That(await again.MoveNextAsync() && again.Current.Seq == 3, Is.True);
    }

    [Test]
    public async Task Who_knows_more_than_there_is_waits()
    {
        var tail = new MeetingTail(StateOf(1));
        await using var reader = tail.FollowAsync(2, CancellationToken.None).GetAsyncEnumerator();

        var waiting = reader.MoveNextAsync().AsTask();
        await Grow(tail, 2);
        Assert.That(waiting.IsCompleted, Is.False);
        await Grow(tail, 3);

        Assert.That(await waiting && reader.Current.Seq == 3, Is.True);
    }

    // Events come while readers are cut off at moments drawn by lot and come again from their last number.
    private static async Task RunScheduleAsync(int seed)
    {
        var lot = new Random(seed);
        var events = lot.Next(1, 60);
        var tail = new MeetingTail(StateOf(0));
        var readers = Enumerable.Range(0, 4).Select(number => ReadAllAsync(tail, events, new Random((seed * 31) + number))).ToList();
        for (var length = 0; length < events;)
        {
            length = Math.Min(length + lot.Next(1, 4), events);
            tail.Grow(StateOf(length));
            if (lot.Next(3) > 0 || length == events)
            {
                tail.Tell();
            }

            if (lot.Next(2) == 0)
            {
                await Task.Yield();
            }
        }

        foreach (var told in await Task.WhenAll(readers))
        {
            Assert.That(told, Is.EqualTo(Enumerable.Range(1, events)), $"seed {seed}");
        }
    }

    private static async Task<List<long>> ReadAllAsync(MeetingTail tail, int events, Random lot)
    {
        var told = new List<long>();
        while (told.Count < events)
        {
            // The last stay is never cut, so that every schedule ends.
            var stay = lot.Next(4) == 0 ? int.MaxValue : lot.Next(1, 12);
            await foreach (var happened in tail.FollowAsync(told.Count, CancellationToken.None))
            {
                told.Add(happened.Seq);
                if (told.Count == events || --stay == 0)
                {
                    break;
                }

                if (lot.Next(3) == 0)
                {
                    await Task.Yield();
                }
            }
        }

        return told;
    }

    private static Task Grow(MeetingTail tail, int length)
    {
        tail.Grow(StateOf(length));
        tail.Tell();
        return Task.CompletedTask;
    }

    private static TailState StateOf(int length) => TailState.Of(null, new StoredMeeting(1, MadeMeeting.Public), [.. Enumerable.Range(1, length).Select(number => new LoggedEvent(number, MadeMeeting.Start, new MeetingAct.ScreenHeld(), false, number) { Stored = "{}" })]);
}
