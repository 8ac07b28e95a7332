using System.Diagnostics;
using System.Globalization;
using Dapper;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Scheduling;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Scheduling;

[Category("Slow")]
internal sealed class SourceRunTests
{
    private const string Ten = "force,month,things\nHampshire,2018-04,10\n";
    private const string Twelve = "force,month,things\nHampshire,2018-04,12\n";
    private const string Later = "force,month,things\nHampshire,2018-05,11\n";

    private DirectoryInfo root = null!;
    private SteppingClock clock = null!;
    private Inbox inbox = null!;
    private LoadingDatabase database = null!;

    [SetUp]
    public async Task Prepare()
    {
        root = Directory.CreateTempSubdirectory("scrutiny-run-");
        using var dashboards = MadeDashboards.Long();
        database = await LoadingDatabase.CreateAsync(dashboards.Read());
        Restart();
    }

    [TearDown]
    public async Task Remove()
    {
        await database.DisposeAsync();
        root.Delete(recursive: true);
    }

    [Test, Category("C-5")]
    public async Task The_same_bytes_by_the_same_and_by_another_name_change_nothing()
    {
        var first = await DeliverAsync(("a.csv", Ten));
        var sameName = await DeliverAsync(("a.csv", Ten));
        var otherName = await DeliverAsync(("b.csv", Ten));
        var together = await DeliverAsync(("c.csv", Ten), ("d.csv", Ten));

        Assert.That(first.Single(), Has.Property(nameof(LoadReport.Loaded)).EqualTo(1));
        Assert.That(sameName.Concat(otherName).Concat(together).Select(report => (report.Load, report.Unchanged, report.State)), Is.EqualTo(Enumerable.Repeat((first[0].Load, 1L, LoadState.Accepted), 4)));
        Assert.That(otherName[0].Notes, Has.Some.Contains("loaded before"));
        Assert.That(await CountAsync("working.observation"), Is.EqualTo(1));
        Assert.That(await CountAsync("working.load"), Is.EqualTo(1));
    }

    [Test, Category("C-5")]
    public async Task New_bytes_by_the_same_name_at_another_time_are_a_revision()
    {
        await DeliverAsync(("a.csv", Ten));

        var second = (await DeliverAsync(("a.csv", Twelve))).Single();

        Assert.That((second.State, second.Revised, second.Publication), Is.EqualTo((LoadState.Accepted, 1L, "published")));
        Assert.That((await database.PublicAsync("things")).Single().Value, Is.EqualTo(12m));
    }

    [Test, Category("C-5")]
    public async Task Two_files_delivered_together_that_contradict_each_other_both_wait_for_a_person_and_the_others_do_not()
    {
        await DeliverAsync(("before.csv", Ten.Replace("10", "9", StringComparison.Ordinal)));

        var reports = await DeliverAsync(("a.csv", Ten), ("b.csv", Twelve), ("c.csv", Later));

        Assert.That(reports.Select(report => report.State), Is.EqualTo(new[] { LoadState.Quarantined, LoadState.Quarantined, LoadState.Accepted }));
        Assert.That(reports[0].Reason, Is.EqualTo("things for E23000030, total, 2018-04 is 10 here and 12 in 'b.csv', which was delivered together with it: find out which file is right, approve that one and reject the other."));
        Assert.That(reports[1].Reason, Does.StartWith($"things for E23000030, total, 2018-04 is 12 here and 10 in 'a.csv' (load {reports[0].Load}), which waits in quarantine:"));
        Assert.That((await database.PublicAsync("things")).Select(point => point.Value), Is.EqualTo(new[] { 9m, 11m }));

        await database.Approval.ApproveAsync(reports[1].Load, CancellationToken.None);
        await database.Approval.RejectAsync(reports[0].Load, "the other one is right", CancellationToken.None);

        Assert.That((await database.PublicAsync("things")).Select(point => point.Value), Is.EqualTo(new[] { 12m, 11m }));
        Assert.That(await CountAsync("working.held_figure"), Is.Zero);
    }

    [Test, Category("C-5")]
    public async Task A_file_that_contradicts_one_in_quarantine_waits_with_it_and_an_ordinary_correction_afterwards_does_not()
    {
        var held = await DeliverAsync(("a.csv", Ten), ("b.csv", Twelve));

        var third = (await DeliverAsync(("c.csv", Ten.Replace("10", "13", StringComparison.Ordinal)))).Single();
        foreach (var load in held.Append(third).Select(report => report.Load))
        {
            await database.Approval.RejectAsync(load, "none is right", CancellationToken.None);
        }

        var fourth = (await DeliverAsync(("d.csv", Ten.Replace("10", "14", StringComparison.Ordinal)))).Single();

        Assert.That((third.State, fourth.State), Is.EqualTo((LoadState.Quarantined, LoadState.Accepted)));
        Assert.That((await database.PublicAsync("things")).Single().Value, Is.EqualTo(14m));
    }

    [Test, Category("C-5")]
    public async Task Files_delivered_together_that_agree_are_all_loaded()
    {
        var reports = await DeliverAsync(("a.csv", Ten), ("b.csv", Ten + "Hampshire,2018-05,11\n"), ("c.csv", Later));

        Assert.That(reports.Select(report => report.State), Is.All.EqualTo(LoadState.Accepted));
        Assert.That(await CountAsync("working.held_file"), Is.Zero);
    }

