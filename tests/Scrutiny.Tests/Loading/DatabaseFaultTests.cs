using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using Scrutiny.Database;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Scheduling;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Database;

namespace Scrutiny.Tests.Loading;

/// <summary>The database itself dies, or has no room left.</summary>
internal sealed class DatabaseFaultTests
{
    private const int Megabyte = 1 << 20;

    [Test, Category("B-3"), Category("Long"), CancelAfter(300_000)]
    public async Task Files_whose_loads_the_database_died_under_three_times_are_all_taken_and_count_once(CancellationToken cancel)
    {
        const int Files = 6;
        const int MonthsEach = 200;
        var folder = Directory.CreateTempSubdirectory("scrutiny-restart-").FullName;
        // The server's own user must be able to pass through, or the cluster would be kept elsewhere.
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        try
        {
            using var program = await MortalProgram.CreateAsync(MadeDashboards.Long().Change("sources/made", "0 0/15 * * * ?", "0/5 * * * * ?"));
            await using var lease = await PrivateCluster.UseAsync(DataFolder.Open(Path.Combine(folder, "data")), _ => { }, new PrivateClusterOptions { UseEnvironment = false }, cancel);
            await Migrator.MigrateAsync(lease.ConnectionString(DatabaseRole.Owner), cancel);
            await using var proxy = new FaultProxy(PortOf(lease));
            var inbox = Directory.CreateDirectory(Path.Combine(program.Inbox, "made")).FullName;
            var (restarts, delivered) = (0, 0);
            var since = Stopwatch.StartNew();

            var ended = await program.IngestAsync(proxy.Through(lease.ConnectionString(DatabaseRole.Ingest)), null, StepAsync, cancel);

            Assert.That((ended, restarts), Is.EqualTo(((int?)null, 3)), "the process must not end by itself");
            var figures = (long)Files * MonthsEach * 43;
            Assert.That(await AskAsync("select count(*) from working.load"), Is.EqualTo((long)Files));
            Assert.That((await AskAsync("select count(*) from working.observation"), await AskAsync("select count(*) from published.observation")), Is.EqualTo((figures, figures)));
            Assert.That(await AskAsync("select count(distinct (series_id, period_from)) from published.observation where known_to = 'infinity'"), Is.EqualTo(figures));
            Assert.That(await AskAsync("select count(*) from working.held_file"), Is.Zero);
            Assert.That(Directory.GetFiles(Path.Combine(inbox, Inbox.TakenFolder)), Has.Length.EqualTo(Files));
            Assert.That(since.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)), "recovery, with no trigger stuck, takes less");

            // Two files come, and while their figures are on the way the server dies; three times. Then all is waited for.
            async Task<bool> StepAsync()
            {
                if (delivered == restarts * 2 && delivered < Files)
                {
                    for (var i = 0; i < 2; i++)
                    {
                        File.Move(program.Write("new.csv", Figures(program, delivered * MonthsEach, MonthsEach)), Path.Combine(inbox, string.Create(CultureInfo.InvariantCulture, $"{delivered++}.csv")));
                    }
                }

                if (restarts < 3)
                {
                    if (await AskAsync("select count(*) from pg_stat_activity where usename = 'scrutiny_ingest' and state = 'active' and query ilike 'copy %'") > 0)
                    {
                        await StopAtOnceAsync(lease, cancel);
                        await lease.ReviveAsync(_ => { }, cancel);
                        proxy.ServerPort = PortOf(lease);
                        restarts++;
                        since.Restart();
                    }

                    return false;
                }

                return Directory.EnumerateFiles(inbox).FirstOrDefault() is null && await AskAsync("select count(*) from working.held_file") == 0
                    && await AskAsync("select count(*) from scheduler.qrtz_triggers where trigger_state in ('ACQUIRED', 'BLOCKED', 'ERROR')") == 0;
            }

