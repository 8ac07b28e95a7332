using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Requests;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Loads;

/// <summary><c>/staff/loads/{load}/withdraw</c>: takes what was published off again, with a reason that the public reads.</summary>
internal sealed class WithdrawModel(NpgsqlDataSource database, StaffRequests requests) : PageModel
{
    private const int LongestReason = 1000;

    public LoadRow Row { get; private set; } = null!;

    [BindProperty]
    public string? Reason { get; set; }

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public async Task<IActionResult> OnGetAsync(string load, CancellationToken cancel) => await ReadAsync(load, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string load, CancellationToken cancel)
    {
        if (!await ReadAsync(load, cancel))
        {
            return NotFound();
        }

        var reason = Reason?.Trim() ?? "";
        if (reason.Length is 0 or > LongestReason)
        {
            ModelState.AddModelError(nameof(Reason), reason.Length == 0 ? "Enter why the figures are withdrawn" : $"The reason must be {LongestReason} letters or fewer");
            return Page();
        }

        var request = await requests.AskAsync(new StaffRequest(RequestKind.Withdraw, Row.Source, HttpContext.Person()) { Load = load, Reason = reason }, cancel);
        return LocalRedirect($"/staff/requests/{request}");
    }

    private async Task<bool> ReadAsync(string load, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await LoadRow.ReadAsync(connection, load, HttpContext.Person(), cancel) is not { } row)
        {
            return false;
        }

        Row = row;
        return true;
    }
}
