using System.Text.Json;
using Dapper;
using Npgsql;

namespace Scrutiny.Audit;

/// <summary>The one way into the record of what was done.</summary>
public static class AuditTrail
{
    private static readonly JsonSerializerOptions Facts = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>
    /// Adds an entry in the caller's transaction: it stands or falls with what it records. Other writers wait until that transaction
    /// ends, so it comes last before the commit.
    /// </summary>
    /// <param name="connection">In a transaction, as a role that may append.</param>
    /// <param name="actor">A process (<c>ingest</c>, <c>cli</c>), or a role and its session (<c>publisher/7f3k9m2q</c>); never a name.</param>
    /// <param name="act">What was done.</param>
    /// <param name="subjectKind">Kind of what it was done to, for example <c>load</c>.</param>
    /// <param name="subjectId">Id of what it was done to.</param>
    /// <param name="facts">A flat object of slugs, ids, hashes and numbers; null for none.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="PostgresException">A field is not of the record's form, or the role may not append; the transaction fails.</exception>
    public static Task AppendAsync(NpgsqlConnection connection, string actor, AuditAct act, string subjectKind, string subjectId, object? facts, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition(
            "select audit.append(@actor, @act, @subjectKind, @subjectId, @facts::jsonb)",
            new { actor, act = act.Name(), subjectKind, subjectId, facts = JsonSerializer.Serialize(facts ?? new { }, Facts) },
            cancellationToken: cancel));
}
