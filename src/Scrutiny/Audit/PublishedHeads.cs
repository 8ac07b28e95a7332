using Dapper;
using Npgsql;

namespace Scrutiny.Audit;

/// <summary>The heads that the public sees.</summary>
public static class PublishedHeads
{
    private const string Sql = "select day as Day, entries as Entries, encode(hash, 'hex') as Hash from published.audit_head order by day desc limit @limit";

    /// <summary>The newest heads, newest first.</summary>
    /// <param name="connection">Any role's.</param>
    /// <param name="limit">At most so many; null for all.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<AuditHead>> ReadAsync(NpgsqlConnection connection, int? limit, CancellationToken cancel) =>
        [.. await connection.QueryAsync<AuditHead>(new CommandDefinition(Sql, new { limit }, cancellationToken: cancel))];

    /// <summary>Publishes today's head, unless it is: once a day by London's clock and the database's.</summary>
    /// <param name="connection">As the ingest role.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task PublishAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition("select audit.publish_head()", cancellationToken: cancel));
}
