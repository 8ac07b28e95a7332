using Npgsql;
using Scrutiny.Ingest.Loading;
using Scrutiny.Tests.Dashboards;

namespace Scrutiny.Tests.Loading;

[Category("Slow")]
[Category("L-3")]
internal sealed class ApprovalTests
{
    private const string Zero = "force,month,things\nKent,2018-04,0\n";
    private const string One = "force,month,things\nKent,2018-04,1\n";
    private const string Two = "force,month,things\nKent,2018-04,2\n";
    private const string Checked = "checks: [{ name: Sum, otherwise: quarantine, stated_total: { text: 'Total (?<total>\\d+)', measure: things } }]";

    [Test]
    public async Task The_public_sees_nothing_before_the_approval_and_all_of_it_after()
    {
        await using var database = await OnApprovalAsync();
        var report = await database.LoadTextAsync(One);

        var publicBefore = await PublicAsync(database);
        var working = await WorkingAsync(database);
        await database.Approval.ApproveAsync(report.Load, CancellationToken.None);

        Assert.Multiple(async () =>
        {
            Assert.That(report.Publication, Is.EqualTo("waiting"));
            Assert.That((publicBefore, working), Is.EqualTo(((decimal?)null, (decimal?)1)));
            Assert.That(await PublicAsync(database), Is.EqualTo(1m));
            Assert.That(await database.Database.AskAsync("select p.known_from > w.known_from from published.observation p, working.observation w"), Is.True, "the public's clock starts at the publication");
        });
    }

    [Test]
    public async Task Nothing_of_a_load_that_waits_stands_in_the_published_schema()
    {
        await using var database = await OnApprovalAsync();
        var before = await database.RowCountsAsync();

        await database.LoadTextAsync(One);

        Assert.That((await database.RowCountsAsync()).Where(line => line.StartsWith("published.", StringComparison.Ordinal)), Is.EqualTo(before.Where(line => line.StartsWith("published.", StringComparison.Ordinal))));
    }

    [Test]
    public async Task A_rejected_load_gives_way_to_what_stood_before()
    {
        await using var database = await OnApprovalAsync();
        await database.Approval.ApproveAsync((await database.LoadTextAsync(Zero)).Load, CancellationToken.None);
        var report = await database.LoadTextAsync(One);

        await database.Approval.RejectAsync(report.Load, "A typing error.", CancellationToken.None);

        Assert.Multiple(async () =>
        {
            Assert.That(await WorkingAsync(database), Is.Zero);
            Assert.That(await PublicAsync(database), Is.Zero);
            Assert.That(await database.Database.AskAsync($"select publication || ' by ' || decided_by || ': ' || decided_reason from working.load where load_id = '{report.Load}'"), Is.EqualTo("rejected by cli: A typing error."));
            Assert.That((await database.LoadTextAsync(One)).Revised, Is.EqualTo(1), "the same bytes may come again after a rejection");
        });
    }

