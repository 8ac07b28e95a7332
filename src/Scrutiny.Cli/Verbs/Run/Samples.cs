using Scrutiny.Database;

namespace Scrutiny.Cli.Verbs.Run;

/// <summary>The bundled samples, loaded through the same path as every other file.</summary>
internal static class Samples
{
    /// <summary>Loads those that this database does not have yet.</summary>
    public static Task LoadAsync(DatabaseLease lease, DataFolder data, Action<string> say, CancellationToken cancellationToken)
    {
        // Filled in when the ingest path lands; until then a run without --empty shows what is in the database.
        _ = (lease, data, say);
        return Task.CompletedTask.WaitAsync(cancellationToken);
    }
}
