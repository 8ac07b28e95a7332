using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Scrutiny.Database;

namespace Scrutiny.Ingest.Feeds;

/// <summary>Keeps the record of the feeds after every load and decision, and once a minute, since a return becomes late by waiting.</summary>
internal sealed partial class FeedWatch(NpgsqlDataSource database, FeedRecord record, ILogger<FeedWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ListenAsync(stoppingToken), TickAsync(stoppingToken));

    private async Task ListenAsync(CancellationToken cancel) => await new ChannelListener(database, "scrutiny_working").ListenAsync(
        (payloads, token) => payloads.Count == 0 || payloads.Any(payload => payload.StartsWith("load:", StringComparison.Ordinal)) ? record.UpdateAsync(token) : Task.CompletedTask,
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
                    await record.UpdateAsync(cancel);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "the record of the feeds can't be kept and is tried again: {Reason}")]
    private partial void Lost(string reason);
}
