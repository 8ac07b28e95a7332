using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Scrutiny.Database;

namespace Scrutiny.Ingest.Letters;

/// <summary>Looks at letters whenever something is done to a meeting or letter, and every quarter of an hour, since a reply becomes due by waiting.</summary>
internal sealed partial class LetterWatch(NpgsqlDataSource database, LetterReminders reminders, ILogger<LetterWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(15);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ListenAsync(stoppingToken), TickAsync(stoppingToken));

    private async Task ListenAsync(CancellationToken cancel) => await new ChannelListener(database, "scrutiny_working").ListenAsync(
        (payloads, token) => payloads.Count == 0 || payloads.Any(payload => payload.StartsWith("meeting:", StringComparison.Ordinal)) ? reminders.UpdateAsync(token) : Task.CompletedTask,
        fault => Lost(fault.Message),
        cancel);

    private async Task TickAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Pace);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                try
                {
                    await reminders.UpdateAsync(cancel);
                }
                catch (Exception fault) when (fault is NpgsqlException or TimeoutException or InvalidOperationException)
                {
                    Lost(fault.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "letters can't be looked at and are looked at again later: {Reason}")]
    private partial void Lost(string reason);
}
