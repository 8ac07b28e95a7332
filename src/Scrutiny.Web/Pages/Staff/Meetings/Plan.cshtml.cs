using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Dashboards;
using Scrutiny.MeetingLogs;
using Scrutiny.Measures;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Meetings;

/// <summary><c>/staff/meetings/plan</c>: plans a meeting, or with <c>?meeting=</c> changes one that has not begun.</summary>
internal sealed class PlanModel(StaffMeetings desk, Catalogue catalogue) : PageModel
{
    private const int MoreRows = 4;

    [BindProperty]
    public PlanForm Form { get; set; } = new();

    public bool IsNew { get; private set; }

    public IReadOnlyList<Priority> Priorities => catalogue.Priorities;

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "meeting")] string? slug, CancellationToken cancel)
    {
        IsNew = slug is null;
        if (slug is not null)
        {
            if (await desk.ReadAsync(slug, cancel) is not { } found)
            {
                return NotFound();
            }

            Form = PlanForm.Of(found.Meeting);
        }

        AddRows();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromQuery(Name = "meeting")] string? slug, CancellationToken cancel)
    {
        IsNew = slug is null;
        Form.Slug = slug ?? Form.Slug?.Trim();
        if (Form.Read(ModelState) is { } meeting)
        {
            try
            {
                await desk.PlanAsync(meeting, HttpContext.Person(), cancel);
                return LocalRedirect($"/staff/meetings/{meeting.Slug}");
            }
            catch (MeetingMovedOnException)
            {
                Response.StatusCode = StatusCodes.Status409Conflict;
                ModelState.AddModelError(nameof(PlanForm.Slug), IsNew ? "There is a meeting with this address already; choose another" : "Somebody else changed this plan meanwhile; what you typed is kept below. Open the plan in another window, compare, and save there");
            }
            catch (SentenceException refusal)
            {
                Response.StatusCode = StatusCodes.Status409Conflict;
                ModelState.AddModelError(nameof(PlanForm.Title), refusal.Message);
            }
        }

        AddRows();
        return Page();
    }

    private void AddRows()
    {
        for (var row = 0; row < MoreRows || Form.Items.Count < 6; row++)
        {
            Form.Items.Add(new PlanItem());
        }
    }
}
