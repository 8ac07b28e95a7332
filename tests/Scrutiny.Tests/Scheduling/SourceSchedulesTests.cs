using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Scrutiny.Ingest;
using Scrutiny.Ingest.Scheduling;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Scheduling;

internal sealed class SourceSchedulesTests
{
    private const string Csv = "force,month,things\nHampshire,2018-04,10\n";

    private static readonly TriggerKey Key = new("made", SourceSchedules.Group);

    private string inbox = null!;
    private LoadingDatabase database = null!;

    [TearDown]
    public async Task Remove()
    {
        await database.DisposeAsync();
        Directory.Delete(inbox, recursive: true);
    }

    [Test, Category("C-3"), Category("Slow"), CancelAfter(60_000)]
    public async Task After_three_days_down_a_source_runs_once_and_periods_come_from_the_file(CancellationToken cancel)
    {
        await OpenAsync("0 30 9 * * ?");
        await using (await RunningIngest.StartAsync(database, inbox, ShiftedClock.At(new DateTimeOffset(2027, 1, 12, 8, 0, 0, TimeSpan.Zero))))
        {
            // It is stopped before its time comes.
        }

        var file = Path.Combine(inbox, "made", ".made.csv");
        await File.WriteAllTextAsync(file, Csv, cancel);
        await using var ingest = await RunningIngest.StartAsync(database, inbox, ShiftedClock.At(new DateTimeOffset(2027, 1, 15, 12, 0, 0, TimeSpan.Zero)));
        await Until.TrueAsync(() => Task.FromResult(ingest.Count() > 0));
        await Task.Delay(TimeSpan.FromSeconds(3), cancel);

        var next = (await ingest.Scheduler.GetTrigger(Key, cancel))!.NextFireTimeUtc;
        Assert.That((ingest.Count(), next), Is.EqualTo((1, (DateTimeOffset?)new DateTimeOffset(2027, 1, 16, 9, 30, 0, TimeSpan.Zero))));

        // Renamed, it is whole, and the watcher wakes the job.
        File.Move(file, Path.Combine(inbox, "made", "made.csv"));
        await Until.TrueAsync(async () => (await database.PublicAsync("things")).Count > 0);
        Assert.That((await database.PublicAsync("things")).Single().Period.From, Is.EqualTo(new DateOnly(2018, 4, 1)));
    }

    [Test, Category("C-4"), Category("Slow"), CancelAfter(60_000)]
    public async Task A_job_whose_database_goes_away_in_the_middle_of_a_load_is_finished_by_the_next_firing(CancellationToken cancel)
    {
        await OpenAsync("0/1 * * * * ?");
        Directory.CreateDirectory(Path.Combine(inbox, "made"));
        await File.WriteAllTextAsync(Path.Combine(inbox, "made", "made.csv"), Csv, cancel);
        await using var ingest = await RunningIngest.StartAsync(database, inbox, TimeProvider.System);
        await using (var turn = await Turn.HoldAsync(database))
        {
            for (var times = 0; times < 2; times++)
            {
                await turn.UntilSomebodyWaitsAsync();
                // Every connection of the process ends, the scheduler's too, as when the server is restarted.
                await database.Database.AskAsync("select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'scrutiny_ingest' and datname = current_database()");
            }
        }

        await Until.TrueAsync(async () => (await database.PublicAsync("things")).Count > 0);
        await Until.TrueAsync(() => Task.FromResult(File.Exists(Path.Combine(inbox, "made", Inbox.TakenFolder, "made.csv"))));
        Assert.That(await database.Database.AskAsync("select count(*) from working.load"), Is.EqualTo(1L));
        Assert.That(await database.Database.AskAsync("select count(*) from published.observation"), Is.EqualTo(1L));
    }

    [Test, Category("Slow"), CancelAfter(60_000)]
    public async Task What_came_while_nothing_ran_is_taken_at_the_start_and_not_at_the_next_time(CancellationToken cancel)
    {
        await OpenAsync("0 30 9 * * ?");
        Directory.CreateDirectory(Path.Combine(inbox, "made"));
        await File.WriteAllTextAsync(Path.Combine(inbox, "made", "made.csv"), Csv, cancel);

        await using var ingest = await RunningIngest.StartAsync(database, inbox, TimeProvider.System);

        await Until.TrueAsync(async () => (await database.PublicAsync("things")).Count > 0);
    }

    [Test, Category("Slow"), CancelAfter(60_000)]
    public async Task A_trigger_that_is_right_is_left_alone_and_a_changed_schedule_replaces_it()
    {
        await OpenAsync("0 30 9 * * ?");
        await using (await RunningIngest.StartAsync(database, inbox, TimeProvider.System))
        {
        }

        var before = await StartTimeAsync();
        await using (await RunningIngest.StartAsync(database, inbox, TimeProvider.System))
        {
        }

        var after = await StartTimeAsync();
        await database.Database.AskAsync("update scheduler.qrtz_cron_triggers set cron_expression = '0 0 8 * * ?' where trigger_name = 'made'");
        await using (await RunningIngest.StartAsync(database, inbox, TimeProvider.System))
        {
            await Until.TrueAsync(async () => (string)(await database.Database.AskAsync("select cron_expression from scheduler.qrtz_cron_triggers where trigger_name = 'made'"))! == "0 30 9 * * ?");
        }

        Assert.That(after, Is.EqualTo(before));

        async Task<long> StartTimeAsync() => (long)(await database.Database.AskAsync("select start_time from scheduler.qrtz_triggers where trigger_name = 'made'"))!;
    }

