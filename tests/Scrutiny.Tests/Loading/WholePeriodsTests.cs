using Scrutiny.Ingest.Loading;
using Scrutiny.Tests.Dashboards;

namespace Scrutiny.Tests.Loading;

/// <summary>A file of a source that holds whole periods takes the place of what came before for its periods.</summary>
[Category("Slow")]
[Category("L-3")]
internal sealed class WholePeriodsTests
{
    private const string Two = "force,month,things\nKent,2018-04,1\nSurrey,2018-04,5\nSurrey,2018-05,6\n";
    private const string Less = "force,month,things\nKent,2018-04,1\n";

    [Test]
    public async Task What_a_second_delivery_of_a_month_lacks_is_withdrawn_on_both_sides_and_reported()
    {
        await using var database = await OpenAsync("on-load");
        await database.LoadTextAsync(Two);

        var report = await database.LoadTextAsync(Less);

        Assert.Multiple(async () =>
        {
            Assert.That((report.Loaded, report.Unchanged, report.Revised), Is.EqualTo((0L, 1L, 1L)));
            Assert.That(report.Revisions, Is.EqualTo(new[] { new Revision("things", "E23000031", "total", "2018-04", 5m, null) { NewStatus = null } }));
            Assert.That((await SurreyAsync(database)).Public, Is.EqualTo(new[] { 6m }), "the other month stays");
            Assert.That((await SurreyAsync(database)).Working, Is.EqualTo(new[] { 6m }));
        });
    }

    [Test]
    public async Task What_was_withdrawn_may_come_again()
    {
        await using var database = await OpenAsync("on-load");
        await database.LoadTextAsync(Two);
        await database.LoadTextAsync(Less);

        var report = await database.LoadTextAsync(Two + "\n");

        Assert.That((report.Loaded, report.Unchanged, report.Revised), Is.EqualTo((1L, 2L, 0L)));
        Assert.That((await SurreyAsync(database)).Public, Is.EqualTo(new[] { 5m, 6m }));
    }

    [Test]
    public async Task A_withdrawal_waits_for_approval_like_any_change()
    {
        await using var database = await OpenAsync("on-approval");
        await database.Approval.ApproveAsync((await database.LoadTextAsync(Two)).Load, CancellationToken.None);
        var report = await database.LoadTextAsync(Less);
        var between = await SurreyAsync(database);

        await database.Approval.ApproveAsync(report.Load, CancellationToken.None);

        Assert.That((between.Public, between.Working), Is.EqualTo((new[] { 5m, 6m }, new[] { 6m })));
        Assert.That((await SurreyAsync(database)).Public, Is.EqualTo(new[] { 6m }));
    }

    [Test]
    public async Task A_withdrawal_that_is_rejected_is_undone()
    {
        await using var database = await OpenAsync("on-approval");
        await database.Approval.ApproveAsync((await database.LoadTextAsync(Two)).Load, CancellationToken.None);
        var report = await database.LoadTextAsync(Less);

        await database.Approval.RejectAsync(report.Load, "The file is not whole.", CancellationToken.None);

        var after = await SurreyAsync(database);
        Assert.That((after.Public, after.Working), Is.EqualTo((new[] { 5m, 6m }, new[] { 5m, 6m })));
    }

    [Test]
    public async Task Approving_a_load_that_repeats_another_withdraws_nothing_that_came_later()
    {
        await using var database = await OpenAsync("on-approval");
        await database.LoadTextAsync(Less);
        var repeats = await database.LoadTextAsync(Less + "\n");
        await database.LoadTextAsync(Two);

        await database.Approval.ApproveAsync(repeats.Load, CancellationToken.None);

        var after = await SurreyAsync(database);
        Assert.That((after.Public, after.Working), Is.EqualTo((Array.Empty<decimal>(), new[] { 5m, 6m })));
        Assert.That((await database.PublicAsync("things", "E23000032")).Single().Value, Is.EqualTo(1m));
    }

    private static Task<LoadingDatabase> OpenAsync(string publish) =>
        LoaderTests.OpenAsync(dashboards => dashboards.Change("sources/made", "publish: on-load", $"publish: {publish}\nwhole_periods: true"));

    private static async Task<(decimal[] Public, decimal[] Working)> SurreyAsync(LoadingDatabase database) =>
        ([.. (await database.PublicAsync("things", "E23000031")).Select(point => point.Value!.Value)], [.. (await database.WorkingAsync("things", "E23000031")).Select(point => point.Value!.Value)]);
}
