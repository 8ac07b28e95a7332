using System.Net.Sockets;
using Dapper;
using Npgsql;

namespace Scrutiny.Web.Live;

/// <summary>Tells the control rooms, which are in other processes, how the big screens of this one stand: every second while there are any, and once more when they have gone.</summary>
internal sealed partial class ScreenReporter(NpgsqlDataSource database, OpenScreens screens, TimeProvider clock, ILogger<ScreenReporter> log) : BackgroundService
{
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        IReadOnlyList<ScreenReport> before = [];
        using var timer = new PeriodicTimer(Pace, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = screens.Reports();
            var gone = before.Where(report => report.Count > 0 && now.All(other => other.Meeting != report.Meeting)).Select(report => report with { Count = 0, Behind = 0, SlowestMilliseconds = null });
            ScreenReport[] reports = [.. now, .. gone];
            before = now;
            if (reports.Length == 0)
            {
                continue;
            }

            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                await connection.ExecuteAsync(new CommandDefinition(
                    "select pg_notify(@channel, report) from unnest(@reports) report", new { channel = ScreenReport.Channel, reports = reports.Select(report => report.ToString()).ToArray() }, cancellationToken: stoppingToken));
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException or IOException or SocketException or InvalidOperationException)
            {
                // The next second's report says the same.
                Lost(fault.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "how the screens stand could not be told: {Reason}")]
    private partial void Lost(string reason);
}