    [Test, Category("C-1"), Category("Slow"), CancelAfter(60_000)]
    public async Task Of_two_schedulers_on_one_database_one_runs_each_firing(CancellationToken cancel)
    {
        await OpenAsync("0/1 * * * * ?");
        await using var one = await RunningIngest.StartAsync(database, inbox, TimeProvider.System);
        await using var two = await RunningIngest.StartAsync(database, inbox, TimeProvider.System);

        await Until.TrueAsync(() => Task.FromResult(one.Count() + two.Count() >= 8));
        await one.Scheduler.Standby(cancel);
        await two.Scheduler.Standby(cancel);

        var all = one.Fired.ToList().Concat(two.Fired.ToList()).ToList();
        Assert.That(all.Select(firing => firing.Scheduled), Is.Unique);
        Assert.That(one.Scheduler.SchedulerInstanceId, Is.Not.EqualTo(two.Scheduler.SchedulerInstanceId));
    }

    [Test, Category("E-3"), Category("Long"), CancelAfter(180_000)]
    public async Task After_the_clock_was_set_back_two_hours_firings_resume_within_a_minute(CancellationToken cancel)
    {
        await OpenAsync("0/1 * * * * ?");
        var clock = new ShiftedClock(TimeSpan.Zero);
        await using var ingest = await RunningIngest.StartAsync(database, inbox, clock);
        await Until.TrueAsync(() => Task.FromResult(ingest.Count() >= 2));

        clock.Step(TimeSpan.FromHours(-2));
        // One that was under way may still end.
        await Task.Delay(TimeSpan.FromSeconds(2), cancel);
        var before = ingest.Count();
        var watch = Stopwatch.StartNew();
        while (ingest.Count() == before)
        {
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)));
            await Task.Delay(100, cancel);
        }

        await TestContext.Out.WriteLineAsync($"resumed after {watch.Elapsed.TotalSeconds + 2:0.0} s");
        await Task.Delay(TimeSpan.FromSeconds(5), cancel);
        Assert.That(ingest.Count() - before, Is.InRange(3, 8), "one a second, and no burst");
    }

    [Test, Category("E-3"), Category("Long"), CancelAfter(180_000)]
    public async Task After_the_clock_was_set_forward_three_hours_a_source_that_missed_36_firings_runs_once(CancellationToken cancel)
    {
        await OpenAsync("0 0/5 * * * ?");
        var clock = ShiftedClock.At(new DateTimeOffset(2027, 1, 12, 8, 0, 30, TimeSpan.Zero));
        await using var ingest = await RunningIngest.StartAsync(database, inbox, clock);
        await Task.Delay(TimeSpan.FromSeconds(2), cancel);
        Assert.That(ingest.Count(), Is.Zero);

        clock.Step(TimeSpan.FromHours(3));
        var watch = Stopwatch.StartNew();
        while (ingest.Count() == 0)
        {
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)));
            await Task.Delay(100, cancel);
        }

        await TestContext.Out.WriteLineAsync($"resumed after {watch.Elapsed.TotalSeconds:0.0} s");
        await Task.Delay(TimeSpan.FromSeconds(20), cancel);
        Assert.That(ingest.Count(), Is.EqualTo(1));
    }

    [Test, Category("C-2")]
    public async Task A_scheduler_that_is_not_clustered_refuses_to_start()
    {
        await OpenAsync("0/1 * * * * ?");
        using var configured = RunningIngest.Build(database, inbox, TimeProvider.System, services => services.PostConfigureAll<ClusteringOptions>(cluster => cluster.Enabled = false));
        await using var alone = new ServiceCollection().AddLogging().AddQuartz().BuildServiceProvider();
        using var programmed = RunningIngest.Build(database, inbox, TimeProvider.System, services => services.AddSingleton(alone.GetRequiredService<ISchedulerFactory>()));

        var setting = Assert.ThrowsAsync<SentenceException>(() => configured.CheckSchedulerAsync());
        var refusal = Assert.ThrowsAsync<SentenceException>(() => programmed.CheckSchedulerAsync());

        Assert.That(setting!.Message, Does.StartWith("The scheduler's settings can't be used: Enabled is false"));
        Assert.That((refusal!.ExitCode, refusal.Message), Is.EqualTo((1, "The scheduler is not clustered, so that a second one on this database would run every source again at the same time: remove the setting that turns clustering off.")));
    }

    [TestCase("alter table scheduler.qrtz_triggers drop column misfire_orig_fire_time")]
    [TestCase("alter table scheduler.qrtz_fired_triggers drop column execution_group")]
    [TestCase("drop table scheduler.qrtz_scheduler_state")]
    [Category("C-9")]
    public async Task Tables_that_are_older_than_the_scheduler_are_refused_in_a_sentence(string damage)
    {
        await OpenAsync("0/1 * * * * ?");
        await database.Database.AskAsync(damage);
        using var host = RunningIngest.Build(database, inbox, TimeProvider.System);

        var refusal = Assert.ThrowsAsync<SentenceException>(() => host.CheckSchedulerAsync());

        await TestContext.Out.WriteLineAsync(refusal!.Message);
        Assert.That(refusal.Message, Does.StartWith("The scheduler can't use its tables, which are of another version than this program or damaged: run ./scrutiny migrate"));
        Assert.That(refusal.Message, Does.Not.Contain("\n"));
    }

    private async Task OpenAsync(string schedule)
    {
        inbox = Directory.CreateTempSubdirectory("scrutiny-schedules-").FullName;
        using var dashboards = MadeDashboards.Long().Change("sources/made", "0 0/15 * * * ?", schedule);
        database = await LoadingDatabase.CreateAsync(dashboards.Read());
    }
}