    [Test, Category("C-8")]
    public async Task What_is_refused_unread_is_on_record_once_with_a_harmless_name_and_nothing_of_it_is_kept()
    {
        var secret = Path.Combine(root.FullName, "secret.csv");
        await File.WriteAllTextAsync(secret, Ten);
        File.CreateSymbolicLink(Path.Combine(inbox.FolderOf("made"), "nice\u202Evsc.lnk"), secret);
        Directory.CreateDirectory(Path.Combine(inbox.FolderOf("made"), "folder.csv"));

        var reports = await RunAsync();
        var again = await RunAsync();
        Restart();
        var afterRestart = await RunAsync();

        Assert.That(reports.Select(report => report.State), Is.EqualTo(new[] { LoadState.Refused, LoadState.Refused }));
        Assert.That(again.Concat(afterRestart), Is.Empty);
        await using var connection = await database.Ingest.OpenConnectionAsync();
        var rows = (await connection.QueryAsync<(string Name, string Reason, long Bytes)>("select file_name, reason, byte_count from working.load order by file_name")).ToList();
        Assert.That(rows.Select(row => row.Name), Is.EqualTo(new[] { "folder.csv", "nice\\u{202E}vsc.lnk" }));
        Assert.That(rows.Select(row => row.Bytes), Is.All.Zero);
        Assert.That(rows[1].Reason, Does.Contain("links are not followed"));
        Assert.That(await CountAsync("working.observation"), Is.Zero);
    }

    [Test, Category("C-8")]
    public async Task A_file_that_stays_empty_is_refused_once_in_plain_words()
    {
        Put("empty.csv", "");
        clock.Now += Inbox.StaysEmpty;

        var reports = (await RunAsync()).Concat(await RunAsync(later: 2)).Concat(await RunAsync(later: 2)).ToList();

        Assert.That(reports.Select(report => report.Reason), Is.EqualTo(new[] { "This file is empty: obtain it again from the publisher." }));
        Assert.That(File.Exists(Path.Combine(inbox.FolderOf("made"), Inbox.RefusedFolder, "empty.csv")));
    }

    [Test, Category("C-7")]
    public async Task Every_one_of_many_files_at_once_is_accounted_for()
    {
        PutMany(24);

        var reports = await RunAsync();

        await AssertAllTakenAsync(reports, 24);
    }

    [Test, Category("C-7"), Category("OnDemand"), CancelAfter(900_000)]
    public async Task Twenty_thousand_files_at_once_are_accounted_for_in_ten_minutes_in_flat_memory(CancellationToken cancel)
    {
        const int Files = 20_000;
        PutMany(Files);
        var watch = Stopwatch.StartNew();
        var (count, early, late) = (0, 0L, 0L);

        await foreach (var report in new SourceRun(inbox, database.Loader, clock).RunAsync("made", cancel))
        {
            Assert.That(report.State, Is.EqualTo(LoadState.Accepted));
            if (++count % 2_000 == 0)
            {
                var used = GC.GetTotalMemory(forceFullCollection: true);
                (early, late) = (early == 0 ? used : early, used);
                await TestContext.Progress.WriteLineAsync($"{count} files, {watch.Elapsed.TotalSeconds:0} s, {used >> 20} MB");
            }
        }

        Assert.That(count, Is.EqualTo(Files));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromMinutes(10)));
        Assert.That(late - early, Is.LessThan(10 << 20), "memory is flat");
    }

    private void PutMany(int files)
    {
        var areas = database.Catalogue.Areas.ByCode.Keys.Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < files; i++)
        {
            var (month, area) = Math.DivRem(i, areas.Count);
            Put(string.Create(CultureInfo.InvariantCulture, $"{i:00000}.csv"), string.Create(CultureInfo.InvariantCulture, $"force,month,things\n{areas[area]},{new DateOnly(1950, 1, 1).AddMonths(month):yyyy-MM},{i}\n"));
        }
    }

    private async Task AssertAllTakenAsync(IReadOnlyList<LoadReport> reports, int files)
    {
        Assert.That(reports.Select(report => (report.State, report.Loaded)), Is.EqualTo(Enumerable.Repeat((LoadState.Accepted, 1L), files)));
        Assert.That(await CountAsync("published.observation"), Is.EqualTo(files));
        Assert.That(Directory.GetFiles(Path.Combine(inbox.FolderOf("made"), Inbox.TakenFolder)), Has.Length.EqualTo(files));
        Assert.That(Directory.GetFiles(inbox.FolderOf("made")), Is.Empty);
    }

    private void Restart()
    {
        clock = new SteppingClock(TimeProvider.System.GetUtcNow());
        inbox = new Inbox(root.FullName, clock);
        inbox.Prepare(["made"]);
    }

    private async Task<IReadOnlyList<LoadReport>> DeliverAsync(params (string Name, string Text)[] files)
    {
        foreach (var (name, text) in files)
        {
            Put(name, text);
        }

        return await RunAsync();
    }

    private async Task<IReadOnlyList<LoadReport>> RunAsync(int later = 0)
    {
        clock.Now += TimeSpan.FromMinutes(later);
        var reports = new List<LoadReport>();
        await foreach (var report in new SourceRun(inbox, database.Loader, clock).RunAsync("made", CancellationToken.None))
        {
            reports.Add(report);
        }

        return reports;
    }

    private void Put(string name, string text)
    {
        var path = Path.Combine(inbox.FolderOf("made"), name);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, clock.Now.UtcDateTime);
    }

    private async Task<long> CountAsync(string table) => (long)(await database.Database.AskAsync($"select count(*) from {table}"))!;
}
