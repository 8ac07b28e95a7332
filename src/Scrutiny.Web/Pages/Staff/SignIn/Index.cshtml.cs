using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Dashboards;
using Scrutiny.Web.Access;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.SignIn;

/// <summary><c>/staff/sign-in</c>: a name and a role of one's own choosing, until there are accounts. Accounts replace this page and nothing else.</summary>
internal sealed class IndexModel(StaffAudit audit, Catalogue catalogue) : PageModel
{
    private const int LongestName = 80;

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public StaffRole? Role { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Return { get; set; }

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public static string May(StaffRole role) => role switch
    {
        StaffRole.Analyst => "Uploads files, types figures, sees every load. Publishes nothing.",
        StaffRole.Publisher => "As an analyst, and approves or rejects loads.",
        StaffRole.ChiefConstablesOffice => "Uploads the force’s own returns and sees those only.",
        StaffRole.Administrator => "Everything.",
        StaffRole.Commissioner => "Acts in meetings.",
        StaffRole.Operator => "Runs the room in a meeting.",
        StaffRole.MinuteTaker => "Writes down what is said in a meeting.",
    };

    public void OnGet() => DisplayName = User.Identity?.Name;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var name = DisplayName?.Trim() ?? "";
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            ModelState.AddModelError(nameof(DisplayName), $"Enter your name, at most {LongestName} letters");
        }

        if (Role is not { } role || !Enum.IsDefined(role))
        {
            ModelState.Remove(nameof(Role));
            ModelState.AddModelError(nameof(Role), "Choose your role");
            return Page();
        }

        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        var user = new ClaimsPrincipal(new ClaimsIdentity(StaffPerson.Claims(name, role), CookieAuthenticationDefaults.AuthenticationScheme));
        await audit.SignedInAsync(StaffPerson.Read(user, catalogue)!, cancel);
        await HttpContext.SignInAsync(user);
        return LocalRedirect(Url.IsLocalUrl(Return) ? Return : "/staff/feeds");
    }
}
