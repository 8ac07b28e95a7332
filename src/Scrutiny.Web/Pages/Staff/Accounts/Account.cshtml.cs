using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Web.Accounts;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Accounts;

/// <summary><c>/staff/accounts/{account}</c>: one account, and what administrators may do to it after their own password again.</summary>
internal sealed class AccountModel(AccountRegister register, SignInDesk desk) : PageModel
{
    [BindProperty]
    public string[] Roles { get; set; } = [];

    /// <summary>roles, disable, enable, reset or second-factor.</summary>
    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public ListedAccount Listed { get; private set; } = null!;

    public string? OneTimePassword { get; private set; }

    public bool IsOwn => Listed.AccountId == HttpContext.Person().Account;

    public IReadOnlyList<SummaryRow> Facts =>
    [
        new("Sign-in name", Listed.SignInName),
        new("Job title", Listed.JobTitle ?? "–"),
        new("Roles", string.Join(", ", Listed.Roles.Select(role => role.Words()))),
        new("State", Listed.DisabledAt is { } since ? $"Disabled on {Moment(since)}" : Listed.OneTimeUntil is { } until ? $"Has a one-time password, until {Moment(until)}" : "Enabled"),
        new("Second factor", Listed.HasSecondFactor ? "Set up" : Listed.External ? "Asked for by the provider" : "None"),
        new("Last used", Listed.LastSeen is { } seen ? Moment(seen) : "Never"),
        new("In the record", Listed.AccountId),
    ];

    public bool Has(StaffRole role) => ModelState.ErrorCount > 0 ? Roles.Contains(role.Name()) : Listed.Roles.Contains(role);

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public async Task<IActionResult> OnGetAsync(string account, CancellationToken cancel) => await ReadAsync(account, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string account, CancellationToken cancel)
    {
        if (!await ReadAsync(account, cancel))
        {
            return NotFound();
        }

        var person = HttpContext.Person();
        if (IsOwn)
        {
            return Forbid();
        }

        StaffRole[] chosen = [.. Roles.Select(StaffRoleNames.Parse).OfType<StaffRole>().Distinct().Order()];
        if (Act == "roles" && chosen.Length == 0)
        {
            ModelState.AddModelError(nameof(Roles), "Choose at least one role, or disable the account");
            return Page();
        }

        if (Act == "roles" && Listed.External)
        {
            ModelState.AddModelError(nameof(Roles), "The provider that signs this person in gives the roles, at each sign-in: change them there");
            return Page();
        }

        if ((await register.ReadAsync(person.Account, cancel))!.External)
        {
            ModelState.AddModelError(nameof(Password), "Your password is kept by your organisation’s provider and can't be asked for here: use ./scrutiny user, or an administrator’s account with a password of this site");
            return Page();
        }

        if (!await desk.ConfirmAsync(person.Account, Password ?? "", cancel))
        {
            ModelState.AddModelError(nameof(Password), "Enter your own password; nothing was changed");
            return Page();
        }

        try
        {
            await (Act switch
            {
                "roles" => register.SetRolesAsync(account, chosen, person.Actor, cancel),
                "disable" => register.DisableAsync(account, person.Actor, cancel),
                "enable" => register.EnableAsync(account, person.Actor, cancel),
                "second-factor" => register.ResetSecondFactorAsync(account, person.Actor, cancel),
                "reset" => ResetAsync(account, person, cancel),
                _ => throw new BadHttpRequestException("There is no such act."),
            });
        }
        catch (SentenceException refusal)
        {
            ModelState.AddModelError(nameof(Act), refusal.Message.TrimEnd('.'));
            return Page();
        }

        if (OneTimePassword is null)
        {
            return LocalRedirect($"/staff/accounts/{account}");
        }

        await ReadAsync(account, cancel);
        return Page();
    }

    private async Task ResetAsync(string account, StaffPerson person, CancellationToken cancel) => OneTimePassword = await register.ResetAsync(account, person.Actor, cancel);

    private async Task<bool> ReadAsync(string account, CancellationToken cancel)
    {
        if (await register.ReadAsync(account, cancel) is not { } listed)
        {
            return false;
        }

        Listed = listed;
        return true;
    }

    private static string Moment(DateTime utc) => LondonTime.DateAndTime(new DateTimeOffset(utc, TimeSpan.Zero));
}
