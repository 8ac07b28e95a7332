using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Web.Accounts.Provider;

namespace Scrutiny.Web.Pages.Staff.SignIn;

/// <summary><c>/staff/sign-in/provider</c>: leads to the organisation's own sign-in.</summary>
internal sealed partial class ProviderModel(IOptions<ProviderSettings> settings, ILogger<ProviderModel> log) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Return { get; set; }

    public string Name => settings.Value.Name;

    public string Again => ProviderSetup.Address + QueryString.Create("return", ReturnAddress.Of(Url, Return));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!settings.Value.IsSet)
        {
            return LocalRedirect("/staff/sign-in");
        }

        try
        {
            await HttpContext.ChallengeAsync(ProviderSetup.Scheme, new AuthenticationProperties { RedirectUri = ReturnAddress.Of(Url, Return) });
            return new EmptyResult();
        }
        catch (InvalidOperationException fault)
        {
            // What the library throws when the provider's description can't be read.
            Unreachable(fault.InnerException?.Message ?? fault.Message);
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Page();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the sign-in provider's description could not be read: {Reason}")]
    private partial void Unreachable(string reason);
}
