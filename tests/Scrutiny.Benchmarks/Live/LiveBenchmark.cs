using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Npgsql;
using Scrutiny.Accounts;
using Scrutiny.Cli.Verbs.Run;
using Scrutiny.Database;

namespace Scrutiny.Benchmarks.Live;

/// <summary>
/// A live meeting before a crowd, beside a bare hub that sends the same bytes to the same crowd in the same run. Ours is the whole way: an act is
/// written to the log by PostgreSQL, rung, read and streamed by number. Each part is a process of its own, as it is in use.
/// </summary>
internal static class LiveBenchmark
{
    /// <summary>Arguments by which this program is one of its own parts.</summary>
    public const string CrowdPart = "live-crowd";
    public const string BarePart = "live-bare";

    private const int Letters = 2000;
    private const int FullActs = 700;
    private const int FullLetters = 4000;
    private const int SingleActs = 60;
    private const int ManyActs = 100;
    private const int WarmCrowd = 200;
    private const int BesideActs = 12;
    private static readonly TimeSpan BetweenActs = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BesidePace = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <summary>What an act says: when it was sent, and then nothing much.</summary>
    public static string Text(int letters) => string.Create(CultureInfo.InvariantCulture, $"{LightSpectator.Mark}{Stopwatch.GetTimestamp()} ").PadRight(letters, 'x');

