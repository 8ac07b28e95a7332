using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using Npgsql;
using Scrutiny.Accounts;
using Scrutiny.Benchmarks.Live;
using Scrutiny.Cli.Verbs.Run;
using Scrutiny.Database;

namespace Scrutiny.Benchmarks.Questions;

/// <summary>
/// Questions during a meeting that many watch: from many people, from a hall behind one address, and from those who flood. The sites and the spectators are
/// processes of their own. Beside each figure stands the limit that it must keep.
/// </summary>
internal static class QuestionsBenchmark
{
    private const string Meeting = "asked";
    private const int EachMinute = 500;
    private const int Spectators = 1000;
    private const int InTheHall = 300;
    private const int FloodEachMinute = 5000;
    private const int Flooders = 1000;
    private static readonly TimeSpan ReadingPause = TimeSpan.FromMilliseconds(1100);
    private static readonly TimeSpan BetweenActs = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<BenchmarkRun>> RunAsync(IReadOnlyList<string> arguments)
    {
        var minutes = arguments.Select(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out var number) ? number : 0).FirstOrDefault(number => number > 0, 5);
        var folder = Directory.CreateTempSubdirectory("scrutiny-bench-").FullName;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        try
        {
            var data = DataFolder.Open(Path.Combine(folder, "data"));
            await using var lease = await PrivateCluster.UseAsync(data, _ => { }, new PrivateClusterOptions { UseEnvironment = false }, CancellationToken.None);
            await lease.SetRolesAsync(CancellationToken.None);
            await Migrator.MigrateAsync(lease.ConnectionString(DatabaseRole.Owner), CancellationToken.None);
            await KeyCertificate.EnsureAsync(data, TimeProvider.System.GetUtcNow(), CancellationToken.None);
            var passwords = (await SampleAccounts.EnsureAsync(lease, CancellationToken.None)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length == 2).ToDictionary(words => words[0], words => words[1]);
            await using var database = NpgsqlDataSource.Create(lease.ConnectionString(DatabaseRole.Staff));
            var (site, staffSite) = (new Uri($"http://127.0.0.1:{LiveBenchmark.FreePort()}"), new Uri($"http://127.0.0.1:{LiveBenchmark.FreePort()}"));
            await using var web = ChildProgram.Web(lease.ConnectionString(DatabaseRole.Public), data, "--audience", "public", "--urls", site.GetLeftPart(UriPartial.Authority));
            await using var staff = ChildProgram.Web(lease.ConnectionString(DatabaseRole.Staff), data, "--audience", "staff", "--urls", staffSite.GetLeftPart(UriPartial.Authority));
            await LiveBenchmark.ReadyAsync(site);
            await LiveBenchmark.ReadyAsync(staffSite);
            using var room = await Room.OpenAsync(database, Meeting, staffSite, passwords["operator"]);
            using var moderator = await Room.SignInAsync(staffSite, "moderator", passwords["moderator"]);
            await using var crowd = ChildProgram.Part(LiveBenchmark.CrowdPart);
            await LiveBenchmark.ConnectAsync(crowd, $"{site}hubs/live {Meeting}:0", Spectators);
            return [.. await ManyAsync(site, database, crowd, room, moderator, minutes), .. await HallAsync(site, database), .. await FloodAsync(site, database)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // M-1.
    private static async Task<IReadOnlyList<BenchmarkRun>> ManyAsync(Uri site, NpgsqlDataSource database, ChildProgram crowd, Room room, HttpClient moderator, int minutes)
    {
        var count = EachMinute * minutes;
        var (pages, sends, queue, outcomes) = (new Latencies(), new Latencies(), new Latencies(), new ConcurrentBag<HttpStatusCode>());
        using var over = new CancellationTokenSource();
        var looking = LookAsync(moderator, queue, over.Token);
        var acts = (int)(minutes * TimeSpan.FromMinutes(1) / BetweenActs);
        var watching = LiveBenchmark.ActsAsync(crowd, acts, () => room.AppendAsync(acts, BetweenActs, 500));
        await EachAtItsTimeAsync(count, TimeSpan.FromMinutes(minutes), async number =>
        {
            using var asker = new Sender(site, Sender.AddressOf(number));
            outcomes.Add(await asker.FillInAsync($"Of many, number {number}: how long do people wait?", Meeting, ReadingPause, pages, sends));
        });
        var seen = await watching;
        await over.CancelAsync();
        await looking;
        return
        [
            new($"{count:#,##0} questions in {minutes} min, taken", outcomes.Count(status => status == HttpStatusCode.Redirect), count, "questions"),
            new("… in the inbox, once", await CountAsync(database, "Of many"), count, "questions"),
            new("… sending one, p95", sends.Within(0.95), 500, "ms"),
            new("… a page of the form, p95", pages.Within(0.95), 500, "ms"),
            new("… the moderators’ queue, p95", queue.Within(0.95), 1000, "ms"),
            new($"… an act to {Spectators:#,##0} spectators, p95", seen.P95, 2000, "ms"),
            new("… messages that did not come", seen.Missing, 0, "messages"),
        ];
    }

    // M-2.
    private static async Task<IReadOnlyList<BenchmarkRun>> HallAsync(Uri site, NpgsqlDataSource database)
    {
        var (pages, sends, outcomes) = (new Latencies(), new Latencies(), new ConcurrentBag<HttpStatusCode>());
        await EachAtItsTimeAsync(InTheHall, TimeSpan.FromSeconds(30), async number =>
        {
            using var asker = new Sender(site, IPAddress.Parse("127.200.0.1"));
            outcomes.Add(await asker.FillInAsync($"In the hall, number {number}: how long do people wait?", Meeting, ReadingPause, pages, sends));
        });
        return
        [
            new($"{InTheHall} people, one address, 30 s: refused", outcomes.Count(status => status != HttpStatusCode.Redirect), 0, "questions"),
            new("… in the inbox, once", await CountAsync(database, "In the hall"), InTheHall, "questions"),
            new("… sending one, p95", sends.Within(0.95), 500, "ms"),
        ];
    }

    // M-3.
    private static async Task<IReadOnlyList<BenchmarkRun>> FloodAsync(Uri site, NpgsqlDataSource database)
    {
        var minute = TimeSpan.FromMinutes(1);
        var (one, many, reading, pages, sends, people) = (new ConcurrentBag<HttpStatusCode>(), new ConcurrentBag<HttpStatusCode>(), new Latencies(), new Latencies(), new Latencies(), new ConcurrentBag<HttpStatusCode>());
        using var flooder = new Sender(site, IPAddress.Parse("127.201.0.1"));
        using var reader = new Sender(site, IPAddress.Parse("127.202.0.1"));
        var flooders = Enumerable.Range(0, Flooders).Select(number => new Sender(site, new IPAddress([127, 203, (byte)(number >> 8), (byte)number]))).ToList();
        await Task.WhenAll(
            EachAtItsTimeAsync(FloodEachMinute, minute, async number => one.Add(await flooder.PostAsync($"One floods, {number}?", Meeting))),
            EachAtItsTimeAsync(FloodEachMinute, minute, async number => many.Add(await flooders[number % Flooders].PostAsync($"Many flood, {number}?", Meeting))),
            EachAtItsTimeAsync(120, minute, async _ => reading.Add(await reader.GetAsync("/meetings"))),
            EachAtItsTimeAsync(60, minute, async number =>
            {
                using var person = new Sender(site, new IPAddress([127, 204, 0, (byte)number]));
                people.Add(await person.FillInAsync($"Beside the flood, {number}: how long do people wait?", Meeting, ReadingPause, pages, sends));
            }));
        flooders.ForEach(sender => sender.Dispose());
        var taken = many.Count(status => status == HttpStatusCode.Created);
        return
        [
            new($"one program, {FloodEachMinute:#,##0} in a minute: told to wait", 100.0 * one.Count(status => status == HttpStatusCode.TooManyRequests) / FloodEachMinute, 95, "%"),
            new($"{Flooders:#,##0} addresses, {FloodEachMinute:#,##0}: no answer", many.Count(status => status is not (HttpStatusCode.Created or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)), 0, "questions"),
            new("… taken, and in the inbox once", await CountAsync(database, "Many flood"), taken, "questions"),
            new("… people beside them: refused", people.Count(status => status != HttpStatusCode.Redirect), 0, "questions"),
            new("… people beside them, sending, p95", sends.Within(0.95), 1000, "ms"),
            new("… readers beside them, p95", reading.Within(0.95), 1000, "ms"),
        ];
    }

    // At a pace of its own, however long the others take.
    private static async Task EachAtItsTimeAsync(int count, TimeSpan within, Func<int, Task> act)
    {
        var (started, going) = (Stopwatch.GetTimestamp(), new List<Task>(count));
        for (var number = 0; number < count; number++)
        {
            if (within * number / count - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } early)
            {
                await Task.Delay(early);
            }

            going.Add(act(number));
        }

        await Task.WhenAll(going);
    }

    private static async Task LookAsync(HttpClient moderator, Latencies took, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await moderator.GetAsync(new Uri("/staff/questions", UriKind.Relative), CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            took.Add(Stopwatch.GetElapsedTime(started));
            await Task.Delay(BetweenLooks, CancellationToken.None);
        }
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string words)
    {
        await using var command = database.CreateCommand("select count(distinct text) - (count(*) - count(distinct text)) from question.question where starts_with(text, $1)");
        command.Parameters.Add(new NpgsqlParameter { Value = words });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
