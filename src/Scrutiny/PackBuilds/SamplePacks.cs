using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Packs;

namespace Scrutiny.PackBuilds;

/// <summary>Publishes packs that say that they are made up.</summary>
public static class SamplePacks
{
    private const string Sql = "select pack.publish_sample(@slug, @head::jsonb, @chapters::jsonb, @synthetic, @manifest, @names, @contents, @figures::jsonb, @moment)";

    /// <summary>Whether there is a pack of this name, in whatever state.</summary>
    /// <param name="connection">Open, as a role that may read drafts.</param>
    /// <param name="slug">The pack.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<bool> HasAsync(NpgsqlConnection connection, string slug, CancellationToken cancel) => await StoredPacks.FindAsync(connection, slug, cancel) is not null;

    /// <summary>Keeps the plan and publishes its first edition, dated as what it shows.</summary>
    /// <param name="connection">In a transaction, as the loader's role.</param>
    /// <param name="content">What the pack says.</param>
    /// <param name="files">Its files, the manifest last.</param>
    /// <param name="pdf">Its PDF; null for none.</param>
    /// <param name="key">The installation's key.</param>
    /// <param name="moment">When it is to have been published, UTC.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task PublishAsync(NpgsqlConnection connection, PackContent content, IReadOnlyList<PackFile> files, byte[]? pdf, PackKey key, DateTimeOffset moment, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(content);
        var (plan, edition) = (content.Plan, PublishedEdition.Of(content, files, pdf, key));
        await connection.ExecuteAsync(new CommandDefinition(
            Sql,
            new
            {
                slug = plan.Slug,
                head = PackJson.Write(new { plan.Title, plan.Occasion, plan.Meeting, plan.Cut, plan.Area }),
                chapters = PackJson.Write(plan.Sections),
                edition.Synthetic,
                edition.Manifest,
                edition.Names,
                edition.Contents,
                edition.Figures,
                moment = moment.UtcDateTime,
            },
            cancellationToken: cancel));
        await AuditTrail.AppendAsync(connection, "cli", AuditAct.PackPublished, "pack", plan.Slug, new { edition.Manifest }, cancel);
    }
}
