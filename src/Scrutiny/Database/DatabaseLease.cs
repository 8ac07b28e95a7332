using Npgsql;

namespace Scrutiny.Database;

/// <summary>The right to use a database for as long as this is not disposed; see <see cref="PrivateCluster"/>.</summary>
public sealed class DatabaseLease : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder address;
    private readonly PrivateClusterSecrets secrets;
    private Cluster? cluster;

    internal DatabaseLease(NpgsqlConnectionStringBuilder address, PrivateClusterSecrets secrets, Cluster? cluster)
    {
        this.address = address;
        this.secrets = secrets;
        this.cluster = cluster;
        IsPrivate = cluster is not null;
    }

    internal sealed record Cluster(DataFolder Data, IDisposable Users, string LogFile, PrivateClusterOptions Options);

    /// <summary>Whether this is the private cluster; false for a database named by <c>ConnectionStrings__Scrutiny</c>.</summary>
    public bool IsPrivate { get; }

    /// <summary>The server's log; null when the database is not private.</summary>
    public string? LogFile => cluster?.LogFile;

    /// <summary>The superuser's connection string to the database, for tests; null when the database is not private.</summary>
    public string? Superuser => IsPrivate ? For(PrivateClusterSecrets.Superuser) : null;

    /// <summary>
    /// The connection string of one role. Of a database that is not private the owner's is the string given; the others differ
    /// from it in user and password only, and work after <see cref="SetRolesAsync"/>.
    /// </summary>
    public string ConnectionString(DatabaseRole role) =>
        role == DatabaseRole.Owner && !IsPrivate ? address.ConnectionString : For(DatabaseRoles.NameOf(role));

    /// <summary>
    /// In a database that is not private: makes the roles that are missing and sets their passwords to those kept in the data
    /// folder. Does nothing in a private cluster, where that is done.
    /// </summary>
    /// <returns>False when the owner may not make or alter roles: their administrator then sees to them.</returns>
    /// <exception cref="SentenceException">The database does not answer.</exception>
    public async Task<bool> SetRolesAsync(CancellationToken cancellationToken)
    {
        if (IsPrivate)
        {
            return true;
        }

        try
        {
            await using var connection = new NpgsqlConnection(address.ConnectionString);
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            foreach (var name in DatabaseRoles.All.Where(x => x != DatabaseRole.Owner).Select(DatabaseRoles.NameOf))
            {
                await using var exists = new NpgsqlCommand("select exists (select from pg_roles where rolname = $1)", connection) { Parameters = { new() { Value = name } } };
                var verb = (bool)(await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))! ? "alter" : "create";
                await using var set = new NpgsqlCommand($"{verb} role {name} login password '{secrets[name]}'", connection);
                await set.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
        catch (NpgsqlException fault) when (fault is not PostgresException)
        {
            throw SentenceException.Unreachable($"The database named by ConnectionStrings__Scrutiny does not answer at {address.Host}:{address.Port}; check that it runs.", fault);
        }
    }

    /// <summary>
    /// Starts a private server again that died under the lease. Costs next to nothing while it runs, so it may be called every second.
    /// </summary>
    /// <param name="say">Takes sentences for the person at the keyboard.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it had died. The connection strings may name another port afterwards.</returns>
    /// <exception cref="SentenceException">It does not start.</exception>
    public async Task<bool> ReviveAsync(Action<string> say, CancellationToken cancellationToken)
    {
        if (cluster is not { } held || PrivateClusterServer.OpenIfKnown(held.Data, say) is not { } server || server.RunningPort() == address.Port)
        {
            return false;
        }

        using var starting = await FileLock.TakeAloneAsync(held.Data.PathOf(PrivateCluster.StartLock), cancellationToken).ConfigureAwait(false);
        say("The database has died; starting it again.");
        address.Port = server.RunningPort() ?? await server.StartAsync(secrets, held.Options, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Gives the lease back; the last one stops the private server (which writes everything out first).</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref cluster, null) is not { } held)
        {
            return;
        }

        using var starting = await FileLock.TakeAloneAsync(held.Data.PathOf(PrivateCluster.StartLock), CancellationToken.None).ConfigureAwait(false);
        held.Users.Dispose();
        await PrivateCluster.StopIfUnusedAsync(held.Data).ConfigureAwait(false);
    }

    private string For(string role) =>
        new NpgsqlConnectionStringBuilder(address.ConnectionString) { Username = role, Password = secrets[role], Passfile = null }.ConnectionString;
}
