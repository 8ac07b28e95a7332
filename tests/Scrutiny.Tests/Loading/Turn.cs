using Npgsql;

namespace Scrutiny.Tests.Loading;

/// <summary>Holds the turn to publish, so that a load stops just before it would be published: everything is written, nothing is committed.</summary>
internal sealed class Turn : IAsyncDisposable
{
    private readonly LoadingDatabase database;
    private readonly NpgsqlConnection connection;

    private Turn(LoadingDatabase database, NpgsqlConnection connection) => (this.database, this.connection) = (database, connection);

    public static async Task<Turn> HoldAsync(LoadingDatabase database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.Database.Superuser) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var take = new NpgsqlCommand("select pg_advisory_lock(hashtext('scrutiny.publication'))", connection);
        await take.ExecuteNonQueryAsync();
        return new Turn(database, connection);
    }

    public Task UntilSomebodyWaitsAsync() => Until.TrueAsync(async () =>
        (bool)(await database.Database.AskAsync("select exists (select from pg_locks join pg_database on pg_database.oid = pg_locks.database where locktype = 'advisory' and not granted and datname = current_database())"))!);

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();
}
