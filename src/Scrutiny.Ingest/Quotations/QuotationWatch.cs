using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Scrutiny.Database;

namespace Scrutiny.Ingest.Quotations;

/// <summary>
/// Has quotations compared whenever a figure may have changed or been quoted: at each publication and each load, also one that waits, and when papers,
/// an answer or what happens in a meeting become public. Two channels tell of it; what was missed is looked at with the next connection.
/// </summary>
internal sealed partial class QuotationWatch(NpgsqlDataSource database, CorrectionKeeper keeper, ILogger<QuotationWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private static readonly string[] Published = ["publication:", "pack:", "question:", "meeting:"];
    private static readonly string[] Working = ["load:"];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ListenAsync("scrutiny_published", Published, stoppingToken), ListenAsync("scrutiny_working", Working, stoppingToken));

    private Task ListenAsync(string channel, string[] heard, CancellationToken cancel) => new ChannelListener(database, channel).ListenAsync(
        (payloads, token) => payloads.Count == 0 || payloads.Any(payload => heard.Any(kind => payload.StartsWith(kind, StringComparison.Ordinal))) ? CompareAsync(token) : Task.CompletedTask,
        fault => Lost(fault.Message),
        cancel);

    // What rings while it waits is compared at once: all that was ever quoted is looked at each time.
    private async Task CompareAsync(CancellationToken cancel)
    {
        await Task.Delay(Pace, cancel);
        try
        {
            await keeper.CompareAsync(cancel);
        }
        catch (Exception fault) when (fault is JsonException or InvalidCastException or OverflowException or ArgumentException or KeyNotFoundException)
        {
            // Something that was kept can't be read: that must not end the watch over all else.
            Lost(fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "quoted figures can't be compared and are compared again later: {Reason}")]
    private partial void Lost(string reason);
}