    [Test]
    public async Task A_rejected_first_load_leaves_no_figure()
    {
        await using var database = await OnApprovalAsync();

        await database.Approval.RejectAsync((await database.LoadTextAsync(One)).Load, "Not yet.", CancellationToken.None);

        Assert.That(await WorkingAsync(database), Is.Null);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task When_two_loads_that_wait_are_both_rejected_neither_comes_back(bool newestFirst)
    {
        await using var database = await OnApprovalAsync();
        await database.Approval.ApproveAsync((await database.LoadTextAsync(Zero)).Load, CancellationToken.None);
        var loads = new List<string> { (await database.LoadTextAsync(One)).Load, (await database.LoadTextAsync(Two)).Load };
        if (newestFirst)
        {
            loads.Reverse();
        }

        await database.Approval.RejectAsync(loads[0], "Wrong.", CancellationToken.None);
        var between = await WorkingAsync(database);
        await database.Approval.RejectAsync(loads[1], "Wrong as well.", CancellationToken.None);

        Assert.That((between, await WorkingAsync(database)), Is.EqualTo((newestFirst ? 1m : (decimal?)2m, (decimal?)0m)));
    }

    [Test]
    public async Task Approving_the_newer_of_two_first_keeps_the_older_from_taking_its_place()
    {
        await using var database = await OnApprovalAsync();
        var older = await database.LoadTextAsync(One);
        var newer = await database.LoadTextAsync(Two);

        await database.Approval.ApproveAsync(newer.Load, CancellationToken.None);
        await database.Approval.ApproveAsync(older.Load, CancellationToken.None);

        Assert.That(await PublicAsync(database), Is.EqualTo(2m));
    }

    [Test]
    public async Task A_load_that_repeats_a_waiting_one_publishes_what_it_says_though_the_other_is_rejected([Values] bool rejectedFirst, [Values] bool isFirst)
    {
        await using var database = await OnApprovalAsync();
        if (!isFirst)
        {
            await database.Approval.ApproveAsync((await database.LoadTextAsync(Zero)).Load, CancellationToken.None);
        }

        var first = (await database.LoadTextAsync(One)).Load;
        var second = await database.LoadTextAsync(One + "\n");
        foreach (var reject in new[] { rejectedFirst, !rejectedFirst })
        {
            await (reject ? database.Approval.RejectAsync(first, "The wrong day.", CancellationToken.None) : database.Approval.ApproveAsync(second.Load, CancellationToken.None));
        }

        Assert.That(second.Unchanged, Is.EqualTo(1));
        Assert.That((await PublicAsync(database), await WorkingAsync(database)), Is.EqualTo((1m, 1m)));
        Assert.That((await database.ReceiptAsync((await database.PublicAsync("things", "E23000032")).Single().Receipt))!.Load, Is.EqualTo(second.Load), "its receipt leads to the file that was approved");
    }

    [Test]
    public async Task Approving_a_load_that_repeats_another_leaves_what_came_later()
    {
        await using var database = await OnApprovalAsync();
        await database.LoadTextAsync(One);
        var repeats = await database.LoadTextAsync(One + "\n");
        var newest = await database.LoadTextAsync(Two);

        await database.Approval.ApproveAsync(repeats.Load, CancellationToken.None);
        var between = await WorkingAsync(database);
        await database.Approval.ApproveAsync(newest.Load, CancellationToken.None);

        Assert.That((between, await PublicAsync(database)), Is.EqualTo((2m, 2m)));
    }

    [Test, Category("B-7")]
    public async Task What_is_decided_once_is_not_decided_again()
    {
        await using var database = await OnApprovalAsync();
        var load = (await database.LoadTextAsync(One)).Load;
        await database.Approval.ApproveAsync(load, CancellationToken.None);

        var again = Assert.ThrowsAsync<SentenceException>(() => database.Approval.ApproveAsync(load, CancellationToken.None));
        var reject = Assert.ThrowsAsync<SentenceException>(() => database.Approval.RejectAsync(load, "Late.", CancellationToken.None));
        var unknown = Assert.ThrowsAsync<SentenceException>(() => database.Approval.ApproveAsync("nonsense0000", CancellationToken.None));

        Assert.That(new[] { again!.Message, reject!.Message, unknown!.Message }.Select(sentence => System.Text.RegularExpressions.Regex.Replace(sentence, " at [-0-9]+ [0-9:]+ UTC", "")), Is.EqualTo(new[]
        {
            $"Load '{load}' is published already by cli.", $"Load '{load}' is published already by cli.",
            "There is no load 'nonsense0000'; ./scrutiny sources list shows the last one of each source.",
        }));
    }

    [Test, Category("B-7")]
    public async Task Of_many_who_decide_at_once_one_wins()
    {
        await using var database = await OnApprovalAsync();
        var load = (await database.LoadTextAsync(One)).Load;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            try
            {
                await (i % 2 == 0 ? database.Approval.ApproveAsync(load, CancellationToken.None) : database.Approval.RejectAsync(load, "No.", CancellationToken.None));
                return 1;
            }
            catch (SentenceException)
            {
                return 0;
            }
        })));

        Assert.That(outcomes.Sum(), Is.EqualTo(1));
        Assert.That(await database.Database.AskAsync("select count(*) from published.publication"), Is.EqualTo(await database.Database.AskAsync("select count(*) from working.load where publication = 'published'")));
    }

    [Test, Category("B-7"), Category("Long")]
    public async Task A_thousand_times_two_decide_at_once_and_each_time_one_wins_and_one_is_told_so()
    {
        const int Races = 1000;
        await using var database = await OnApprovalAsync();
        var losers = new List<string>();
        for (var race = 0; race < Races; race++)
        {
            var load = (await database.LoadTextAsync($"force,month,things\nHampshire,2018-04,{race}\n")).Load;
            var outcomes = await Task.WhenAll(
                LosesAsync(() => database.Approval.ApproveAsync(load, CancellationToken.None)),
                LosesAsync(() => race % 2 == 0 ? database.Approval.ApproveAsync(load, CancellationToken.None) : database.Approval.RejectAsync(load, "No.", CancellationToken.None)));
            losers.AddRange(outcomes.OfType<string>());
        }

        Assert.That(losers, Has.Count.EqualTo(Races).And.All.Match("(is published already|was rejected) by cli at "));
        Assert.That(await database.Database.AskAsync("select count(*) from audit.entry where act in ('load-approved', 'load-rejected')"), Is.EqualTo(Races));
        Assert.That(await database.Database.AskAsync("select count(distinct subject_id) from audit.entry where act in ('load-approved', 'load-rejected')"), Is.EqualTo(Races));

        static async Task<string?> LosesAsync(Func<Task> decide)
        {
            try
            {
                await Task.Run(decide);
                return null;
            }
            catch (SentenceException told)
            {
                return told.Message;
            }
        }
    }

    [Test, Category("B-1")]
    public async Task An_approval_that_is_cut_off_leaves_the_load_waiting()
    {
        await using var database = await OnApprovalAsync();
        var load = (await database.LoadTextAsync(One)).Load;
        var before = await database.RowCountsAsync();
        await using var turn = await Turn.HoldAsync(database);
        var approval = database.Approval.ApproveAsync(load, CancellationToken.None);
        await turn.UntilSomebodyWaitsAsync();

        await database.Database.AskAsync("select count(pg_terminate_backend(pid)) from pg_locks where locktype = 'advisory' and not granted");

        Assert.CatchAsync<NpgsqlException>(() => approval);
        await turn.DisposeAsync();
        Assert.That(await database.RowCountsAsync(), Is.EqualTo(before));
        await database.Approval.ApproveAsync(load, CancellationToken.None);
        Assert.That(await PublicAsync(database), Is.EqualTo(1m));
    }

    [TestCase("publish: on-load")]
    [TestCase("publish: on-approval")]
    public async Task A_file_whose_check_fails_waits_in_quarantine_and_is_read_again_when_it_is_approved(string publish)
    {
        await using var database = await LoaderTests.OpenAsync(dashboards => dashboards.Change("sources/made", "checks: []", Checked).Change("sources/made", "publish: on-load", publish));

        var report = await database.LoadTextAsync("Total 7,,\n" + One);
        var working = await WorkingAsync(database);
        await database.Approval.ApproveAsync(report.Load, CancellationToken.None);

        Assert.Multiple(async () =>
        {
            Assert.That((report.State, report.Publication), Is.EqualTo((LoadState.Quarantined, "waiting")));
            Assert.That(report.Reason, Is.EqualTo("Sum: the file states 7, its 1 values add up to 1, a difference of -6."));
            Assert.That(working, Is.Null, "a quarantined file counts nowhere");
            Assert.That(await PublicAsync(database), Is.EqualTo(1m));
            Assert.That(await WorkingAsync(database), Is.EqualTo(1m));
            var receipt = await database.ReceiptAsync((await database.PublicAsync("things", "E23000032")).Single().Receipt);
            Assert.That((receipt!.Raw, receipt.Row, receipt.FileRow!.Row.Cells[0]), Is.EqualTo(("1", 3, "Kent")));
        });
    }

    [Test]
    public async Task A_quarantined_file_that_is_rejected_leaves_no_trace_in_the_figures()
    {
        await using var database = await LoaderTests.OpenAsync(dashboards => dashboards.Change("sources/made", "checks: []", Checked));
        var report = await database.LoadTextAsync("Total 7,,\n" + One);

        await database.Approval.RejectAsync(report.Load, "The total is right.", CancellationToken.None);

        Assert.That((await WorkingAsync(database), await PublicAsync(database)), Is.EqualTo(((decimal?)null, (decimal?)null)));
    }

    [Test]
    public async Task A_check_that_holds_lets_the_file_through()
    {
        await using var database = await LoaderTests.OpenAsync(dashboards => dashboards.Change("sources/made", "checks: []", Checked));

        var report = await database.LoadTextAsync("Total 1,,\n" + One);

        Assert.That((report.State, report.Notes), Is.EqualTo((LoadState.Accepted, Array.Empty<string>())));
    }

    private static Task<LoadingDatabase> OnApprovalAsync() => LoaderTests.OpenAsync(dashboards => dashboards.Change("sources/made", "publish: on-load", "publish: on-approval"));

    private static async Task<decimal?> PublicAsync(LoadingDatabase database) => (await database.PublicAsync("things", "E23000032")).SingleOrDefault()?.Value;

    private static async Task<decimal?> WorkingAsync(LoadingDatabase database) => (await database.WorkingAsync("things", "E23000032")).SingleOrDefault()?.Value;
}
