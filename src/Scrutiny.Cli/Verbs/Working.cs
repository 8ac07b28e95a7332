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
        Database = LoadingConnections.Open(lease.ConnectionString(DatabaseRole.Ingest));
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

    /// <summary>Loads a file through a declared source, or tries it with a draft that is named by its path.</summary>
    /// <exception cref="SentenceException">There is no such source, or the draft is wrong.</exception>
    public async Task<LoadReport> LoadAsync(LoadRequest request, CancellationToken cancel)
    {
        if (!request.Source.EndsWith(".yaml", StringComparison.Ordinal))
        {
            return await Loader.LoadAsync(request, cancel);
        }

        if (!File.Exists(request.Source))
        {
            throw SentenceException.Unusable($"There is no file '{request.Source}'.");
        }

        if (!request.DryRun)
        {
            throw SentenceException.Unusable("A source that is named by its path may only be tried; add --dry-run, or save it in dashboards/sources and name it by its id.");
        }

        var faults = new List<Fault>();
        var draft = Catalogue.CheckFile(request.Source, faults);
        return draft is null || faults.Count > 0
            ? throw SentenceException.Refused(faults.Count > 0 ? faults[0].ToString() : $"{request.Source} declares no source.")
            : await new Loader(Database, Catalogue.With(draft with { Id = "draft" }), TimeProvider.System).LoadAsync(request with { Source = "draft" }, cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await lease.DisposeAsync();
    }
}
