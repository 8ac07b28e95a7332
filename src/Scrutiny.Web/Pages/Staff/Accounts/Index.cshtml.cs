using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Accounts;

/// <summary><c>/staff/accounts</c>: every account.</summary>
internal sealed class IndexModel(AccountRegister register) : PageModel
{
    public DataTable Accounts { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel) => Accounts = new DataTable(
        "Accounts",
        [new("Name"), new("Sign-in name"), new("Roles"), new("State"), new("Second factor"), new("Last used")],
        [.. (await register.ListAsync(cancel)).Select(account => (IReadOnlyList<TableCell>)
        [
            new(null, StaffLinks.Link($"/staff/accounts/{account.AccountId}", account.DisplayName)),
            new(account.SignInName),
            new(string.Join(", ", account.Roles.Select(role => role.Words()))),
            new(null, StaffLinks.Tag(account.DisabledAt is not null ? "Disabled" : account.OneTimeUntil is not null ? "One-time password" : account.Sample ? "Sample" : "Enabled", account.DisabledAt is not null ? "grey" : account.OneTimeUntil is not null ? "yellow" : null)),
            new(account.HasSecondFactor ? "Set up" : account.External ? "Provider’s" : "None"),
            new(account.LastSeen is { } seen ? LondonTime.DateAndTime(new DateTimeOffset(seen, TimeSpan.Zero)) : "Never"),
        ])])
    { CaptionClasses = "govuk-visually-hidden" };
}
