using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Leaks;

/// <summary>A measure that is for staff only is hidden by the database, not by a list of names: nothing of it is ever copied to where the public reads.</summary>
[Category("L-8")]
internal sealed class StaffOnlyTests
{
    private const string File = "force,month,things\nKent,2018-04,1\n";

    [TestCase("on-load")]
    [TestCase("on-approval")]
    public async Task A_load_of_a_measure_for_staff_is_accepted_and_not_published(string publish)
    {
        await using var database = await LoaderTests.OpenAsync(dashboards => ForStaff(dashboards).Change("sources/made", "publish: on-load", $"publish: {publish}"));

        var report = await database.LoadTextAsync(File);
        var again = Assert.CatchAsync<SentenceException>(() => database.Approval.ApproveAsync(report.Load, CancellationToken.None))!;

        Assert.That((report.State, report.Publication), Is.EqualTo((LoadState.Accepted, "none")));
        Assert.That(again.Message, Does.Contain("is for staff only"));
        Assert.That(await database.Database.AskAsync("select (select count(*) from published.publication) + (select count(*) from published.load) + (select count(*) from published.series) + (select count(*) from published.row_block)"), Is.Zero);
        Assert.That(await database.WorkingAsync("things", "E23000032"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task One_that_waited_in_quarantine_is_accepted_and_not_published()
    {
        await using var database = await LoaderTests.OpenAsync(dashboards => ForStaff(dashboards).Change("sources/made", "checks: []", "checks:\n  - { name: Things, bounds: { measure: things, least: 5 }, otherwise: quarantine }"));
        var report = await database.LoadTextAsync(File);

        await database.Approval.ApproveAsync(report.Load, CancellationToken.None);

        Assert.That(report.State, Is.EqualTo(LoadState.Quarantined));
        Assert.That(await database.Database.AskAsync("select state || ' ' || publication from working.load"), Is.EqualTo("accepted none"));
        Assert.That(await database.Database.AskAsync("select count(*) from published.publication"), Is.Zero);
    }

    [Test]
    public void A_source_brings_measures_for_staff_or_for_all_and_never_both()
    {
        using var dashboards = ForStaff(MadeDashboards.Long()).With("measures/others", MadeDashboards.MonthlyCount.Replace("name: Things", "name: Others", StringComparison.Ordinal));

        Assert.That(dashboards.Faults().Select(fault => fault.ToString()), Has.Some.Contains("This measure is for staff only, but its source 'made' brings 'others' too"));
    }

    [Test]
    public async Task A_loads_label_cannot_be_worked_out_from_what_a_receipt_shows()
    {
        await using var database = await LoaderTests.OpenAsync();
        var first = await database.LoadTextAsync(File);
        await using var other = await LoaderTests.OpenAsync();
        var second = await other.LoadTextAsync(File);

        Assert.That((first.FileSha256 == second.FileSha256, first.Load == second.Load), Is.EqualTo((true, false)));
        Assert.That(first.Load, Does.Match("^[a-z0-9]{12}$"));
    }

    private static MadeDashboards ForStaff(MadeDashboards dashboards) => dashboards.Change("measures/things", "name: Things\n", "name: Things\naudience: staff\n");
}
