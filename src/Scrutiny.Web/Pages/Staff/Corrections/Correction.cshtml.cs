using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.CorrectionRegister;
using Scrutiny.Dashboards;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Web.Access;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Corrections;

/// <summary><c>/staff/corrections/{id}</c>: one quoted figure that changed: where it stands, the words for the public, the decision.</summary>
internal sealed class CorrectionModel(NpgsqlDataSource database, Catalogue catalogue, StaffRequests requests) : PageModel
{
    private const int LongestNotice = 2000;
    private const int LongestReason = 1000;

    public StoredCorrection Row { get; private set; } = null!;

    public CorrectionShown Shown => new(Row, catalogue);

    public bool MayDraft => HttpContext.Person().IsOneOf(StaffRoles.Makers);

    public bool MayDecide => HttpContext.Person().IsOneOf(StaffRoles.Deciders);

    public string SeriesAddress => $"/performance/{Row.Figure.Measure}?area={Row.Figure.Area}{(Row.Figure.Breakdown == "total" ? "" : $"&breakdown={Row.Figure.Breakdown}")}";

    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Notice { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    [BindProperty]
    public string[]? LeftOut { get; set; }

    public bool IsLeftOut(StoredPlace place) => Request.Method == "POST" ? LeftOut?.Contains(place.Key) == true : !place.Counts;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
        {
            return NotFound();
        }

        (Notice, Reason) = (Shown.Notice, Row.Reason ?? Row.SourceReason);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
        {
            return NotFound();
        }

        // Whoever may find the words may not publish them by that.
        if (Act is "publish" or "dismiss" && !MayDecide)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        var chosen = new CorrectionChoice(id, Version);
        StaffRequest Asked(RequestKind kind, string? reason, ReleaseDetail detail) => new(kind, ReleaseDetail.Office, HttpContext.Person()) { Reason = reason, Detail = detail with { Corrections = [chosen] } };
        var asked = Act switch
        {
            "draft" => Asked(
                RequestKind.DraftCorrection,
                PostedMoments.Text(ModelState, nameof(Reason), Reason, LongestReason, "Enter why the figure changed"),
                // Words that are the proposed ones stay the program's, so that they follow a further revision by themselves.
                new ReleaseDetail { Text = PostedMoments.Text(ModelState, nameof(Notice), Notice, LongestNotice, "Enter the notice").ReplaceLineEndings("\n") is var given && given == Shown.Draft ? null : given, LeftOut = LeftOut }),
            "dismiss" => Asked(RequestKind.DecideCorrections, PostedMoments.Text(ModelState, nameof(Why), Why, LongestReason, "Enter why no correction is needed"), new ReleaseDetail { Decision = "dismiss" }),
            "publish" => Asked(RequestKind.DecideCorrections, null, new ReleaseDetail { Decision = "publish" }),
            _ => null,
        };
        if (asked is null || ModelState.ErrorCount > 0)
        {
            (Notice, Reason) = (Notice ?? Shown.Notice, Reason ?? Row.Reason ?? Row.SourceReason);
            return asked is null ? BadRequest() : Page();
        }

        return LocalRedirect($"/staff/requests/{await requests.AskAsync(asked, cancel)}");
    }

    private async Task<bool> ReadAsync(long id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await StoredCorrections.FindAsync(connection, id, cancel) is not { } row)
        {
            return false;
        }

        Row = row;
        return true;
    }
}
