using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.Ingest.Loading;

namespace Scrutiny.Cli.Verbs;

/// <summary>What verbs that touch figures need: the database, brought to this version, and the declarations. Ends the database's lease when disposed.</summary>
internal sealed class Working : IAsyncDisposable
{
    private readonly DatabaseLease lease;

    private Working(DatabaseLease lease, Catalogue catalogue)
    {
        this.lease = lease;
        Catalogue = catalogue;
        Database = NpgsqlDataSource.Create(lease.ConnectionString(DatabaseRole.Ingest));
    }

    public Catalogue Catalogue { get; }

    public NpgsqlDataSource Database { get; }

    public Loader Loader => new(Database, Catalogue, TimeProvider.System);

    public Approval Approval => new(Database, Catalogue, TimeProvider.System);

    public static string DashboardsFolder => Path.Combine(DataFolder.FindHome(), "dashboards");

    public static async Task<Working> OpenAsync(string? data, CancellationToken cancel)
    {
        var catalogue = Catalogue.Read(DashboardsFolder);
        var lease = await PrivateCluster.UseAsync(DataFolder.Open(data), Console.Error.WriteLine, cancel);
        try
        {
            await MigrateVerb.MigrateAsync(lease, _ => { }, cancel);
            return new Working(lease, catalogue);
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await lease.DisposeAsync();
    }
}
