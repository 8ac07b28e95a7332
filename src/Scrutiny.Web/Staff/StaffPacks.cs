using Dapper;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.PackBuilds;
using Scrutiny.Packs;
using Scrutiny.Processes;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Staff;

/// <summary>The one way in which staff pages read, write and build packs.</summary>
internal sealed class StaffPacks(NpgsqlDataSource database, PublishedSide published, CurrentCatalogue current, IOptions<BodySettings> body, IOptions<PackSettings> settings, IChartRenderer charts, IConfiguration configuration) : IDisposable
{
    private const int KeptPreviews = 8;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly MemoryCache previews = new(new MemoryCacheOptions { SizeLimit = KeptPreviews });

    /// <summary>Whether somebody other than the writers signs off.</summary>
    public bool SecondPerson => settings.Value.SecondPerson;

    public async Task<IReadOnlyList<StoredPack>> AllAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await StoredPacks.AllAsync(connection, cancel);
    }

    public async Task<StoredPack?> FindAsync(string slug, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await StoredPacks.FindAsync(connection, slug, cancel);
    }

    /// <summary>Does one thing to a pack, with its entry in the record.</summary>
    /// <exception cref="SentenceException">It can't be done now.</exception>
    public async Task ActAsync(StaffPerson person, Func<PackEdits, Task> act, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("set transaction read write", cancellationToken: cancel));
        await act(new PackEdits(connection, person.Actor, person.Account));
        await transaction.CommitAsync(cancel);
    }

    /// <summary>What a plan says with the figures of its data cut.</summary>
    /// <exception cref="SentenceException">It takes a panel that is not there.</exception>
    public Task<PackContent> ContentAsync(PackPlan plan, CancellationToken cancel) => Build().ContentAsync(plan, cancel);

    /// <summary>The files of a draft, kept for a few minutes so that a preview's pictures are not each a build of their own.</summary>
    /// <exception cref="SentenceException">It can't be built as it is.</exception>
    public async Task<IReadOnlyList<PackFile>> PreviewAsync(StoredPack pack, CancellationToken cancel)
    {
        var key = (pack.Plan.Slug, pack.Edition, pack.Version, current.Number);
        if (previews.TryGetValue(key, out IReadOnlyList<PackFile>? known))
        {
            return known!;
        }

        var build = Build();
        var files = await build.FilesAsync(await build.ContentAsync(pack.Plan, cancel), cancel);
        return previews.Set(key, files, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Kept });
    }

    /// <summary>Builds the edition that was signed off and publishes it.</summary>
    /// <returns>Why it has no PDF; null where it has one.</returns>
    /// <exception cref="SentenceException">It can't be built or published as it is.</exception>
    public async Task<string?> PublishAsync(StoredPack pack, StaffPerson person, CancellationToken cancel)
    {
        var build = Build();
        var content = await build.ContentAsync(pack.Plan, cancel);
        var files = await build.FilesAsync(content, cancel);
        var (pdf, wrong) = await new ChromiumPrinter().PrintAsync([.. files.Select(file => (file.Name, file.Bytes))], cancel);
        using var key = await PackKey.OpenAsync(
            configuration["SCRUTINY_DATA"] is { Length: > 0 } data ? data : throw SentenceException.Unreachable("SCRUTINY_DATA is not set: it names the folder that keeps the key with which packs are signed."), cancel);
        await ActAsync(person, edits => edits.PublishAsync(pack.Plan.Slug, pack.Version, content, files, pdf, key, cancel), cancel);
        return wrong;
    }

    public void Dispose() => previews.Dispose();

    private PackBuild Build() => new(published.Database, current.Value.ForPublic(), body.Value, charts);
}
