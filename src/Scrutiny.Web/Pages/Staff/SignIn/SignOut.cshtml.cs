using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Audit;
using Scrutiny.Dashboards;
using Scrutiny.Web.Accounts;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.SignIn;

/// <summary><c>POST /staff/sign-out</c>.</summary>
internal sealed class SignOutModel(StaffSessions sessions, Catalogue catalogue) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (StaffPerson.Read(User, catalogue) is { } person)
        {
            await sessions.EndAsync(person.Account, person.Session, person.Actor, AuditAct.SignedOut, cancel);
        }

        await HttpContext.SignOutAsync();
        return LocalRedirect("/staff/sign-in");
    }
}