            async Task<long> AskAsync(string sql) => (long)(await TestDatabase.AskAsync(lease.Superuser!, sql))!;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test, Category("B-4"), Category("Long"), CancelAfter(120_000)]
    public async Task A_file_for_which_the_disk_has_no_room_is_not_loaded_at_all_and_everything_else_goes_on(CancellationToken cancel)
    {
        await using var database = await LoaderTests.OpenAsync();
        var folder = Directory.CreateTempSubdirectory("scrutiny-full-").FullName;
        if (await RunAsync("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", folder) != 0)
        {
            Directory.Delete(folder);
            Assert.Ignore("B-4 needs the right to mount a tmpfs of 40 MB.");
        }

        var space = $"small_{Guid.NewGuid():N}";
        try
        {
            var server = (string)(await database.Database.AskAsync("show data_directory"))!;
            await RunAsync("chown", $"--reference={server}", folder);
            await database.Database.AskAsync($"create tablespace {space} location '{folder}'");
            await database.Database.AskAsync($"alter table working.observation set tablespace {space}");
            var filler = Path.Combine(folder, "filler");
            await File.WriteAllBytesAsync(filler, new byte[38 * Megabyte], cancel);
            var text = CrashLoopTests.Many(database.Catalogue);

            var fault = Assert.ThrowsAsync<SentenceException>(() => database.LoadTextAsync(text, cancel: cancel));
            var left = (await CountAsync(database, "working.observation"), await CountAsync(database, "working.load"), await CountAsync(database, "working.file"));
            var refused = await database.LoadTextAsync("of,another,sort\n1,2,3\n", cancel: cancel);
            File.Delete(filler);
            var again = await database.LoadTextAsync(text, cancel: cancel);

            Assert.Multiple(async () =>
            {
                Assert.That((fault!.ExitCode, fault.Message), Is.EqualTo((3, "The database's disk is full, so made.csv could not be loaded and nothing of it counts; make room on that disk and load it again.")));
                Assert.That(((PostgresException)fault.InnerException!).SqlState, Is.EqualTo("53100"));
                Assert.That(left, Is.EqualTo((0L, 0L, 0L)));
                Assert.That(refused.State, Is.EqualTo(LoadState.Refused), "other tables can be written meanwhile");
                Assert.That((again.Loaded, await CountAsync(database, "working.observation"), await CountAsync(database, "published.observation")), Is.EqualTo((again.Read, again.Read, again.Read)));
            });
        }
        finally
        {
            await database.Database.AskAsync("alter table working.observation set tablespace pg_default");
            await database.Database.AskAsync($"drop tablespace if exists {space}");
            await RunAsync("umount", folder);
            Directory.Delete(folder);
        }
    }

    [Test, Category("B-1"), Category("Long"), CancelAfter(120_000), NeedsSharedData("data")]
    public async Task The_outcomes_file_whose_load_was_killed_in_the_middle_is_exact_when_it_is_loaded_again(CancellationToken cancel)
    {
        using var program = await MortalProgram.CreateAsync(MadeDashboards.Long());
        await using var database = await LoadingDatabase.CreateAsync();
        string[] verb = ["load", NeedsSharedDataAttribute.PathTo("data/home-office-outcomes/outcomes-open-data-2017-18.csv.gz"), "--source", "home-office-outcomes"];
        foreach (var point in new[] { "rows-read:1", "rows-read:23", "rows-read:45", "figures-sent:1" })
        {
            var killed = await program.RunAsync(database, verb, point, cancel, Repository.Root);
            var left = (await CountAsync(database, "working.observation"), await CountAsync(database, "working.load"), await CountAsync(database, "working.row_block"));

            Assert.That((killed, left), Is.EqualTo((MortalProgram.Killed, (0L, 0L, 0L))), point);
        }

        var code = await program.RunAsync(database, verb, null, cancel, Repository.Root);
        var twice = await program.RunAsync(database, verb, null, cancel, Repository.Root);

        Assert.That((code, twice), Is.EqualTo((0, 0)));
        Assert.That((await CountAsync(database, "working.load"), await CountAsync(database, "working.observation"), await CountAsync(database, "published.observation")), Is.EqualTo((1L, 688L, 688L)));
        Assert.That(await database.Database.AskAsync("select rows_read from working.load"), Is.EqualTo(450_913L).Or.EqualTo(450_913));
        Assert.That((await database.PublicAsync("out-of-court-disposals", breakdown: "informal")).Sum(point => point.Value), Is.EqualTo(5203m));
        Assert.That((await database.PublicAsync("out-of-court-disposals", breakdown: "formal")).Sum(point => point.Value), Is.EqualTo(3072m));
        Assert.That((await database.PublicAsync("charge-rate")).Sum(point => point.Numerator), Is.EqualTo(15102m));
    }

    private static string Figures(MortalProgram program, int firstMonth, int months)
    {
        var text = new StringBuilder("force,month,things\n");
        foreach (var force in program.Forces)
        {
            for (var month = firstMonth; month < firstMonth + months; month++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{force},{new DateOnly(1900, 1, 1).AddMonths(month):yyyy-MM},{month}\n");
            }
        }

        return text.ToString();
    }

    private static int PortOf(DatabaseLease lease) => new NpgsqlConnectionStringBuilder(lease.Superuser).Port;

    /// <summary>As <c>pg_ctl stop -m immediate</c> does: the server ends without writing anything out.</summary>
    private static async Task StopAtOnceAsync(DatabaseLease lease, CancellationToken cancel)
    {
        var folder = (string)(await TestDatabase.AskAsync(lease.Superuser!, "show data_directory"))!;
        using var postmaster = Process.GetProcessById(int.Parse((await File.ReadAllLinesAsync(Path.Combine(folder, "postmaster.pid"), cancel))[0], CultureInfo.InvariantCulture));
        await RunAsync("kill", "-QUIT", postmaster.Id.ToString(CultureInfo.InvariantCulture));
        await postmaster.WaitForExitAsync(cancel);
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static async Task<long> CountAsync(LoadingDatabase database, string table) => (long)(await database.Database.AskAsync($"select count(*) from {table}"))!;
}
