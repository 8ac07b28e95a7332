using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Packs;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Packs;

/// <summary><c>/staff/packs/plan</c>: begins a pack, or with <c>?pack=</c> changes what stands on its cover.</summary>
internal sealed class PlanModel(StaffPacks packs, StaffMeetings meetings, IOptions<BodySettings> body, TimeProvider clock) : PageModel
{
    [BindProperty]
    public PackForm Form { get; set; } = new();

    public bool IsNew { get; private set; }

    public IReadOnlyList<(string Slug, string Name)> Meetings { get; private set; } = [];

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "pack")] string? slug, CancellationToken cancel)
    {
        IsNew = slug is null;
        if (slug is not null)
        {
            if (await packs.FindAsync(slug, cancel) is not { } found)
            {
                return NotFound();
            }

            Form = new PackForm { Version = found.Version, Slug = slug, Title = found.Plan.Title, Occasion = found.Plan.Occasion, Meeting = found.Plan.Meeting, Cut = StaffDates.Field(found.Plan.Cut) };
        }

        await ReadMeetingsAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromQuery(Name = "pack")] string? slug, CancellationToken cancel)
    {
        IsNew = slug is null;
        Form.Slug = slug ?? Form.Slug?.Trim();
        await ReadMeetingsAsync(cancel);
        if (Read() is { } plan)
        {
            try
            {
                await packs.ActAsync(HttpContext.Person(), edits => edits.PlanAsync(plan, IsNew ? 0 : Form.Version, cancel), cancel);
                return LocalRedirect($"/staff/packs/{plan.Slug}");
            }
            catch (SentenceException refusal)
            {
                Response.StatusCode = StatusCodes.Status409Conflict;
                ModelState.AddModelError(nameof(PackForm.Slug), IsNew ? "There is a pack with this address already; choose another" : refusal.Message);
            }
        }

        return Page();
    }

    private PackPlan? Read()
    {
        if (string.IsNullOrWhiteSpace(Form.Title) || Form.Title.Trim().Length > PackRules.MostTitle)
        {
            ModelState.AddModelError(nameof(PackForm.Title), $"Enter a title of at most {PackRules.MostTitle} characters");
        }

        if (Form.Slug is null || !PackRules.IsSlug(Form.Slug))
        {
            ModelState.AddModelError(nameof(PackForm.Slug), "Enter the address with lower-case letters, digits and hyphens, such as cops-2026-12");
        }

        if (!StaffDates.TryMoment(Form.Cut, out var cut) || cut is null || cut > clock.GetUtcNow())
        {
            ModelState.AddModelError(nameof(PackForm.Cut), "Enter the data cut in London time, such as 2026-11-20 12:00, and not in the future");
        }

        return !ModelState.IsValid ? null : new PackPlan
        {
            Slug = Form.Slug!,
            Title = Form.Title!.Trim(),
            Occasion = string.IsNullOrWhiteSpace(Form.Occasion) ? null : Form.Occasion.Trim(),
            Meeting = Meetings.Any(meeting => meeting.Slug == Form.Meeting) ? Form.Meeting : null,
            Cut = cut!.Value,
            Area = body.Value.Area,
        };
    }

    // Papers of a closed meeting would tell that there is one.
    private async Task ReadMeetingsAsync(CancellationToken cancel) => Meetings = [.. (await meetings.AllAsync(cancel)).Where(stored => !stored.Meeting.Closed).Select(stored => (stored.Meeting.Slug, stored.Meeting.Title))];
}

/// <summary>The form for a pack's cover, as it was typed.</summary>
internal sealed class PackForm
{
    /// <summary>The version that was on the page; 0 for a new pack.</summary>
    public int Version { get; set; }

    public string? Slug { get; set; }

    public string? Title { get; set; }

    public string? Occasion { get; set; }

    public string? Meeting { get; set; }

    public string? Cut { get; set; }
}
