using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Dashboards;
using Scrutiny.PackBuilds;
using Scrutiny.Packs;
using Scrutiny.Web.Access;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Packs;

/// <summary><c>/staff/packs/{slug}/settle</c>: what to look at before a pack is signed off, its signature, its publication.</summary>
internal sealed class SettleModel(StaffPacks packs, Catalogue catalogue) : PageModel
{
    public StoredPack Pack { get; private set; } = null!;

    public DataTable Warnings { get; private set; } = null!;

    /// <summary>Why the pack can't be built at all; null where it can.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Whether something was found with which it can't be published.</summary>
    public bool MustBeMended { get; private set; }

    /// <summary>What became of the publication just made; null for none.</summary>
    public string? Done { get; private set; }

    public bool SecondPerson => packs.SecondPerson;

    public bool Settles => HttpContext.Person().IsOneOf(StaffRoles.Deciders);

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Act { get; set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await ReadAsync(slug, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, cancel))
        {
            return NotFound();
        }

        try
        {
            switch (Act)
            {
                case "sign" when MustBeMended:
                    throw SentenceException.Refused("Mend what must be mended first.");
                case "sign":
                    await packs.ActAsync(HttpContext.Person(), edits => edits.SignAsync(slug, Version, SecondPerson, cancel), cancel);
                    break;
                case "publish" when Pack.State != PackState.SignedOff || Pack.Version != Version:
                    throw SentenceException.Refused("The pack was changed or published meanwhile; look at how it stands now.");
                case "publish":
                    Done = await packs.PublishAsync(Pack, HttpContext.Person(), cancel) is { } wrong ? $"The pack is public. {wrong}" : "The pack is public, with its PDF.";
                    await ReadAsync(slug, cancel);
                    return Page();
                case "edition":
                    await packs.ActAsync(HttpContext.Person(), edits => edits.BeginEditionAsync(slug, cancel), cancel);
                    break;
                default:
                    return BadRequest();
            }

            return LocalRedirect($"/staff/packs/{slug}/settle");
        }
        catch (SentenceException refusal)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            ModelState.AddModelError(nameof(Act), refusal.Message);
            await ReadAsync(slug, cancel);
            return Page();
        }
    }

    private async Task<bool> ReadAsync(string slug, CancellationToken cancel)
    {
        if (await packs.FindAsync(slug, cancel) is not { } found)
        {
            return false;
        }

        Pack = found;
        IReadOnlyList<PackWarning> warnings = [];
        try
        {
            warnings = PackChecklist.Of(await packs.ContentAsync(found.Plan, cancel), catalogue.ForPublic());
        }
        catch (SentenceException refusal)
        {
            Refusal = refusal.Message;
        }

        MustBeMended = Refusal is not null || found.Chapters.Count == 0 || warnings.Any(warning => warning.Kind == PackWarningKind.Fault);
        Warnings = new DataTable(
            "What to look at",
            [new("Where"), new("What"), new("Found")],
            [.. warnings.Select(warning => (IReadOnlyList<TableCell>)[new(warning.Where), new(null, StaffLinks.Tag(warning.Kind.Words(), warning.Kind == PackWarningKind.Fault ? "red" : "yellow")), new(warning.Sentence)])])
        { CaptionClasses = "govuk-visually-hidden" };
        return true;
    }
}
