using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Web.Accounts;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.OwnAccount;

/// <summary><c>/staff/account/password</c>: a new password of one's own, after the present one.</summary>
internal sealed class PasswordModel(AccountRegister register, SignInDesk desk, StaffSessions sessions) : PageModel
{
    [BindProperty]
    public string? Present { get; set; }

    [BindProperty]
    public string? Chosen { get; set; }

    [BindProperty]
    public string? Again { get; set; }

    public string SignInName { get; private set; } = "";

    public bool Owed => HttpContext.Person().Owes is not null;

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await register.ReadAsync(HttpContext.Person().Account, cancel) is not { External: false } account)
        {
            return NotFound();
        }

        SignInName = account.SignInName;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var person = HttpContext.Person();
        if (await register.ReadAsync(person.Account, cancel) is not { External: false } account)
        {
            return NotFound();
        }

        SignInName = account.SignInName;
        if (PasswordRules.WhyNot(Chosen ?? "", account.SignInName, account.DisplayName) is { } sentence)
        {
            ModelState.AddModelError(nameof(Chosen), sentence);
        }
        else if (Chosen == Present)
        {
            ModelState.AddModelError(nameof(Chosen), "Choose another password than the present one");
        }

        if (Again != Chosen)
        {
            ModelState.AddModelError(nameof(Again), "Enter the same new password twice");
        }

        if (ModelState.ErrorCount == 0 && !await desk.ConfirmAsync(person.Account, Present ?? "", cancel))
        {
            ModelState.AddModelError(nameof(Present), SignInDesk.Failure);
        }

        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        var next = StaffSessions.NewName();
        await register.ChangePasswordAsync(person.Account, Chosen!, person.Actor, next, cancel);
        await sessions.ContinueAsync(HttpContext, (await desk.ReadAsync(person.Account, cancel))!, next);
        return LocalRedirect("/staff");
    }
}
