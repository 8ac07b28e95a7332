using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Scrutiny.Web.Accounts;

/// <summary>A browser in which somebody has signed in with both factors keeps a mark of it, so that strangers who guess at the name cannot lock it out. It opens nothing by itself.</summary>
internal sealed class KnownDevice(IDataProtectionProvider protection)
{
    private const string Cookie = "scrutiny-staff-device";

    private static readonly TimeSpan Life = TimeSpan.FromDays(180);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("known device").ToTimeLimitedDataProtector();

    /// <summary>The device's own id, where this browser is known for that account.</summary>
    public string? Read(HttpContext context, string accountId) => ReadAny(context) is { } mark && mark.Account == accountId ? mark.Device : null;

    /// <summary>Whether this browser is known for anybody.</summary>
    public bool Is(HttpContext context) => ReadAny(context) is not null;

    public void Remember(HttpContext context, string accountId)
    {
        var device = Read(context, accountId) ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
        context.Response.Cookies.Append(Cookie, protector.Protect($"{accountId}/{device}", Life), new CookieOptions
        {
            HttpOnly = true, IsEssential = true, MaxAge = Life, Path = "/staff/sign-in", SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps,
        });
    }

    private (string Account, string Device)? ReadAny(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[Cookie] is { Length: > 0 } mark && protector.Unprotect(mark).Split('/') is [var account, var device] ? (account, device) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
