using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Scrutiny.Web.Accounts;

/// <summary>The cookie holds the session's name only; who that is, and what they may, is read anew for each request.</summary>
internal sealed class SessionCookie(StaffSessions sessions) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var request = context.HttpContext;
        // An open socket or its polling is not somebody at work.
        var used = !request.Request.Path.StartsWithSegments("/hubs");
        if (context.Principal?.FindFirstValue(StaffClaims.Session) is not { } session || await sessions.CheckAsync(session, used, request.RequestAborted) is not { } row)
        {
            context.RejectPrincipal();
            await request.SignOutAsync();
            return;
        }

        List<Claim> claims = [new(StaffClaims.Session, session), new(ClaimTypes.NameIdentifier, row.AccountId), new(ClaimTypes.Name, row.DisplayName), .. row.RoleNames.Select(role => new Claim(ClaimTypes.Role, role))];
        if (row.OwesPassword || row.OwesSecondFactor)
        {
            claims.Add(new Claim(StaffClaims.Owes, row.OwesPassword ? "password" : "second-factor"));
        }

        context.ReplacePrincipal(new ClaimsPrincipal(new ClaimsIdentity(claims, context.Scheme.Name)));
    }

    // The gate sends people to sign in; nothing else is to.
    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) => Task.CompletedTask;
}
