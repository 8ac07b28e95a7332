using Npgsql;
using Scrutiny.Database;
using Scrutiny.Releases;
using Scrutiny.Requests;

namespace Scrutiny.Tests.Releases;

/// <summary>What was published can be put right, and taken off, in public.</summary>
[Category("Slow")]
[Category("L-3")]
internal sealed class LoadWithdrawalTests
{
    [Test]
    public async Task A_withdrawn_load_is_gone_from_the_public_past_and_present_and_what_stood_before_stands_again()
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        await desk.PublishedAsync(ReleaseDesk.One);
        var load = await desk.PublishedAsync(ReleaseDesk.Two);
        var between = TimeProvider.System.GetUtcNow();
        var receipt = (await desk.Database.PublicAsync("things")).Single().Receipt;

        var outcome = await desk.AskAsync(RequestKind.Withdraw, load, reason: "The wrong file.");

        Assert.Multiple(async () =>
        {
            Assert.That(outcome, Does.StartWith("done: Withdrawn: 1 figure is off every public page"));
            Assert.That((await desk.PublicAsync(), await desk.WorkingAsync()), Is.EqualTo((1m, 1m)));
            Assert.That(await desk.PublicAsync(between), Is.Null, "the past does not show it either");
            Assert.That(await desk.Database.ReceiptAsync(receipt), Is.Null);
            Assert.That(await desk.TextAsync("select count(*) from published.observation where value = 2"), Is.EqualTo("0"));
            Assert.That(await desk.TextAsync($"select count(*) from published.row_block where load_id = '{load}'"), Is.EqualTo("0"));
            Assert.That(await desk.TextAsync("select count(*) from working.observation where value = 2"), Is.EqualTo("1"), "staff keep it");
            Assert.That(await desk.TextAsync("select kind || ' ' || figures || ' ' || reason from published.notice"), Is.EqualTo("withdrawal 1 The wrong file."));
            Assert.That(await desk.TextAsync("select count(*) from audit.entry where act = 'load-withdrawn'"), Is.EqualTo("1"));
        });
        await using var connection = await desk.Database.OpenAsync(DatabaseRole.Public, "published");
        Assert.That(await WithdrawnReceipt.ReadAsync(connection, receipt, CancellationToken.None), Is.Not.Null.And.Property("Reason").EqualTo("The wrong file."));
    }

    [Test]
    public async Task A_first_load_leaves_no_figure_and_may_be_delivered_and_published_anew()
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        var load = await desk.PublishedAsync(ReleaseDesk.One);

        await desk.AskAsync(RequestKind.Withdraw, load, reason: "Too soon.");
        var gone = await desk.PublicAsync();
        var again = await desk.PublishedAsync(ReleaseDesk.One);

        Assert.That((gone, again == load, await desk.PublicAsync()), Is.EqualTo(((decimal?)null, false, (decimal?)1)));
    }

    [Test]
    public async Task Loads_are_withdrawn_in_any_order_and_the_newest_that_is_left_stands([Values] bool newestFirst)
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        await desk.PublishedAsync(ReleaseDesk.One);
        var loads = new List<string> { await desk.PublishedAsync(ReleaseDesk.Two), await desk.PublishedAsync(ReleaseDesk.Two.Replace(",2\n", ",3\n", StringComparison.Ordinal)) };
        if (newestFirst)
        {
            loads.Reverse();
        }

        await desk.AskAsync(RequestKind.Withdraw, loads[0], reason: "Wrong.");
        var between = (await desk.PublicAsync(), await desk.WorkingAsync());
        await desk.AskAsync(RequestKind.Withdraw, loads[1], reason: "Wrong too.");

        Assert.That(between, Is.EqualTo(newestFirst ? ((decimal?)2, (decimal?)2) : (3, 3)));
        Assert.That((await desk.PublicAsync(), await desk.WorkingAsync()), Is.EqualTo(((decimal?)1, (decimal?)1)));
    }

    [Test, Category("B-7")]
    public async Task What_is_withdrawn_once_is_not_withdrawn_again_and_what_waits_not_at_all()
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        var load = await desk.PublishedAsync(ReleaseDesk.One);
        var waiting = (await desk.Database.LoadTextAsync(ReleaseDesk.Two)).Load;

        await desk.AskAsync(RequestKind.Withdraw, load, reason: "Wrong.");
        var again = await desk.AskAsync(RequestKind.Withdraw, load, reason: "Wrong.", by: "Ann Other");
        var early = await desk.AskAsync(RequestKind.Withdraw, waiting, reason: "Wrong.");
        var approved = await desk.AskAsync(RequestKind.Approve, load);

        Assert.That(again, Does.Match($"^failed: Load '{load}' was withdrawn already by Pub Lisher at [-0-9]+ [0-9:]+ UTC\\.$"));
        Assert.That(early, Is.EqualTo($"failed: Load '{waiting}' is not published, so there is nothing to withdraw."));
        Assert.That(approved, Does.Contain("has been withdrawn; deliver the file again"));
    }

    [Test]
    public async Task Ingest_can_take_no_published_figure_away_without_a_notice()
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        var load = await desk.PublishedAsync(ReleaseDesk.One);

        Assert.ThrowsAsync<PostgresException>(() => desk.Database.Database.AskAsync(DatabaseRole.Ingest, "delete from published.observation"));
        Assert.ThrowsAsync<PostgresException>(() => desk.Database.Database.AskAsync(DatabaseRole.Ingest, $"select published.withdraw_figures('{load}', 1)"));
        Assert.ThrowsAsync<PostgresException>(() => desk.Database.Database.AskAsync(DatabaseRole.Staff, $"select published.withdraw_figures('{load}', 1)"));
        Assert.That(await desk.PublicAsync(), Is.EqualTo(1m));
    }

    [Test]
    public async Task A_correction_says_which_figure_changed_from_what_to_what_and_a_withdrawal_reaches_it_there()
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        await desk.PublishedAsync(ReleaseDesk.One);
        var load = await desk.PublishedAsync(ReleaseDesk.Two, correction: "A cell was shifted.");
        await using var connection = await desk.Database.OpenAsync(DatabaseRole.Public, "published");
        var before = await PublicNotices.ReadAsync(connection, "things", "E23000030", 10, CancellationToken.None);
        var changes = await PublicNotices.ChangesAsync(connection, before, null, null, 10, CancellationToken.None);
        var kent = await PublicNotices.ReadAsync(connection, "things", "E23000032", 10, CancellationToken.None);

        await desk.AskAsync(RequestKind.Withdraw, load, reason: "Wrong again.");

        var after = await PublicNotices.ReadAsync(connection, null, null, 10, CancellationToken.None);
        Assert.Multiple(async () =>
        {
            Assert.That(before.Single(), Is.EqualTo(before.Single() with { Kind = NoticeKind.Correction, Reason = "A cell was shifted.", Figures = 1 }));
            Assert.That(changes.Select(change => (change.Area, change.Old!.Value, change.New!.Value)), Is.EqualTo(new[] { ("E23000030", (decimal?)1, (decimal?)2) }));
            Assert.That(kent, Is.Empty, "Kent's figure did not change");
            Assert.That(after.Select(notice => notice.Kind), Is.EqualTo(new[] { NoticeKind.Withdrawal, NoticeKind.Correction }));
            Assert.That((await PublicNotices.ChangesAsync(connection, after, null, null, 10, CancellationToken.None)).Single(), Has.Property("New").Null.And.Property("TakenBack").False);
        });
    }

    [Test]
    public async Task A_load_that_changes_nothing_published_corrects_nothing()
    {
        await using var desk = await ReleaseDesk.OpenAsync();
        var load = (await desk.Database.LoadTextAsync(ReleaseDesk.One)).Load;

        var outcome = await desk.AskAsync(RequestKind.Approve, load, new ReleaseDetail { Correction = "Nothing was wrong." });

        Assert.That(outcome, Does.StartWith("failed: This load changes no figure that is published, so it corrects nothing"));
        Assert.That(await desk.TextAsync("select publication || (select count(*) from published.publication) from working.load"), Is.EqualTo("waiting0"));
    }
}
