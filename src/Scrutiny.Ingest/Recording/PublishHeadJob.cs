using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;
using Scrutiny.Audit;

namespace Scrutiny.Ingest.Recording;

/// <summary>
/// Publishes the record's head of the day, and writes to each file of heads the days that it lacks. May run at any time and any number
/// of times: a day has one head, the first.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class PublishHeadJob(NpgsqlDataSource database, RecordFiles files, ILogger<PublishHeadJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await PublishAsync(cancellationToken);

    internal async Task PublishAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await PublishedHeads.PublishAsync(connection, cancel);
        var heads = await PublishedHeads.ReadAsync(connection, limit: null, cancel);
        foreach (var file in files.All)
        {
            try
            {
                file.Add(heads);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SentenceException)
            {
                // The next run adds what is missing; the other files must not wait for it.
                NotWritten(file.Path, fault.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the record's heads can't be written to {Path}: {Reason}")]
    private partial void NotWritten(string path, string reason);
}
