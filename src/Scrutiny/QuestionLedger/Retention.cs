using Dapper;
using Npgsql;
using Scrutiny.Audit;

namespace Scrutiny.QuestionLedger;

/// <summary>Erases addresses whose time is over, and again what a restored backup brought back.</summary>
public static class Retention
{
    private const string DueSql = "select question.forget_due(@days)";

    /// <summary>Does what is due now; a second run does nothing.</summary>
    /// <param name="database">As the role of ingest.</param>
    /// <param name="files">The ledgers of erasures, the own one first.</param>
    /// <param name="days">So many days after the last word on a question its asker's address goes.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SentenceException">A ledger was changed by other means; nothing was erased.</exception>
    public static async Task<Erased> RunAsync(NpgsqlDataSource database, IReadOnlyList<ErasureFile> files, int days, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(files);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("set transaction read write", cancellationToken: cancel));
        var due = await connection.ExecuteScalarAsync<int>(new CommandDefinition(DueSql, new { days }, cancellationToken: cancel));
        var again = 0;
        foreach (var file in files)
        {
            again += await file.CompareAsync(connection, cancel);
        }

        if (due + again > 0)
        {
            await AuditTrail.AppendAsync(connection, "ingest", AuditAct.ContactsErased, "contacts", "due", new { Due = due, Again = again, Days = days }, cancel);
        }

        await transaction.CommitAsync(cancel);
        return new Erased(due, again);
    }
}

/// <summary>What was erased.</summary>
/// <param name="Due">Addresses whose time was over.</param>
/// <param name="Again">What had been erased before and came back with a restored backup.</param>
public sealed record Erased(int Due, int Again);
