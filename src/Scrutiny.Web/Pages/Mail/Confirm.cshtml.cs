using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Scrutiny.Web.Pages.Mail;

/// <summary><c>/mail/confirm/{secret}</c>: says that an address is one's own. Programs that look at links before people do only GET.</summary>
// The secret in the address is all the right that there is, and no cookie adds to it.
[IgnoreAntiforgeryToken]
internal sealed class ConfirmModel(MailLinks links) : PageModel
{
    public bool Done { get; private set; }

    public void OnGet() => Response.Headers.CacheControl = "no-store";

    public async Task<IActionResult> OnPostAsync(string secret, CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        await links.ConfirmAsync(secret, cancel);
        Done = true;
        return Page();
    }
}
