using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;
using Scrutiny.Database;
using Scrutiny.QuestionLedger;

namespace Scrutiny.Ingest.Ledger;

/// <summary>Erases what is due. May run at any time and any number of times.</summary>
[DisallowConcurrentExecution]
internal sealed partial class RetentionJob(NpgsqlDataSource database, IOptions<LedgerSettings> settings, ILogger<RetentionJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var erased = await Retention.RunAsync(database, FilesOf(settings.Value), settings.Value.KeepContactDays, cancellationToken);
            if (erased.Due + erased.Again > 0)
            {
                Erased(erased.Due, erased.Again);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SentenceException)
        {
            // Nothing is erased without its line in the ledger; the next run tries again.
            NotErased(fault.Message);
        }
    }

    internal static IReadOnlyList<ErasureFile> FilesOf(LedgerSettings settings) =>
        [new(settings.ErasureFile ?? DataFolder.Open().PathOf(ErasureFile.Name)), .. settings.SecondErasureFile is { } second ? new[] { new ErasureFile(second) } : []];

    [LoggerMessage(Level = LogLevel.Information, Message = "addresses erased: {Due} were due, {Again} had come back")]
    private partial void Erased(int due, int again);

    [LoggerMessage(Level = LogLevel.Error, Message = "nothing could be erased: {Reason}")]
    private partial void NotErased(string reason);
}
