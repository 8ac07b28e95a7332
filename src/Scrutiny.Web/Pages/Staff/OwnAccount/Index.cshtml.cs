using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Audit;
using Scrutiny.Web.Accounts;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.OwnAccount;

/// <summary><c>/staff/account</c>: what a person may see and end of their own.</summary>
internal sealed class IndexModel(AccountRegister register, StaffSessions sessions, IOptions<SignInSettings> settings) : PageModel
{
    private const string All = "all";

    /// <summary>A session's name, or <c>all</c>.</summary>
    [BindProperty]
    public string? Session { get; set; }

    public IReadOnlyList<SummaryRow> Facts { get; private set; } = [];

    public IReadOnlyList<ListedSession> Sessions { get; private set; } = [];

    public string Own => HttpContext.Person().Session;

    public int IdleMinutes => settings.Value.IdleMinutes;

    public int LongestHours => settings.Value.LongestHours;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var person = HttpContext.Person();
        if (await register.ReadAsync(person.Account, cancel) is not { } account)
        {
            return NotFound();
        }

        Sessions = await sessions.ListAsync(person.Account, cancel);
        Facts =
        [
            new("Name", account.DisplayName),
            new("Sign-in name", account.SignInName),
            new("Job title", account.JobTitle ?? "–"),
            new("Roles", string.Join("; ", account.Roles.Select(role => $"{role.Words()}: {Access.StaffRoles.May(role)}"))),
            new("Password", account.External ? "Kept by your organisation’s provider" : "Your own", null, account.External ? null : new("Change", "/staff/account/password", "password")),
            new("Second factor", account.HasSecondFactor ? "Set up. If you lose the telephone, an administrator can take it away." : account.External ? "Asked for by your organisation’s provider" : "Not set up", null, account.HasSecondFactor || account.External ? null : new("Set up", "/staff/account/second-factor", "second factor")),
        ];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var person = HttpContext.Person();
        if (string.IsNullOrEmpty(Session))
        {
            return BadRequest();
        }

        await sessions.EndAsync(person.Account, Session == All ? null : Session, person.Actor, AuditAct.SessionsEnded, cancel);
        if (Session != All)
        {
            return LocalRedirect("/staff/account");
        }

        await HttpContext.SignOutAsync();
        return LocalRedirect("/staff/sign-in");
    }
}
