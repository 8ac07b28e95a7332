using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Scrutiny.Database;

namespace Scrutiny.Ingest.Quotations;

/// <summary>
/// Has quotations compared whenever a figure may have changed or been quoted: at each publication and each load, also one that waits, and when papers
/// or an answer become public. Two channels tell of it; what was missed is looked at with the next connection.
/// </summary>
internal sealed partial class QuotationWatch(NpgsqlDataSource database, CorrectionKeeper keeper, ILogger<QuotationWatch> log) : BackgroundService
{
    private static readonly string[] Published = ["publication:", "pack:", "question:"];
    private static readonly string[] Working = ["load:"];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ListenAsync("scrutiny_published", Published, stoppingToken), ListenAsync("scrutiny_working", Working, stoppingToken));

    private Task ListenAsync(string channel, string[] heard, CancellationToken cancel) => new ChannelListener(database, channel).ListenAsync(
        (payloads, token) => payloads.Count == 0 || payloads.Any(payload => heard.Any(kind => payload.StartsWith(kind, StringComparison.Ordinal))) ? keeper.CompareAsync(token) : Task.CompletedTask,
        fault => Lost(fault.Message),
        cancel);

    [LoggerMessage(Level = LogLevel.Warning, Message = "quoted figures can't be compared and are compared again later: {Reason}")]
    private partial void Lost(string reason);
}
