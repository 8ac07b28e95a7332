using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Web.Accounts;

namespace Scrutiny.Web.Pages.Staff.SignIn;

/// <summary><c>/staff/sign-in/code</c>: the second factor, after a right password.</summary>
internal sealed class CodeModel(SignInDesk desk, StaffSessions sessions, KnownDevice device, CodeStep step) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Return { get; set; }

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public IActionResult OnGet() => step.Read(HttpContext) is null ? BeginAgain() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (step.Read(HttpContext) is not var (accountId, stamp))
        {
            return BeginAgain();
        }

        if (string.IsNullOrWhiteSpace(Code))
        {
            ModelState.AddModelError(nameof(Code), "Enter the code, six digits");
            return Page();
        }

        var verdict = await desk.CheckCodeAsync(accountId, stamp, Code, device.Read(HttpContext, accountId), cancel);
        if (verdict.Account is not { } account)
        {
            ModelState.AddModelError(nameof(Code), SignInDesk.Failure);
            Response.StatusCode = verdict.IsHeld ? StatusCodes.Status429TooManyRequests : StatusCodes.Status200OK;
            return Page();
        }

        await sessions.BeginAsync(HttpContext, account, external: false);
        CodeStep.End(HttpContext);
        device.Remember(HttpContext, account.AccountId);
        return LocalRedirect(ReturnAddress.Of(Url, Return));
    }

    private LocalRedirectResult BeginAgain() => LocalRedirect("/staff/sign-in" + (Return is null ? QueryString.Empty : QueryString.Create("return", ReturnAddress.Of(Url, Return))));
}
