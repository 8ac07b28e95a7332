using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Web.Accounts;
using Scrutiny.Web.Accounts.Provider;

namespace Scrutiny.Web.Pages.Staff.SignIn;

/// <summary><c>/staff/sign-in/provider/return</c>: where the organisation's sign-in sends people back to.</summary>
internal sealed class ProviderReturnModel(ProviderAccounts accounts, StaffSessions sessions, IOptions<ProviderSettings> settings) : PageModel
{
    public bool IsIn { get; private set; }

    /// <summary>Where the person wanted to go.</summary>
    public string Next { get; private set; } = "/staff";

    /// <summary>Why it came to nothing.</summary>
    public string Sentence { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (HttpContext.Features.Get<ProviderAnswer>() is not { } answer)
        {
            return LocalRedirect("/staff/sign-in");
        }

        if (answer.Person is null)
        {
            return Refuse($"Signing in with {settings.Value.Name} was broken off, or took too long.");
        }

        if (await accounts.FindOrMakeAsync(answer.Person, cancel) is not { } account)
        {
            return Refuse($"You have signed in with {settings.Value.Name}, but it gives you no role here: ask an administrator.");
        }

        await sessions.BeginAsync(HttpContext, account, external: true);
        IsIn = true;
        Next = ReturnAddress.Of(Url, answer.Return);
        // Led on by this page: a redirect would still count as coming from the provider's site, to which the session's cookie is not shown.
        Response.Headers["Refresh"] = $"0;url={Next}";
        return Page();
    }

    private PageResult Refuse(string sentence)
    {
        Sentence = sentence;
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Page();
    }
}
