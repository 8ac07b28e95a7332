using Microsoft.AspNetCore.Authentication.Cookies;

namespace Scrutiny.Web.Accounts;

/// <summary>Over HTTPS a cookie's name begins with <c>__Host-</c>, by which a browser takes it from this very host and over HTTPS only: no other host of the same domain can set it.</summary>
internal sealed class HostCookies : ICookieManager
{
    private readonly ChunkingCookieManager inner = new();

    public string? GetRequestCookie(HttpContext context, string key) => inner.GetRequestCookie(context, NameOf(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) => inner.AppendResponseCookie(context, NameOf(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => inner.DeleteCookie(context, NameOf(context, key), options);

    private static string NameOf(HttpContext context, string key) => context.Request.IsHttps ? $"__Host-{key}" : key;
}
