using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Releases;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Releases;

/// <summary><c>/staff/releases</c>: what is published when.</summary>
internal sealed class IndexModel(NpgsqlDataSource database) : PageModel
{
    public DataTable Releases { get; private set; } = null!;

    public string Version { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await ReleaseRow.AllAsync(connection, cancel);
        Version = string.Join('.', rows.Take(20).Select(row => row.State[0]));
        Releases = new DataTable(
            "Releases, planned ones first",
            [new("Release"), new("State"), new("Moment"), new("Decided by"), new("What became of it")],
            [.. rows.Select(row => (IReadOnlyList<TableCell>)
            [
                new(null, StaffLinks.Link($"/staff/releases/{row.Id}", row.Title)),
                new(null, StaffLinks.Tag(row.Words, row.Tone)),
                new(ReleaseMoment.Words(row.Due)),
                new(row.ScheduledBy),
                new(row.Outcome ?? ""),
            ])])
        { CaptionClasses = "govuk-visually-hidden" };
    }
}
