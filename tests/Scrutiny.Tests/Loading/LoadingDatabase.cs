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

    private LoadingDatabase(TestDatabase database, Catalogue catalogue)
    {
        this.database = database;
        Catalogue = catalogue;
        ingest = NpgsqlDataSource.Create(database.ConnectionString(DatabaseRole.Ingest));
        Loader = new Loader(ingest, catalogue, TimeProvider.System);
    }

    public Catalogue Catalogue { get; }

    public Loader Loader { get; }

    public TestDatabase Database => database;

    public static async Task<LoadingDatabase> CreateAsync(Catalogue? catalogue = null) =>
        new(await TestDatabase.CreateAsync(), catalogue ?? Catalogue.Read(Repository.PathTo("dashboards")));

    public Task<LoadReport> LoadAsync(string path, string source, DateTimeOffset? knownFrom = null, DateOnly? released = null) =>
        Loader.LoadAsync(new LoadRequest(path, Path.GetFileName(path), source, Delivery.Hand) { KnownFrom = knownFrom, Released = released }, CancellationToken.None);

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
        await ingest.DisposeAsync();
        await database.DisposeAsync();
    }

    private async Task<IReadOnlyList<SeriesPoint>> ReadAsync(DatabaseRole role, string schema, string measure, string area, string breakdown, DateTimeOffset? asKnown)
    {
        await using var connection = await OpenAsync(role, schema);
        return await SeriesPoints.ReadAsync(connection, measure, area, breakdown, Catalogue.Measures[measure].Value.Sources, asKnown);
    }
}
