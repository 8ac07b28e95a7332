using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Web.Accounts;
using Scrutiny.Web.Accounts.Provider;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.SignIn;

/// <summary><c>/staff/sign-in</c>: name and password; the code of the second factor comes on a page of its own.</summary>
internal sealed class IndexModel(SignInDesk desk, StaffSessions sessions, KnownDevice device, CodeStep step, IOptions<ProviderSettings> settings) : PageModel
{
    [BindProperty]
    public string? SignInName { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Return { get; set; }

    /// <summary>What the organisation's own sign-in is called; null where there is none.</summary>
    public string? Provider => settings.Value.IsSet ? settings.Value.Name : null;

    public string ProviderLink => ProviderSetup.Address + QueryString.Create("return", ReturnAddress.Of(Url, Return));

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    /// <summary>Who is signed in already has come by an old link.</summary>
    public IActionResult OnGet() => HttpContext.Features.Get<StaffPerson>() is null ? Page() : LocalRedirect(ReturnAddress.Of(Url, Return));

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var name = SignInName?.Trim() ?? "";
        if (name.Length == 0)
        {
            ModelState.AddModelError(nameof(SignInName), "Enter your sign-in name");
        }

        if (string.IsNullOrEmpty(Password))
        {
            ModelState.AddModelError(nameof(Password), "Enter your password");
        }

        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        var verdict = await desk.CheckPasswordAsync(name, Password!, SourceAddress.Of(HttpContext), device.Is(HttpContext) ? account => device.Read(HttpContext, account) : null, cancel);
        if (verdict.Account is not { } account)
        {
            ModelState.AddModelError(nameof(SignInName), SignInDesk.Failure);
            Response.StatusCode = verdict.IsHeld ? StatusCodes.Status429TooManyRequests : StatusCodes.Status200OK;
            return Page();
        }

        if (account.TotpSecret is not null)
        {
            step.Begin(HttpContext, account);
            return LocalRedirect("/staff/sign-in/code" + QueryString.Create("return", ReturnAddress.Of(Url, Return)));
        }

        await sessions.BeginAsync(HttpContext, account, external: false);
        device.Remember(HttpContext, account.AccountId);
        return LocalRedirect(ReturnAddress.Of(Url, Return));
    }
}
