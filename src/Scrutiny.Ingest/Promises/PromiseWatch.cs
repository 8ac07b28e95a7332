using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Scrutiny.Database;

namespace Scrutiny.Ingest.Promises;

/// <summary>Has promises judged whenever something is published, and whenever a meeting moves on, since it may be over then.</summary>
internal sealed partial class PromiseWatch(NpgsqlDataSource database, PromiseJudge judge, ILogger<PromiseWatch> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await new ChannelListener(database, "scrutiny_published").ListenAsync(judge.JudgeAsync, fault => Lost(fault.Message), stoppingToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "promises can't be judged and are judged again later: {Reason}")]
    private partial void Lost(string reason);
}
