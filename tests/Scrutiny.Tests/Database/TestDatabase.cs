using Npgsql;
using Scrutiny.Database;

namespace Scrutiny.Tests.Database;

/// <summary>
/// A database of a test's (or fixture's) own on the run's server, migrated, and dropped on dispose. It is copied from a template,
/// which takes some tens of milliseconds; tests may run in parallel.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string TemplateName = "template_migrated";

    private static readonly Lazy<Task> Template = new(MakeTemplateAsync);
    private static int lastNumber;

    private readonly DatabaseLease lease;

    private TestDatabase(DatabaseLease lease, string name)
    {
        this.lease = lease;
        Name = name;
    }

    public string Name { get; }

    /// <summary>For looking behind the rights of the roles.</summary>
    public string Superuser => In(lease.Superuser!, Name);

    /// <summary>With every migration of the program applied.</summary>
    public static async Task<TestDatabase> CreateAsync()
    {
        await Template.Value;
        return await CreateAsync(TemplateName);
    }

    /// <summary>Without any table.</summary>
    public static Task<TestDatabase> CreateEmptyAsync() => CreateAsync("template0");

    /// <summary>A copy to the last row and number. Whoever is connected to this one is cut off.</summary>
    public async Task<TestDatabase> CopyAsync()
    {
        ClearPools();
        await AskAsync(ToServer(lease), $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{Name}'");
        return await CreateAsync(Name);
    }

    public string ConnectionString(DatabaseRole role) => In(lease.ConnectionString(role), Name);

    /// <summary>An open connection as this role.</summary>
    public async Task<NpgsqlConnection> OpenAsync(DatabaseRole role)
    {
        var connection = new NpgsqlConnection(ConnectionString(role));
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Runs statements as the superuser and returns the first column of the first row of the last one.</summary>
    public async Task<object?> AskAsync(string sql) => await AskAsync(Superuser, sql);

    /// <summary>The same as one of the roles.</summary>
    public async Task<object?> AskAsync(DatabaseRole role, string sql) => await AskAsync(ConnectionString(role), sql);

    public async ValueTask DisposeAsync()
    {
        ClearPools();
        await AskAsync(ToServer(lease), $"drop database \"{Name}\" with (force)");
    }

    private void ClearPools()
    {
        foreach (var used in DatabaseRoles.All.Select(ConnectionString).Append(Superuser))
        {
            using var connection = new NpgsqlConnection(used);
            NpgsqlConnection.ClearPool(connection);
        }
    }

    internal static async Task<object?> AskAsync(string connectionString, string sql)
    {
        // One question does not deserve a pool, which would stay connected when the server is stopped or killed under it.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<TestDatabase> CreateAsync(string template)
    {
        var lease = await TestCluster.LeaseAsync();
        var name = $"test_{Interlocked.Increment(ref lastNumber)}";
        await CopyAsync(lease, name, template);
        return new TestDatabase(lease, name);
    }

    private static async Task MakeTemplateAsync()
    {
        var lease = await TestCluster.LeaseAsync();
        await CopyAsync(lease, TemplateName, "template0");

        // A template that somebody is connected to cannot be copied, and a pool would stay connected.
        var asOwner = new NpgsqlConnectionStringBuilder(In(lease.ConnectionString(DatabaseRole.Owner), TemplateName)) { Pooling = false };
        await Migrator.MigrateAsync(asOwner.ConnectionString, CancellationToken.None);
    }

    private static async Task CopyAsync(DatabaseLease lease, string name, string template)
    {
        await AskAsync(ToServer(lease), $"create database \"{name}\" template \"{template}\" owner scrutiny_owner");
        await AskAsync(ToServer(lease), PrivateCluster.RightsOn(name));
    }

    private static string ToServer(DatabaseLease lease) => In(lease.Superuser!, "postgres");

    private static string In(string connectionString, string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database, MaxPoolSize = 20 }.ConnectionString;
}
