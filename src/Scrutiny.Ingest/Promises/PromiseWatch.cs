using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Scrutiny.Database;

namespace Scrutiny.Ingest.Promises;

/// <summary>Has promises judged whenever something is published, and when a meeting is over.</summary>
internal sealed partial class PromiseWatch(NpgsqlDataSource database, PromiseJudge judge, ILogger<PromiseWatch> log) : BackgroundService
{
    private const string Publication = "publication:";
    private const string Meeting = "meeting:";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await new ChannelListener(database, "scrutiny_published").ListenAsync(RingAsync, fault => Lost(fault.Message), stoppingToken);

    private async Task RingAsync(IReadOnlyCollection<string> payloads, CancellationToken cancel)
    {
        // Nothing: the connection is new, and anything may have been missed.
        var published = payloads.Count == 0 || payloads.Any(payload => payload.StartsWith(Publication, StringComparison.Ordinal));
        if (published || await judge.IsAnyOverAsync([.. payloads.Where(payload => payload.StartsWith(Meeting, StringComparison.Ordinal)).Select(payload => long.Parse(payload.AsSpan(Meeting.Length), CultureInfo.InvariantCulture))], cancel))
        {
            await judge.JudgeAsync(cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "promises can't be judged and are judged again later: {Reason}")]
    private partial void Lost(string reason);
}
