using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Scrutiny.Web.Pages.Mail;

/// <summary><c>/mail/stop/{secret}</c>: ends mail about one thing. A mail program may POST here by itself (RFC 8058), without a form and without cookies.</summary>
[IgnoreAntiforgeryToken]
internal sealed class StopModel(MailLinks links) : PageModel
{
    public bool Done { get; private set; }

    public void OnGet() => Response.Headers.CacheControl = "no-store";

    public async Task<IActionResult> OnPostAsync(string secret, CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        await links.StopAsync(secret, cancel);
        Done = true;
        return Page();
    }
}
