using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.CorrectionRegister;
using Scrutiny.Dashboards;
using Scrutiny.PackBuilds;
using Scrutiny.Quotations;

namespace Scrutiny.Web.Pages.Packs;

/// <summary><c>/packs/{slug}</c>: a published pack and its files.</summary>
internal sealed class PackModel(NpgsqlDataSource database, Catalogue catalogue) : PageModel
{
    private const int MostCorrections = 100;

    private IReadOnlyList<PublishedPackFile> files = [];

    public PublishedPack Newest { get; private set; } = null!;

    public IReadOnlyList<PublishedPack> Earlier { get; private set; } = [];

    /// <summary>Figures in it that were corrected since, newest first.</summary>
    public IReadOnlyList<PublishedCorrection> Corrections { get; private set; } = [];

    public Catalogue Catalogue => catalogue;

    public bool Has(string name) => files.Any(file => file.Name == name);

    public string SizeOf(string name) => files.FirstOrDefault(file => file.Name == name) is not { } file ? ""
        : file.Bytes < 1_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, file.Bytes / 1000)} kB") : string.Create(CultureInfo.InvariantCulture, $"{file.Bytes / 1_000_000m:0.0} MB");

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var editions = await PublishedPacks.ReadAsync(connection, slug, null, cancel);
        if (editions.Count == 0)
        {
            return NotFound();
        }

        (Newest, Earlier) = (editions[0], [.. editions.Skip(1)]);
        Corrections = await PublishedCorrections.AtAsync(connection, PlaceKind.Pack, slug, MostCorrections, cancel);
        files = await PublishedPacks.FilesAsync(connection, slug, Newest.Edition, cancel);
        return Page();
    }
}
