using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Pages.Record;

/// <summary><c>/audit</c>: what the record is, its latest heads, and how anybody can tell later that it was not changed.</summary>
internal sealed class IndexModel(NpgsqlDataSource database) : PageModel
{
    private const int Shown = 30;

    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    public DataTable Heads { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        Heads = new DataTable(
            "The record at the beginning of each day, newest first",
            [new("Day"), new("Entries", Numeric: true), new("Hash of the last entry")],
            [.. (await PublishedHeads.ReadAsync(connection, Shown, cancel)).Select(head => (IReadOnlyList<TableCell>)
            [
                new(head.Day.ToString("d MMMM yyyy", British)),
                new(head.Entries.ToString("#,##0", British)),
                new(null, new HtmlContentBuilder().Raw("<code class=\"app-raw\">").Text(head.Hash).Raw("</code>")),
            ])])
        { CaptionClasses = "govuk-visually-hidden" };
    }
}