    public static async Task<IReadOnlyList<BenchmarkRun>> RunAsync(IReadOnlyList<string> arguments)
    {
        var count = arguments.Select(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out var number) ? number : 0).FirstOrDefault(number => number > 0, 5000);
        var folder = Directory.CreateTempSubdirectory("scrutiny-bench-").FullName;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        try
        {
            var bare = await BareAsync(count);
            var data = DataFolder.Open(Path.Combine(folder, "data"));
            await using var lease = await PrivateCluster.UseAsync(data, _ => { }, new PrivateClusterOptions { UseEnvironment = false }, CancellationToken.None);
            await lease.SetRolesAsync(CancellationToken.None);
            await Migrator.MigrateAsync(lease.ConnectionString(DatabaseRole.Owner), CancellationToken.None);
            await KeyCertificate.EnsureAsync(data, TimeProvider.System.GetUtcNow(), CancellationToken.None);
            var ours = await OursAsync(lease, data, count);
            var of = string.Create(CultureInfo.InvariantCulture, $"of {count:#,##0}");
            return
            [
                new($"connect, p95 {of}", ours.Connect.P95, bare.Connect.P95, "ms"),
                new($"first data, p95 {of}", ours.Connect.FirstMs, bare.Connect.FirstMs, "ms"),
                new($"one act to all, p95 {of}", ours.One.P95, bare.One.P95, "ms"),
                new($"one act to all, last {of}", ours.One.Last, bare.One.Last, "ms"),
                // As fast as they can be sent: until 95 of 100 spectators have every one.
                new($"{ManyActs} acts to all, p95 {of}", ours.Many.WholeP95, bare.Many.WholeP95, "ms"),
                new("memory a spectator", ours.KbEach, bare.KbEach, "kB"),
                // Those who never read are compared with as many who come at the same moment and do, by our own figures.
                new("beside 1 who never reads, p95", ours.BesideOne!.Silent.P95, ours.BesideOne.Reading.P95, "ms"),
                new("beside 200 who never read, p95", ours.BesideMany!.Silent.P95, ours.BesideMany.Reading.P95, "ms"),
                new("beside 200 who never read, last", ours.BesideMany.Silent.Last, ours.BesideMany.Reading.Last, "ms"),
                new("operator's POST, p99, beside nobody watching", ours.PostMs, ours.PostAloneMs, "ms"),
                new("the site's memory at its most", ours.PeakMb, bare.PeakMb, "MB"),
                new("messages that did not come", ours.Missing, bare.Missing, "messages"),
                // A hub without numbers has nothing for those who come again.
                new("spectators sent away who came again", ours.Returns, bare.Returns, "times"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Seen> BareAsync(int count)
    {
        var port = FreePort();
        await using var hub = ChildProgram.Part(BarePart, $"http://127.0.0.1:{port}");
        await hub.HearAsync();
        await using var crowd = ChildProgram.Part(CrowdPart);
        var place = $"http://127.0.0.1:{port}/hub";
        await WarmAsync(crowd, place, SendAsync);
        return await WatchAsync(hub, crowd, place, count, SendAsync);

        Task SendAsync(int acts, TimeSpan pause, int letters) => hub.AskAsync(string.Create(CultureInfo.InvariantCulture, $"{acts} {pause.TotalMilliseconds} {letters}"));
    }

    private static async Task<Seen> OursAsync(DatabaseLease lease, DataFolder data, int count)
    {
        var accounts = await SampleAccounts.EnsureAsync(lease, CancellationToken.None);
        var password = accounts.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Single(words => words is ["operator", _])[1];
        await using var database = NpgsqlDataSource.Create(lease.ConnectionString(DatabaseRole.Staff));
        var (port, staffSite) = (FreePort(), new Uri($"http://127.0.0.1:{FreePort()}"));
        await using var web = ChildProgram.Web(lease.ConnectionString(DatabaseRole.Public), data, "--audience", "public", "--urls", $"http://127.0.0.1:{port}");
        await using var staff = ChildProgram.Web(lease.ConnectionString(DatabaseRole.Staff), data, "--audience", "staff", "--urls", staffSite.GetLeftPart(UriPartial.Authority));
        await ReadyAsync(new Uri($"http://127.0.0.1:{port}"));
        await ReadyAsync(staffSite);
        await using var crowd = ChildProgram.Part(CrowdPart);

        // In a meeting of its own, since who comes to one is told all that happened before.
        using (var warm = await Room.OpenAsync(database, "warm", staffSite, password))
        {
            await warm.NoteAsync(20, TimeSpan.Zero, Letters);
            await WarmAsync(crowd, $"http://127.0.0.1:{port}/hubs/live warm:0", warm.AppendAsync);
        }

        using var alone = await Room.OpenAsync(database, "alone", staffSite, password);
        var postAlone = await alone.NoteAsync(SingleActs, BetweenActs, Letters);
        using var room = await Room.OpenAsync(database, "bench", staffSite, password);
        // More than the system keeps for a socket that is not read.
        using var full = await Room.OpenAsync(database, "full", staffSite, password);
        await full.FillAsync(FullActs, FullLetters);
        var place = $"http://127.0.0.1:{port}/hubs/live";
        var post = new Latencies();
        var seen = await WatchAsync(web, crowd, place + " bench:0", count, async (acts, pause, letters) =>
        {
            if (pause > TimeSpan.Zero)
            {
                post = await room.NoteAsync(acts, pause, letters);
            }
            else
            {
                await room.AppendAsync(acts, pause, letters);
            }
        });
        var besideOne = new Beside(await BesideAsync("connect", 1), await BesideAsync("silent", 1));
        var besideMany = new Beside(await BesideAsync("connect", 200), await BesideAsync("silent", 200));
        return seen with { PostAloneMs = postAlone.Within(0.99), PostMs = post.Within(0.99), BesideOne = besideOne, BesideMany = besideMany, PeakMb = web.PeakMb, Returns = besideMany.Silent.Returns, Missing = seen.Missing + besideOne.Missing + besideMany.Missing };

        // Some come to a long log and this meeting at once; while they are sent what they missed, things happen here.
        async Task<CrowdReport> BesideAsync(string how, int number)
        {
            await crowd.AskAsync(string.Create(CultureInfo.InvariantCulture, $"{how} {number} {place} full:0 bench:{room.Last}"));
            return await ActsAsync(crowd, BesideActs, () => room.AppendAsync(BesideActs, BesidePace, Letters));
        }
    }

    // Code that was never run is not what anybody waits for.
    private static async Task WarmAsync(ChildProgram crowd, string place, Func<int, TimeSpan, int, Task> act)
    {
        await ConnectAsync(crowd, place, WarmCrowd);
        await ActsAsync(crowd, ManyActs, () => act(ManyActs, TimeSpan.Zero, Letters));
        await crowd.AskAsync("leave");
        await Task.Delay(Settling);
    }

    /// <summary>What is measured of both: a crowd comes, is told one thing after the other, and then many at once.</summary>
    private static async Task<Seen> WatchAsync(ChildProgram server, ChildProgram crowd, string place, int count, Func<int, TimeSpan, int, Task> act)
    {
        var before = server.ResidentKb;
        var connected = await ConnectAsync(crowd, place, count);
        await Task.Delay(Settling);
        var each = (server.ResidentKb - before) / count;
        var one = await ActsAsync(crowd, SingleActs, () => act(SingleActs, BetweenActs, Letters));
        var many = await ActsAsync(crowd, ManyActs, () => act(ManyActs, TimeSpan.Zero, Letters));
        return new Seen(connected, one, many, each) { PeakMb = server.PeakMb, Returns = many.Returns, Missing = connected.Missing + one.Missing + many.Missing };
    }

    internal static async Task<CrowdReport> ConnectAsync(ChildProgram crowd, string place, int count) => Read(await crowd.AskAsync(string.Create(CultureInfo.InvariantCulture, $"connect {count} {place}")));

    internal static async Task<CrowdReport> ActsAsync(ChildProgram crowd, int acts, Func<Task> act)
    {
        await crowd.AskAsync(string.Create(CultureInfo.InvariantCulture, $"expect {acts}"));
        await act();
        return Read(await crowd.AskAsync("report"));
    }

    private static CrowdReport Read(string line) => JsonSerializer.Deserialize<CrowdReport>(line)!;

    internal static async Task ReadyAsync(Uri site)
    {
        using var client = new HttpClient { BaseAddress = site };
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/live", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"{site} does not answer.");
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>What a crowd saw of one server.</summary>
    private sealed record Seen(CrowdReport Connect, CrowdReport One, CrowdReport Many, double KbEach)
    {
        public int Missing { get; init; }

        public int Returns { get; init; }

        public double PeakMb { get; init; }

        public double PostAloneMs { get; init; }

        public double PostMs { get; init; }

        public Beside? BesideOne { get; init; }

        public Beside? BesideMany { get; init; }
    }

    /// <summary>What the others saw while some came who read, and while as many came who do not.</summary>
    private sealed record Beside(CrowdReport Reading, CrowdReport Silent)
    {
        public int Missing => Reading.Missing + Silent.Missing;
    }
}
