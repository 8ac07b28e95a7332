using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Web.Access;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Notes;

/// <summary><c>/staff/notes/{id}</c>: one note, and what a publisher decides about it.</summary>
internal sealed class NoteModel(NpgsqlDataSource database, Catalogue catalogue, StaffRequests requests) : PageModel
{
    private const int LongestReason = 1000;

    public NoteRow Row { get; private set; } = null!;

    public string MeasureName => catalogue.Measures.TryGetValue(Row.Measure, out var measure) ? measure.Value.Name : Row.Measure;

    public bool MayDecide => HttpContext.Person().IsOneOf(StaffRoles.Deciders);

    [BindProperty]
    public string? Decision { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Day { get; set; }

    [BindProperty]
    public string? Time { get; set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel) => await ReadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
        {
            return NotFound();
        }

        if (Decision is not ("publish" or "schedule" or "reject" or "withdraw" or "except"))
        {
            ModelState.AddModelError(nameof(Decision), "Choose what to do with the note");
        }

        var needed = Decision is "reject" or "withdraw" or "except" || (Decision is "publish" or "schedule" && Row.Replaces is not null);
        var reason = needed ? PostedMoments.Text(ModelState, nameof(Reason), Reason, LongestReason, "Enter the reason") : Reason?.Trim();
        var due = Decision == "schedule" ? PostedMoments.Read(ModelState, nameof(Day), Day, nameof(Time), Time) : default;
        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        var kind = Decision == "except" ? RequestKind.ExceptNote : RequestKind.DecideNote;
        var detail = new ReleaseDetail { Note = id, Decision = Decision == "except" ? null : Decision, From = Decision == "schedule" ? due : null };
        var request = await requests.AskAsync(new StaffRequest(kind, ReleaseDetail.Office, HttpContext.Person()) { Reason = string.IsNullOrEmpty(reason) ? null : reason, Detail = detail }, cancel);
        return LocalRedirect($"/staff/requests/{request}");
    }

    private async Task<bool> ReadAsync(long id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await NoteRow.FindAsync(connection, id, cancel) is not { } row)
        {
            return false;
        }

        Row = row;
        return true;
    }
}
