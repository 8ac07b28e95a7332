using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Papers;

namespace Scrutiny.Web.Pages.Papers;

/// <summary><c>/papers/{paper}</c>: a published paper. One that was written is shown here; a file is described and saved. <c>?version=</c> shows an earlier one.</summary>
internal sealed class PaperModel(NpgsqlDataSource database) : PageModel
{
    public PublishedPaper Paper { get; private set; } = null!;

    public IReadOnlyList<PublishedPaper> Versions { get; private set; } = [];

    public Meeting Meeting { get; private set; } = null!;

    /// <summary>The page of a written paper, made by us from Markdown without HTML; null for a file.</summary>
    public string? Markup { get; private set; }

    public bool IsNewest => Paper == Versions[0];

    public static string FileAddress(PublishedPaper paper) => $"/papers/{paper.Paper}/{paper.Version}/{Uri.EscapeDataString(paper.FileName)}";

    public async Task<IActionResult> OnGetAsync(string paper, int? version, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        Versions = await PublishedPapers.FindAsync(connection, paper, cancel);
        if (Versions.FirstOrDefault(one => version is null || one.Version == version) is not { } found || await StoredMeetings.FindPublishedAsync(connection, found.Meeting, null, cancel) is not { } stored)
        {
            return NotFound();
        }

        (Paper, Meeting) = (found, stored.Meeting);
        Markup = found.Kind == PaperKind.Written ? Encoding.UTF8.GetString(await PublishedPapers.ContentAsync(connection, found, cancel)) : null;
        return Page();
    }
}
