using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Dashboards;
using Scrutiny.PackBuilds;
using Scrutiny.Packs;
using Scrutiny.Web.Access;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Packs;

/// <summary><c>/staff/packs/{slug}</c>: one pack and its chapters, which are opened, added, moved and taken out here.</summary>
internal sealed class PackModel(StaffPacks packs, Catalogue catalogue) : PageModel
{
    public StoredPack Pack { get; private set; } = null!;

    public IReadOnlyList<(string Slug, string Title)> Boards { get; private set; } = [];

    /// <summary>Whether the person may change this pack as it stands.</summary>
    public bool Writes => Pack.State != PackState.Published && HttpContext.Person().IsOneOf(StaffRoles.Makers);

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public int Chapter { get; set; }

    [BindProperty]
    public string? Board { get; set; }

    [BindProperty]
    public string? Act { get; set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await ReadAsync(slug, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, cancel))
        {
            return NotFound();
        }

        var held = true;
        var person = HttpContext.Person();
        Func<PackEdits, Task>? act = Act switch
        {
            "open" => async edits => held = await edits.HoldAsync(slug, Chapter, person.Name, cancel),
            "up" => edits => edits.MoveChapterAsync(slug, Chapter, Version, -1, cancel),
            "down" => edits => edits.MoveChapterAsync(slug, Chapter, Version, 1, cancel),
            "out" => edits => edits.MoveChapterAsync(slug, Chapter, Version, 0, cancel),
            "add" when string.IsNullOrEmpty(Board) => edits => edits.PutChapterAsync(slug, 0, 0, new PackSection { Heading = "New chapter" }, cancel),
            "add" when catalogue.ForPublic().Boards.ContainsKey(Board) => edits => edits.PutChapterAsync(slug, 0, 0, PackSection.OfBoard(Board, catalogue), cancel),
            _ => null,
        };
        if (act is null)
        {
            return BadRequest();
        }

        try
        {
            await packs.ActAsync(person, act, cancel);
            if (held)
            {
                return LocalRedirect(Act == "open" ? $"/staff/packs/{slug}/chapters/{Chapter}" : $"/staff/packs/{slug}");
            }

            ModelState.AddModelError(nameof(Act), "A colleague has this chapter open; it opens again when they save it, or a quarter of an hour after they opened it");
        }
        catch (SentenceException refusal)
        {
            ModelState.AddModelError(nameof(Act), refusal.Message);
        }

        Response.StatusCode = StatusCodes.Status409Conflict;
        await ReadAsync(slug, cancel);
        return Page();
    }

    private async Task<bool> ReadAsync(string slug, CancellationToken cancel)
    {
        if (await packs.FindAsync(slug, cancel) is not { } found)
        {
            return false;
        }

        Pack = found;
        Boards = [.. catalogue.ForPublic().Boards.Select(board => (board.Key, board.Value.Value.Title)).OrderBy(board => board.Title, StringComparer.Ordinal)];
        return true;
    }
}
