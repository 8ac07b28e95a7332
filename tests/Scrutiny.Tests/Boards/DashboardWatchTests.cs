using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Scrutiny.Web;
using Scrutiny.Web.Figures;

namespace Scrutiny.Tests.Boards;

[Category("Slow")]
internal sealed class DashboardWatchTests
{
    [Test]
    public async Task A_saved_board_is_live_within_seconds_and_a_broken_one_changes_nothing()
    {
        using var dashboards = MadeBoards.Create();
        var current = new CurrentCatalogue(dashboards.Folder, Audience.Public);
        using var watch = new DashboardWatch(current, TimeProvider.System, NullLogger<DashboardWatch>.Instance);
        await watch.StartAsync(CancellationToken.None);

        dashboards.Change("boards/made", "title: Things\n", "title: More things\n");
        await UntilAsync(() => current.Value.Boards["made"].Value.Title == "More things");
        dashboards.Change("boards/made", "title: More things\n", "titel: Broken\n");
        await UntilAsync(() => current.Faults.Count > 0);

        Assert.That(current.Value.Boards["made"].Value.Title, Is.EqualTo("More things"));
        await watch.StopAsync(CancellationToken.None);
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        for (var started = Stopwatch.StartNew(); !done();)
        {
            Assert.That(started.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), "the change was not seen");
            await Task.Delay(50);
        }
    }
}
