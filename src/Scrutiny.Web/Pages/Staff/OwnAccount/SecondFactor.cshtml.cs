using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Web.Accounts;
using Scrutiny.Web.Body;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.OwnAccount;

/// <summary><c>/staff/account/second-factor</c>: shows a new secret until a code of it proves that an app has it.</summary>
internal sealed class SecondFactorModel(AccountRegister register, SignInDesk desk, StaffSessions sessions, SecondFactor factor, IOptions<BodySettings> body) : PageModel
{
    /// <summary>The secret on offer, encrypted: nothing is stored until it is proved.</summary>
    [BindProperty]
    public string? Secret { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public string Grouped { get; private set; } = "";

    public string Address { get; private set; } = "";

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (await register.ReadAsync(HttpContext.Person().Account, cancel) is not { HasSecondFactor: false, External: false } account)
        {
            return LocalRedirect("/staff/account");
        }

        Offer(Totp.NewSecret(), account.SignInName);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var person = HttpContext.Person();
        if (await register.ReadAsync(person.Account, cancel) is not { HasSecondFactor: false, External: false } account)
        {
            return LocalRedirect("/staff/account");
        }

        string offered;
        try
        {
            offered = factor.Reveal(Secret ?? "");
        }
        catch (CryptographicException)
        {
            return BadRequest();
        }

        if (factor.Match(Secret!, Code ?? "") is not { } step)
        {
            ModelState.AddModelError(nameof(Code), "Enter the code that the app shows now, six digits; check that the telephone’s clock is right");
            Offer(offered, account.SignInName);
            return Page();
        }

        var next = StaffSessions.NewName();
        await register.SetSecondFactorAsync(person.Account, Secret!, step, person.Actor, next, cancel);
        await sessions.ContinueAsync(HttpContext, (await desk.ReadAsync(person.Account, cancel))!, next);
        return LocalRedirect("/staff");
    }

    private void Offer(string secret, string signInName)
    {
        Secret = factor.Protect(secret);
        ModelState.SetModelValue(nameof(Secret), Secret, Secret);
        Grouped = string.Join(' ', secret.Chunk(4).Select(part => new string(part)));
        Address = Totp.Address(secret, body.Value.ServiceName, signInName);
    }
}
