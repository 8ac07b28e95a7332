using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Body;
using Scrutiny.Dashboards;
using Scrutiny.MeetingLogs;
using Scrutiny.Web.Live;
using Scrutiny.Web.Pages.Shared;

namespace Scrutiny.Web.Pages.Meetings;

/// <summary><c>/letters/{slug}</c>: a published written challenge.</summary>
internal sealed class LetterModel(MeetingShelf shelf, MeetingFigures figures, NpgsqlDataSource database, Catalogue catalogue, IOptions<BodySettings> body) : PageModel
{
    public LetterView View { get; private set; } = null!;

    public bool Synthetic { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        if (await shelf.FindAsync(slug, cancel) is not { Meeting.IsLetter: true } log)
        {
            return NotFound();
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        var papers = await PublishedPapers.OfMeetingAsync(connection, slug, cancel);
        View = new LetterView(log.Meeting, log.Progress, body.Value, catalogue)
        {
            DocumentAddress = document => $"/papers/{document.Paper}",
            Alternatives = papers.Where(paper => paper.Alternative is not null).DistinctBy(paper => paper.Paper).ToDictionary(paper => paper.Paper, paper => paper.Alternative!),
        };
        Synthetic = await figures.AnySyntheticAsync(log.Progress, cancel);
        return Page();
    }
}
