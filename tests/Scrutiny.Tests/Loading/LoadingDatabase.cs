using Dapper;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.Ingest.Loading;
using Scrutiny.Observations;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Database;

namespace Scrutiny.Tests.Loading;

/// <summary>A database of a test's own, a loader with the repository's declarations, and a reader for each side of the wall.</summary>
internal sealed class LoadingDatabase : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly NpgsqlDataSource ingest;
    private readonly bool owns;
    private readonly Dictionary<string, IDisposable> readers = [];

    private LoadingDatabase(TestDatabase database, Catalogue catalogue, bool owns = true)
    {
        (this.database, this.owns) = (database, owns);
        Catalogue = catalogue;
        ingest = LoadingConnections.Open(database.ConnectionString(DatabaseRole.Ingest));
        Loader = new Loader(ingest, catalogue, TimeProvider.System);
    }

    public Catalogue Catalogue { get; }

    public Loader Loader { get; }

    public Approval Approval => new(ingest, Catalogue, TimeProvider.System);

    /// <summary>As the loader connects.</summary>
    public NpgsqlDataSource Ingest => ingest;

    public TestDatabase Database => database;

    public static async Task<LoadingDatabase> CreateAsync(Catalogue? catalogue = null) =>
        new(await TestDatabase.CreateAsync(), catalogue ?? Catalogue.Read(Repository.PathTo("dashboards")));

    /// <summary>Over a database that is there already and stays.</summary>
    public static LoadingDatabase On(TestDatabase database, Catalogue catalogue) => new(database, catalogue, owns: false);

    public Task<LoadReport> LoadAsync(string path, string source, DateTimeOffset? knownFrom = null, DateOnly? released = null)
    {
        KeepReader(source);
        return Loader.LoadAsync(new LoadRequest(path, Path.GetFileName(path), source, Delivery.Hand) { KnownFrom = knownFrom, Released = released }, CancellationToken.None);
    }

    /// <summary>Loads a CSV file of this text.</summary>
    public async Task<LoadReport> LoadTextAsync(string csv, string source = "made", DateTimeOffset? knownFrom = null, DateOnly? released = null, bool dryRun = false, Loader? loader = null, CancellationToken cancel = default)
    {
        KeepReader(source);
        var path = Path.Combine(Path.GetTempPath(), $"scrutiny-{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(path, csv, CancellationToken.None);
        try
        {
            return await (loader ?? Loader).LoadAsync(new LoadRequest(path, "made.csv", source, Delivery.Hand) { KnownFrom = knownFrom, Released = released, DryRun = dryRun }, cancel);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>The rows of every table on both sides of the wall, as <c>schema.table: count</c>; but not how far a load came, which outlives one that failed, nor the record's heads, which come by the day.</summary>
    public async Task<IReadOnlyList<string>> RowCountsAsync()
    {
        await using var connection = new NpgsqlConnection(database.Superuser);
        var tables = (await connection.QueryAsync<string>("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('working', 'published') and tablename not in ('load_progress', 'audit_head')")).ToList();
        return [.. await connection.QueryAsync<string>(string.Join(" union all ", tables.Select(table => $"select '{table}: ' || count(*) from {table}")) + " order by 1")];
    }

    public Task<IReadOnlyList<SeriesPoint>> PublicAsync(string measure, string area = "E23000030", string breakdown = "total", DateTimeOffset? asKnown = null) =>
        ReadAsync(DatabaseRole.Public, "published", measure, area, breakdown, asKnown);

    public Task<IReadOnlyList<SeriesPoint>> WorkingAsync(string measure, string area = "E23000030", string breakdown = "total", DateTimeOffset? asKnown = null) =>
        ReadAsync(DatabaseRole.Staff, "working", measure, area, breakdown, asKnown);

    public async Task<Receipt?> ReceiptAsync(long id)
    {
        await using var connection = await OpenAsync(DatabaseRole.Public, "published");
        return await Receipts.ReadAsync(connection, id, CancellationToken.None);
    }

    public async Task<NpgsqlConnection> OpenAsync(DatabaseRole role, string schema)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString(role)) { SearchPath = schema }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var reader in readers.Values)
        {
            reader.Dispose();
        }

        await ingest.DisposeAsync();
        if (owns)
        {
            await database.DisposeAsync();
        }
    }

    // As when files of a source come one after the other: starting the program that reads them costs more than all else that a small one does.
    private void KeepReader(string source)
    {
        lock (readers)
        {
            if (!readers.ContainsKey(source))
            {
                readers.Add(source, Loader.SeveralOf(source));
            }
        }
    }

    private async Task<IReadOnlyList<SeriesPoint>> ReadAsync(DatabaseRole role, string schema, string measure, string area, string breakdown, DateTimeOffset? asKnown)
    {
        await using var connection = await OpenAsync(role, schema);
        return await SeriesPoints.ReadAsync(connection, measure, area, breakdown, Catalogue.Measures[measure].Value.Sources, asKnown);
    }
}
