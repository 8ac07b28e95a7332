using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Scrutiny.Database;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Scheduling;

/// <summary>Two real ingest processes on one database and one inbox; the one that runs a job is killed without warning, again and again.</summary>
[Category("C-1")]
internal sealed class TakeoverTests
{
    private const string Job = "sample-returns";

    // Six times the check-in of 2 seconds.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(12);

    [TestCase(3, Category = "Long")]
    [TestCase(20, Category = "OnDemand")]
    [CancelAfter(900_000)]
    public async Task The_other_takes_over_a_killed_ones_job_in_time_and_never_beside_it(int kills, CancellationToken cancel)
    {
        await using var database = await LoadingDatabase.CreateAsync();
        var inbox = Directory.CreateTempSubdirectory("scrutiny-takeover-").FullName;
        var processes = new Dictionary<string, Process>();
        try
        {
            await StartAsync(database, inbox, processes, cancel);
            await StartAsync(database, inbox, processes, cancel);
            for (var kill = 0; kill < kills; kill++)
            {
                // The source's turn is held, so that whoever takes the file stops in the middle of its load.
                await using (var turn = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Database.Superuser) { Pooling = false }.ConnectionString))
                {
                    await turn.OpenAsync(cancel);
                    await using (var take = new NpgsqlCommand($"select pg_advisory_lock(hashtext('scrutiny.source.{Job}'))", turn))
                    {
                        await take.ExecuteNonQueryAsync(cancel);
                    }

                    Deliver(inbox, kill);
                    await UntilAsync(async () => await LoadingAsync(database) == 1, TimeSpan.FromSeconds(30), "nobody took the file", cancel);
                    var first = await RunningAsync(database);
                    processes[first!].Kill();
                    var watch = Stopwatch.StartNew();
                    await UntilAsync(async () => await RunningAsync(database) is { } now && now != first, TimeSpan.FromSeconds(60), "nobody took over", cancel);
                    await TestContext.Progress.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"taken over after {watch.Elapsed.TotalSeconds:0.0} s"));
                    Assert.That(watch.Elapsed, Is.LessThan(Limit));
                    Assert.That((long)(await database.Database.AskAsync($"select count(*) from scheduler.qrtz_fired_triggers where job_name = '{Job}' and state = 'EXECUTING'"))!, Is.EqualTo(1), "two run the job");
                    processes.Remove(first!);
                }

                await UntilAsync(async () => (long)(await database.Database.AskAsync("select count(*) from working.load"))! == kill + 1, TimeSpan.FromSeconds(60), "the file was not loaded", cancel);
                await StartAsync(database, inbox, processes, cancel);
            }

            Assert.That(await database.Database.AskAsync("select count(*) from published.observation"), Is.EqualTo((long)kills));
        }
        finally
        {
            foreach (var process in processes.Values)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
                process.Dispose();
            }

            Directory.Delete(inbox, recursive: true);
        }
    }

    private static async Task StartAsync(LoadingDatabase database, string inbox, Dictionary<string, Process> processes, CancellationToken cancel)
    {
        var known = await InstancesAsync(database);
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Scrutiny.Ingest", new DirectoryInfo(AppContext.BaseDirectory).Name, "Scrutiny.Ingest.dll");
        var start = new ProcessStartInfo("dotnet", [program]);
        start.Environment["SCRUTINY_HOME"] = Repository.Root;
        start.Environment["ConnectionStrings__Scrutiny"] = database.Database.ConnectionString(DatabaseRole.Ingest);
        start.Environment["Ingest__InboxFolder"] = inbox;
        start.Environment["Record__HeadsFile"] = Path.Combine(inbox, "heads.txt");
        var process = Process.Start(start)!;
        string? name = null;
        await UntilAsync(async () => (name = (await InstancesAsync(database)).Except(known).SingleOrDefault()) is not null, TimeSpan.FromSeconds(60), "the process did not start", cancel);
        processes.Add(name!, process);
    }

    private static void Deliver(string inbox, int number)
    {
        var folder = Path.Combine(inbox, Job);
        var text = string.Create(CultureInfo.InvariantCulture, $"measure,area_code,breakdown,breakdown_name,period,value,numerator,denominator,status,publisher\nonline-reports,E23000030,total,,{new DateOnly(2000, 1, 1).AddMonths(number):yyyy-MM},{number},,,,synthetic\n");
        File.WriteAllText(Path.Combine(folder, ".delivered"), text);
        File.Move(Path.Combine(folder, ".delivered"), Path.Combine(folder, $"{number}.csv"));
    }

    private static async Task<string[]> InstancesAsync(LoadingDatabase database) =>
        (await database.Database.AskAsync("select string_agg(instance_name, ',') from scheduler.qrtz_scheduler_state") as string)?.Split(',') ?? [];

    private static async Task<string?> RunningAsync(LoadingDatabase database) =>
        await database.Database.AskAsync($"select instance_name from scheduler.qrtz_fired_triggers where job_name = '{Job}' and state = 'EXECUTING' order by fired_time desc limit 1") as string;

    /// <summary>How many sessions wait for the source's turn.</summary>
    private static async Task<long> LoadingAsync(LoadingDatabase database) =>
        (long)(await database.Database.AskAsync("select count(*) from pg_locks join pg_database on pg_database.oid = pg_locks.database where locktype = 'advisory' and not granted and datname = current_database()"))!;

    private static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan limit, string otherwise, CancellationToken cancel)
    {
        for (var watch = Stopwatch.StartNew(); !await condition(); await Task.Delay(50, cancel))
        {
            Assert.That(watch.Elapsed, Is.LessThan(limit), otherwise);
        }
    }
}
