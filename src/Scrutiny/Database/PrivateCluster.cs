using Npgsql;

namespace Scrutiny.Database;

/// <summary>
/// PostgreSQL for one data folder, made and run by the program itself: with data checksums, scram passwords, listening on 127.0.0.1
/// only. Every process that needs it takes a lease; the first starts the server and the last stops it. A server that was left
/// running, or was killed, is adopted or recovered by the next lease.
/// </summary>
public static class PrivateCluster
{
    /// <summary>The database's name.</summary>
    public const string DatabaseName = "scrutiny";

    /// <summary>The lock that all users share, in the data folder: who gets it alone knows that nobody uses the server.</summary>
    internal const string UsersLock = "users.lock";

    /// <summary>Held while the server is started or stopped.</summary>
    internal const string StartLock = "start.lock";

    /// <summary>The environment variable that names a database of the caller's own.</summary>
    private const string OwnDatabaseVariable = "ConnectionStrings__Scrutiny";

    /// <inheritdoc cref="UseAsync(DataFolder, Action{string}, PrivateClusterOptions, CancellationToken)"/>
    public static Task<DatabaseLease> UseAsync(DataFolder data, Action<string> say, CancellationToken cancellationToken) =>
        UseAsync(data, say, new PrivateClusterOptions(), cancellationToken);

    /// <summary>
    /// Connection strings to a database that answers. With <c>ConnectionStrings__Scrutiny</c> in the environment that is the caller's
    /// own, with the owner's rights; else the private one of <paramref name="data"/>, made and started when needed.
    /// </summary>
    /// <param name="data">Where cluster and passwords are kept.</param>
    /// <param name="say">Takes sentences for the person at the keyboard: what takes long, where things are put.</param>
    /// <param name="options">For tests.</param>
    /// <param name="cancellationToken">Ends the waiting; a server that was started meanwhile is found by the next lease.</param>
    /// <exception cref="SentenceException">There is no PostgreSQL, or it does not start.</exception>
    public static async Task<DatabaseLease> UseAsync(DataFolder data, Action<string> say, PrivateClusterOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(say);
        ArgumentNullException.ThrowIfNull(options);

        using var starting = await FileLock.TakeAloneAsync(data.PathOf(StartLock), cancellationToken).ConfigureAwait(false);
        if (options.UseEnvironment && Environment.GetEnvironmentVariable(OwnDatabaseVariable) is { Length: > 0 } own)
        {
            return new DatabaseLease(new NpgsqlConnectionStringBuilder(own), PrivateClusterSecrets.ReadOrMake(data, mayMakeAll: true), cluster: null);
        }

        var users = await FileLock.ShareAsync(data.PathOf(UsersLock), cancellationToken).ConfigureAwait(false);
        try
        {
            var server = await PrivateClusterServer.OpenAsync(data, say, cancellationToken).ConfigureAwait(false);
            var secrets = PrivateClusterSecrets.ReadOrMake(data, mayMakeAll: !server.Record.Prepared);
            var port = server.RunningPort() ?? await server.StartAsync(secrets, options, cancellationToken).ConfigureAwait(false);
            var address = new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Database = DatabaseName };
            if (!server.Record.Prepared)
            {
                await PrepareAsync(address, secrets, cancellationToken).ConfigureAwait(false);
                server.MarkPrepared();
            }

            return new DatabaseLease(address, secrets, new DatabaseLease.Cluster(data, users, server.LogFile, options));
        }
        catch
        {
            users.Dispose();
            await StopIfUnusedAsync(data).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops the server if no process uses it. To be called under the start lock.</summary>
    internal static async Task StopIfUnusedAsync(DataFolder data)
    {
        using var alone = FileLock.TryTakeAlone(data.PathOf(UsersLock));
        if (alone is not null && PrivateClusterServer.OpenIfKnown(data, _ => { }) is { } server)
        {
            // A pool outlives the server, and would hand its dead connections to a later lease of this process.
            NpgsqlConnection.ClearAllPools();
            await server.StopAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Rights on a whole database; they are not copied with a template, so each copy needs them again.</summary>
    internal static string RightsOn(string database) =>
        $"""
        revoke all on database "{database}" from public;
        grant connect on database "{database}" to scrutiny_ingest, scrutiny_staff, scrutiny_public, scrutiny_contacts;
        grant temporary on database "{database}" to scrutiny_ingest;
        """;

    /// <summary>Can be repeated: a kill half-way is made good by the next start.</summary>
    private static async Task PrepareAsync(NpgsqlConnectionStringBuilder address, PrivateClusterSecrets secrets, CancellationToken cancellationToken)
    {
        var asSuperuser = new NpgsqlConnectionStringBuilder(address.ConnectionString)
        {
            Database = "postgres",
            Username = PrivateClusterSecrets.Superuser,
            Password = secrets[PrivateClusterSecrets.Superuser],
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(asSuperuser.ConnectionString);
        await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (var role in DatabaseRoles.All)
        {
            var name = DatabaseRoles.NameOf(role);
            var rights = role == DatabaseRole.Owner ? "login createrole" : "login";
            if (!await ExistsAsync("select exists (select from pg_roles where rolname = $1)", name).ConfigureAwait(false))
            {
                await RunAsync($"create role {name}").ConfigureAwait(false);
            }

            await RunAsync($"alter role {name} {rights} password '{secrets[name]}'").ConfigureAwait(false);
        }

        if (!await ExistsAsync("select exists (select from pg_database where datname = $1)", DatabaseName).ConfigureAwait(false))
        {
            await RunAsync($"create database {DatabaseName} owner scrutiny_owner").ConfigureAwait(false);
        }

        await RunAsync(RightsOn(DatabaseName)).ConfigureAwait(false);

        async Task<bool> ExistsAsync(string sql, string name)
        {
            await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = name } } };
            return (bool)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        }

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
