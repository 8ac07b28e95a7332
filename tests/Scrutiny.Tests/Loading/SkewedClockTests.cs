using Scrutiny.Ingest.Loading;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Scheduling;

namespace Scrutiny.Tests.Loading;

/// <summary>The loader on a machine whose clock is wrong: what the public sees is decided by a committed change, and dated by the database's clock.</summary>
[Category("E-1")]
internal sealed class SkewedClockTests
{
    private const string Csv = "force,month,things\nHampshire,2018-04,10\n";

    private static IEnumerable<TimeSpan> Skews() => [TimeSpan.FromMinutes(10), TimeSpan.FromDays(1), TimeSpan.FromHours(-1)];

    [TestCaseSource(nameof(Skews))]
    public async Task What_waits_for_approval_is_not_seen_before_it_and_is_dated_by_the_databases_clock(TimeSpan skew)
    {
        using var dashboards = MadeDashboards.Long().Change("sources/made", "publish: on-load", "publish: on-approval");
        await using var database = await LoadingDatabase.CreateAsync(dashboards.Read());
        var clock = new ShiftedClock(skew);
        var report = await database.LoadTextAsync(Csv, loader: new Loader(database.Ingest, database.Catalogue, clock));

        var early = await database.PublicAsync("things");
        var earlyByTheWrongClock = await database.PublicAsync("things", asKnown: clock.GetUtcNow());
        await new Approval(database.Ingest, database.Catalogue, clock).ApproveAsync(report.Load, CancellationToken.None);
        var seen = await database.PublicAsync("things");

        Assert.That((early.Count, earlyByTheWrongClock.Count), Is.EqualTo((0, 0)));
        Assert.That(seen.Single().KnownFrom, Is.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromSeconds(30)));
    }

    [TestCaseSource(nameof(Skews))]
    public async Task What_is_published_on_load_is_dated_by_the_databases_clock(TimeSpan skew)
    {
        using var dashboards = MadeDashboards.Long();
        await using var database = await LoadingDatabase.CreateAsync(dashboards.Read());

        await database.LoadTextAsync(Csv, loader: new Loader(database.Ingest, database.Catalogue, new ShiftedClock(skew)));

        Assert.That((await database.PublicAsync("things")).Single().KnownFrom, Is.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public async Task A_moment_that_only_a_wrong_clock_has_reached_lies_in_the_future()
    {
        using var dashboards = MadeDashboards.Long();
        await using var database = await LoadingDatabase.CreateAsync(dashboards.Read());
        var clock = new ShiftedClock(TimeSpan.FromDays(1));

        Assert.That(
            async () => await database.LoadTextAsync(Csv, knownFrom: clock.GetUtcNow().AddHours(-1), loader: new Loader(database.Ingest, database.Catalogue, clock)),
            Throws.InstanceOf<SentenceException>().With.Message.StartsWith("--known-from lies in the future"));
        Assert.That(await database.PublicAsync("things"), Is.Empty);
    }
}
