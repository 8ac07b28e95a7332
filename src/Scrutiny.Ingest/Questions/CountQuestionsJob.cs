using Npgsql;
using Quartz;
using Scrutiny.QuestionLedger;

namespace Scrutiny.Ingest.Questions;

/// <summary>Counts all questions from the public anew, for the page that says how they are treated. May run at any time and any number of times.</summary>
[DisallowConcurrentExecution]
internal sealed class CountQuestionsJob(NpgsqlDataSource database) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await CountAsync(cancellationToken);

    internal async Task CountAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await QuestionDesk.CountAsync(connection, cancel);
        await transaction.CommitAsync(cancel);
    }
}
