using Npgsql;
using Scrutiny.Body;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.PackBuilds;
using Scrutiny.Packs;
using Scrutiny.Processes;

namespace Scrutiny.Cli.Verbs.Run;

/// <summary>The papers for the sample meeting that is over: built and published as every pack is, while pages answer already. They say on their cover that they are made up.</summary>
internal static class SamplePack
{
    private const string FileName = "cops-2026-10-pack.json";

    /// <summary>Makes it where this database does not have it yet.</summary>
    public static async Task MakeAsync(DatabaseLease lease, DataFolder data, Action<string> say, CancellationToken cancel)
    {
        var plan = PackJson.Read<PackPlan>(await File.ReadAllTextAsync(Path.Combine(Working.DashboardsFolder, "samples", FileName), cancel));
        await using var database = NpgsqlDataSource.Create(lease.ConnectionString(DatabaseRole.Ingest));
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await SamplePacks.HasAsync(connection, plan.Slug, cancel))
        {
            return;
        }

        try
        {
            await using var published = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(lease.ConnectionString(DatabaseRole.Public)) { SearchPath = "published" }.ConnectionString);
            var build = new PackBuild(published, Catalogue.Read(Working.DashboardsFolder).ForPublic(), new BodySettings(), new SvgChartRenderer());
            var content = await build.ContentAsync(plan, cancel);
            var files = await build.FilesAsync(content, cancel);
            var (pdf, wrong) = await new ChromiumPrinter().PrintAsync([.. files.Select(file => (file.Name, file.Bytes))], cancel);
            using var key = await PackKey.OpenAsync(data.Path, cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await SamplePacks.PublishAsync(connection, content, files, pdf, key, plan.Cut.AddHours(3), cancel);
            await transaction.CommitAsync(cancel);
            say($"Made the sample papers: they are made up, and say so.{(wrong is null ? "" : " " + wrong)}");
        }
        catch (SentenceException refusal)
        {
            // A checkout with other boards or figures has no such papers; everything else works.
            say($"The sample papers could not be made: {refusal.Message}");
        }
    }
}
