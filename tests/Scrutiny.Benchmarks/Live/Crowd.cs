using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Scrutiny.Benchmarks.Live;

/// <summary>
/// The process of the spectators. It is told on its input, a line each, what to do, and answers with a line of JSON: <c>connect COUNT URL [MEETING:AFTER…]</c>,
/// <c>silent</c> likewise for those who never read, <c>expect MESSAGES</c> and, once they are sent, <c>report</c>, and <c>leave</c>.
/// </summary>
internal sealed class Crowd
{
    private const int AtOnce = 64;
    private static readonly TimeSpan PingPace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly ConcurrentBag<LightSpectator> readers = [];
    private readonly ConcurrentBag<LightSpectator> silent = [];
    private Latencies heard = new();
    private Latencies whole = new();
    private long wanted;
    private int messages;
    private int round;
    private long firstSent;

    public static async Task<int> RunAsync()
    {
        // They would sit at machines of their own: what they do with what they get is not what is measured.
        Process.GetCurrentProcess().PriorityClass = ProcessPriorityClass.BelowNormal;
        var crowd = new Crowd();
        _ = crowd.KeepAliveAsync();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            Console.WriteLine(JsonSerializer.Serialize(await crowd.DoAsync(line.Split(' '))));
        }

        return 0;
    }

    private async Task<CrowdReport> DoAsync(string[] words)
    {
        switch (words)
        {
            case ["connect" or "silent", var number, var hub, .. var meetings]:
                var follow = meetings.Select(meeting => meeting.Split(':')).Select(parts => (parts[0], long.Parse(parts[1], CultureInfo.InvariantCulture))).ToList();
                return await ConnectAsync(new Uri(hub), follow, int.Parse(number, CultureInfo.InvariantCulture), words[0] == "connect");
            case ["expect", var count]:
                (heard, whole, firstSent) = (new Latencies(), new Latencies(), long.MaxValue);
                messages = int.Parse(count, CultureInfo.InvariantCulture);
                wanted = (long)messages * readers.Count;
                round++;
                return CrowdReport.Nothing;
            case ["report"]:
                var started = Stopwatch.GetTimestamp();
                while (heard.Count < wanted && Stopwatch.GetElapsedTime(started) < Patience)
                {
                    await Task.Delay(20);
                }

                return CrowdReport.Of(heard, (int)(wanted - heard.Count)) with { WholeP95 = whole.Within(0.95), Returns = readers.Sum(spectator => spectator.Returns) };
            case ["leave"]:
                Leave(readers);
                Leave(silent);
                return CrowdReport.Nothing;
            default:
                throw new InvalidOperationException($"The crowd was told '{string.Join(' ', words)}'.");
        }
    }

    private async Task<CrowdReport> ConnectAsync(Uri hub, IReadOnlyList<(string Meeting, long After)> follow, int count, bool reads)
    {
        var (connected, first) = (new Latencies(), new Latencies());
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, cancel) =>
        {
            var started = Stopwatch.GetTimestamp();
            var spectator = await LightSpectator.ConnectAsync(hub, follow, reads, new Listener(this).Hear);
            connected.Add(Stopwatch.GetElapsedTime(started));
            (reads ? readers : silent).Add(spectator);
            if (reads)
            {
                await spectator.First.WaitAsync(Patience, cancel);
                first.Add(Stopwatch.GetElapsedTime(started));
            }
        });
        return CrowdReport.Of(connected, count - connected.Count) with { FirstMs = first.Within(0.95) };
    }

    private async Task KeepAliveAsync()
    {
        using var timer = new PeriodicTimer(PingPace);
        while (await timer.WaitForNextTickAsync())
        {
            foreach (var spectator in readers)
            {
                await spectator.PingAsync();
            }
        }
    }

    /// <summary>Counts what one spectator hears, to know when it has all of a round.</summary>
    private sealed class Listener(Crowd crowd)
    {
        private int round;
        private int count;

        public void Hear(long sent)
        {
            crowd.heard.Add(Stopwatch.GetElapsedTime(sent));
            (round, count) = (crowd.round, round == crowd.round ? count + 1 : 1);
            InterlockedMin(ref crowd.firstSent, sent);
            if (count == crowd.messages)
            {
                crowd.whole.Add(Stopwatch.GetElapsedTime(Volatile.Read(ref crowd.firstSent)));
            }
        }

        private static void InterlockedMin(ref long least, long value)
        {
            for (var seen = Volatile.Read(ref least); value < seen; seen = Volatile.Read(ref least))
            {
                Interlocked.CompareExchange(ref least, value, seen);
            }
        }
    }

    private static void Leave(ConcurrentBag<LightSpectator> spectators)
    {
        while (spectators.TryTake(out var spectator))
        {
            spectator.Dispose();
        }
    }
}

/// <summary>What the crowd saw; milliseconds.</summary>
internal sealed record CrowdReport(int Missing, double Median, double P95, double P99, double Last, double FirstMs)
{
    /// <summary>From the first message of a round until 95 of 100 spectators had all of it.</summary>
    public double WholeP95 { get; init; }

    /// <summary>How often one of them was sent away and came again, since the beginning.</summary>
    public int Returns { get; init; }

    public static CrowdReport Nothing { get; } = new(0, 0, 0, 0, 0, 0);

    public static CrowdReport Of(Latencies took, int missing) => new(missing, took.Within(0.5), took.Within(0.95), took.Within(0.99), took.Within(1), 0);
}
