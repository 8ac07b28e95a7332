using Npgsql;
using Quartz;
using Scrutiny.QuestionLedger;

namespace Scrutiny.Ingest.Ledger;

/// <summary>Counts questions for everybody: how many came, what became of them and how long it took.</summary>
[DisallowConcurrentExecution]
internal sealed class CountJob(NpgsqlDataSource database) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await QuestionDesk.CountAsync(connection, cancellationToken);
    }
}
