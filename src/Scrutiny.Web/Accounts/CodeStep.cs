using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Scrutiny.Web.Accounts;

/// <summary>Carries somebody whose password was right to the page that asks for the code: for five minutes, and for nothing else.</summary>
internal sealed class CodeStep(IDataProtectionProvider protection)
{
    private const string Cookie = "scrutiny-staff-step";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("code step").ToTimeLimitedDataProtector();

    public void Begin(HttpContext context, Account account) =>
        context.Response.Cookies.Append(Cookie, protector.Protect($"{account.AccountId}/{account.SecurityStamp}", Life), Options(context));

    /// <summary>Whose password was right; null after five minutes, and before.</summary>
    public (string AccountId, string Stamp)? Read(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[Cookie] is { Length: > 0 } step && protector.Unprotect(step).Split('/') is [var account, var stamp] ? (account, stamp) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static void End(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options(context));

    private static CookieOptions Options(HttpContext context) =>
        new() { HttpOnly = true, IsEssential = true, Path = "/staff/sign-in", SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps };
}
