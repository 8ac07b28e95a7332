using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Dashboards;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.SignIn;

/// <summary><c>POST /staff/sign-out</c>.</summary>
internal sealed class SignOutModel(StaffAudit audit, Catalogue catalogue) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (StaffPerson.Read(User, catalogue) is { } person)
        {
            await audit.SignedOutAsync(person, cancel);
        }

        await HttpContext.SignOutAsync();
        return LocalRedirect("/staff/sign-in");
    }
}
