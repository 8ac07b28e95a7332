using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.PackBuilds;

namespace Scrutiny.Web.Pages.Packs;

/// <summary><c>/packs</c>: the newest edition of every published pack.</summary>
internal sealed class IndexModel(NpgsqlDataSource database) : PageModel
{
    public IReadOnlyList<PublishedPack> Packs { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        Packs = [.. (await PublishedPacks.ReadAsync(connection, null, null, cancel)).GroupBy(pack => pack.Slug).Select(editions => editions.MaxBy(pack => pack.Edition)!)];
    }
}
