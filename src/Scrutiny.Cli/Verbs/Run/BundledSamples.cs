using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.Ingest.Loading;

namespace Scrutiny.Cli.Verbs.Run;

/// <summary>The bundled samples, loaded through the same path as every other file.</summary>
internal static class BundledSamples
{
    /// <summary>What the manifest says that it is.</summary>
    public const string ManifestSchema = "samples/1";

    /// <summary>Loads those that this database does not have yet, in the order in which they became known.</summary>
    /// <exception cref="SentenceException">A sample was refused: the checkout is damaged.</exception>
    public static async Task LoadAsync(DatabaseLease lease, Action<string> say, CancellationToken cancel)
    {
        var catalogue = Catalogue.Read(Working.DashboardsFolder);
        var folder = Path.Combine(Working.DashboardsFolder, "samples");
        var faults = new List<Fault>();
        var manifest = StrictYaml.Read<SampleManifest>(Path.Combine(folder, "manifest.yaml"), "dashboards/samples/manifest.yaml", faults)
            ?? throw SentenceException.Refused(faults[0].ToString());
        await using var database = LoadingConnections.Open(lease.ConnectionString(DatabaseRole.Ingest));
        var loader = new Loader(database, catalogue, TimeProvider.System);
        var loaded = 0L;
        foreach (var sample in manifest.Value.Samples)
        {
            var report = await loader.LoadAsync(
                new LoadRequest(Path.Combine(folder, sample.File), sample.File, sample.Source, Delivery.Sample) { KnownFrom = sample.KnownFrom, Released = sample.Released }, cancel);
            loaded += report.Loaded + report.Revised;
            if (report.State == LoadState.Refused)
            {
                throw SentenceException.Refused($"The bundled sample {sample.File} was refused: {report.Reason}");
            }
        }

        if (loaded > 0)
        {
            say($"Loaded the bundled samples: {loaded} values (dashboards/samples/README.md says which are real and which are synthetic).");
        }
    }
}

/// <summary>The file <c>dashboards/samples/manifest.yaml</c>.</summary>
internal sealed record SampleManifest
{
    public required string Schema { get; init; }

    public required IReadOnlyList<Sample> Samples { get; init; }
}

/// <summary>One bundled sample.</summary>
internal sealed record Sample
{
    public required string File { get; init; }

    public required string Source { get; init; }

    /// <summary>The moment from which its figures are known: the real publication's release.</summary>
    public required DateTimeOffset KnownFrom { get; init; }

    public required DateOnly Released { get; init; }

    public string? Note { get; init; }
}
