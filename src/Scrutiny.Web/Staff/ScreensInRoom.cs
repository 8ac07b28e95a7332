using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using Scrutiny.Database;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Staff;

/// <summary>What the processes of the public site say of their big screens, for the control room; the page is told when it changes.</summary>
internal sealed class ScreensInRoom(NpgsqlDataSource database, StaffBell bell, TimeProvider clock) : BackgroundService
{
    // A process that says nothing for so long is gone, and its screens with it.
    private static readonly TimeSpan Silence = ScreenReporter.Pace * 5;

    private readonly ConcurrentDictionary<(string Node, string Meeting), (ScreenReport Report, DateTimeOffset Heard)> heard = new();
    private Dictionary<string, string> said = [];

    /// <summary>How the screens of a meeting stand, in words.</summary>
    public string Words(string meeting)
    {
        var reports = Fresh().Where(report => report.Meeting == meeting).ToList();
        var (count, behind) = (reports.Sum(report => report.Count), reports.Sum(report => report.Behind));
        var stand = (count, behind) switch
        {
            (0, _) => "No big screen is connected.",
            (1, 0) => "1 big screen is connected and shows this.",
            (1, _) => "1 big screen is connected and does not show this yet.",
            (_, 0) => string.Create(CultureInfo.InvariantCulture, $"{count} big screens are connected and show this."),
            _ => string.Create(CultureInfo.InvariantCulture, $"{count} big screens are connected; {behind} of them {(behind == 1 ? "does" : "do")} not show this yet."),
        };
        return reports.Max(report => report.SlowestMilliseconds) is { } slowest && count > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{stand} The last change took {slowest / 1000.0:0.0} s.")
            : stand;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) => await Task.WhenAll(
        new ChannelListener(database, ScreenReport.Channel).ListenAsync(HearAsync, _ => { }, stoppingToken),
        LookAsync(stoppingToken));

    private Task HearAsync(IReadOnlyCollection<string> payloads, CancellationToken cancel)
    {
        foreach (var report in payloads.Select(ScreenReport.Parse).OfType<ScreenReport>())
        {
            heard[(report.Node, report.Meeting)] = (report, clock.GetUtcNow());
        }

        return Task.CompletedTask;
    }

    // Also notices who has fallen silent.
    private async Task LookAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(ScreenReporter.Pace, clock);
        while (await timer.WaitForNextTickAsync(cancel))
        {
            foreach (var old in heard.Where(one => clock.GetUtcNow() - one.Value.Heard > Silence))
            {
                heard.TryRemove(old);
            }

            var now = heard.Keys.Select(key => key.Meeting).Distinct().ToDictionary(meeting => meeting, Words);
            if (now.Count != said.Count || now.Any(one => said.GetValueOrDefault(one.Key) != one.Value))
            {
                bell.Ring("screens");
            }

            said = now;
        }
    }

    private IEnumerable<ScreenReport> Fresh() => heard.Values.Where(one => clock.GetUtcNow() - one.Heard <= Silence).Select(one => one.Report);
}
