using System.Diagnostics;
using Npgsql;
using Scrutiny.Database;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Scheduling;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Scheduling;

namespace Scrutiny.Tests.Loading;

/// <summary>What networks do to the talk between a load and its database.</summary>
[Category("Slow")]
[Category("B-2")]
internal sealed class BrokenConnectionTests
{
    private const int Rows = 3;
    private const string Three = "force,month,things\nHampshire,2018-04,10\nHampshire,2018-05,11\nKent,2018-04,20\n";

    private LoadingDatabase database = null!;
    private FaultProxy proxy = null!;
    private NpgsqlDataSource through = null!;

    [SetUp]
    public async Task Connect()
    {
        database = await LoaderTests.OpenAsync();
        var address = new NpgsqlConnectionStringBuilder(database.Database.ConnectionString(DatabaseRole.Ingest));
        proxy = new FaultProxy(address.Port);
        through = LoadingConnections.Open(proxy.Through(address.ConnectionString));
    }

    [TearDown]
    public async Task Disconnect()
    {
        await through.DisposeAsync();
        await proxy.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_commit_that_nobody_heard_of_is_found_done_by_each_of_three_retries()
    {
        proxy.LoseNextCommit();

        Assert.CatchAsync<NpgsqlException>(() => LoadAsync());
        Assert.That((proxy.CommitsLost, await CountAsync("working.observation")), Is.EqualTo((1, (long)Rows)), "the server has done it");
        for (var retry = 0; retry < 3; retry++)
        {
            var report = await LoadAsync();

            Assert.That((report.Loaded, report.Unchanged, report.Notes.Single()), Is.EqualTo((0L, (long)Rows, "These bytes were loaded before; nothing changed.")));
        }

        Assert.That((await CountAsync("working.load"), await CountAsync("working.observation"), await CountAsync("published.observation"), await CountAsync("published.publication")), Is.EqualTo((1L, (long)Rows, (long)Rows, 1L)));
    }

    [Test]
    public async Task A_file_in_the_inbox_whose_commit_nobody_heard_of_is_put_away_by_the_next_run_and_counts_once()
    {
        var root = Directory.CreateTempSubdirectory("scrutiny-cut-");
        try
        {
            var clock = new SteppingClock(TimeProvider.System.GetUtcNow());
            var run = new SourceRun(new Inbox(root.FullName, clock), new Loader(through, database.Catalogue, TimeProvider.System), clock);
            var folder = root.CreateSubdirectory("made").FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, "a.csv"), Three);
            proxy.LoseNextCommit();

            Assert.CatchAsync<NpgsqlException>(async () => await run.RunAsync("made", CancellationToken.None).ToListAsync());
            Assert.That(File.Exists(Path.Combine(folder, "a.csv")), Is.True);
            await run.RunAsync("made", CancellationToken.None).ToListAsync();

            Assert.That(File.Exists(Path.Combine(folder, Inbox.TakenFolder, "a.csv")), Is.True);
            Assert.That((await CountAsync("working.load"), await CountAsync("published.observation")), Is.EqualTo((1L, (long)Rows)));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Test]
    public async Task An_approval_whose_commit_nobody_heard_of_is_told_as_done_and_published_once()
    {
        using var dashboards = Dashboards.MadeDashboards.Long().Change("sources/made", "publish: on-load", "publish: on-approval");
        var catalogue = dashboards.Read();
        var load = (await database.LoadTextAsync(Three, loader: new Loader(database.Ingest, catalogue, TimeProvider.System))).Load;
        var approval = new Approval(through, catalogue, TimeProvider.System);
        proxy.LoseNextCommit();

        Assert.CatchAsync<NpgsqlException>(() => approval.ApproveAsync(load, CancellationToken.None));
        var again = Assert.ThrowsAsync<SentenceException>(() => approval.ApproveAsync(load, CancellationToken.None));

        Assert.That(again!.Message, Does.StartWith($"Load '{load}' is published already by cli at "));
        Assert.That((await CountAsync("published.publication"), await CountAsync("published.observation")), Is.EqualTo((1L, (long)Rows)));
    }

    [Test, Category("Slow")]
    public async Task A_connection_that_breaks_in_the_middle_of_the_figures_leaves_nothing_and_the_next_try_loads_them_all()
    {
        var text = CrashLoopTests.Many(database.Catalogue);
        proxy.CutAfter(1 << 20);

        Assert.CatchAsync<NpgsqlException>(() => LoadAsync(text));
        await Until.TrueAsync(async () => (long)(await database.Database.AskAsync("select count(*) from pg_stat_activity where usename = 'scrutiny_ingest' and datname = current_database() and state <> 'idle'"))! == 0);
        var left = (await CountAsync("working.observation"), await CountAsync("working.file"), await CountAsync("working.load"));
        var report = await LoadAsync(text);

        Assert.That(left, Is.EqualTo((0L, 0L, 0L)));
        Assert.That((report.Loaded, await CountAsync("working.observation"), await CountAsync("published.observation")), Is.EqualTo((report.Read, report.Read, report.Read)));
    }

    [TestCase(0, Category = "Long")]
    [TestCase(1 << 20, Category = "Long")]
    public async Task A_database_that_falls_silent_is_not_waited_for_for_ever(int bytesBefore)
    {
        var text = bytesBefore == 0 ? Three : CrashLoopTests.Many(database.Catalogue);
        await using var impatient = LoadingConnections.Open(proxy.Through(database.Database.ConnectionString(DatabaseRole.Ingest)) + ";Timeout=2", longestStep: TimeSpan.FromSeconds(2));
        await database.LoadTextAsync("force,month,things\nSurrey,2018-04,1\n", loader: new Loader(impatient, database.Catalogue, TimeProvider.System));
        proxy.FallSilentAfter(bytesBefore);
        var watch = Stopwatch.StartNew();

        var fault = Assert.CatchAsync(() => database.LoadTextAsync(text, loader: new Loader(impatient, database.Catalogue, TimeProvider.System)));

        await TestContext.Out.WriteLineAsync($"{watch.Elapsed.TotalSeconds:0.0} s: {fault}");
        Assert.That(fault, Is.InstanceOf<NpgsqlException>().With.Property(nameof(NpgsqlException.IsTransient)).True);
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(30)));
        proxy.Reset();
        proxy.Heal();
        Assert.That((await LoadAsync(text)).State, Is.EqualTo(LoadState.Accepted));
    }

    [Test]
    public async Task A_slow_network_only_takes_longer()
    {
        proxy.Latency = TimeSpan.FromMilliseconds(10);

        var report = await LoadAsync();

        Assert.That((report.State, report.Loaded), Is.EqualTo((LoadState.Accepted, (long)Rows)));
    }

    private Task<LoadReport> LoadAsync(string text = Three) => database.LoadTextAsync(text, loader: new Loader(through, database.Catalogue, TimeProvider.System));

    private async Task<long> CountAsync(string table) => (long)(await database.Database.AskAsync($"select count(*) from {table}"))!;
}
