using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.CorrectionRegister;
using Scrutiny.Dashboards;
using Scrutiny.Releases;

namespace Scrutiny.Web.Pages.Corrections;

/// <summary><c>/corrections</c>: what was wrong, and what was taken off.</summary>
internal sealed class IndexModel(NpgsqlDataSource database, Catalogue catalogue) : PageModel
{
    private const int Most = 100;
    private const int MostChanges = 50;

    public Catalogue Catalogue => catalogue;

    public IReadOnlyList<PublicNotice> Notices { get; private set; } = [];

    public ILookup<long, NoticeChange> Changes { get; private set; } = null!;

    /// <summary>Those that correct a figure that was quoted, by number.</summary>
    public IReadOnlyDictionary<long, PublishedCorrection> Quoted { get; private set; } = new Dictionary<long, PublishedCorrection>();

    public bool Synthetic => Notices.Any(notice => notice.Source is { } source && catalogue.IsSynthetic(source)) || Quoted.Values.Any(quoted => quoted.NewSource is { } source && catalogue.IsSynthetic(source));

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        // A measure for staff is unknown here, and so is what happened to it.
        Notices = [.. (await PublicNotices.ReadAsync(connection, null, null, Most, cancel)).Where(notice => notice.Measures.Any(catalogue.Measures.ContainsKey))];
        Quoted = await PublishedCorrections.OfAsync(connection, Notices, cancel);
        Changes = (await PublicNotices.ChangesAsync(connection, Notices, null, null, MostChanges, cancel)).ToLookup(change => change.Number);
    }
}
