using System.Globalization;
using Microsoft.Extensions.Options;
using Scrutiny.Web.Body;

namespace Scrutiny.Web.Http;

/// <summary><c>/.well-known/security.txt</c> (RFC 9116): whom to tell of a weakness. And <c>/robots.txt</c>.</summary>
internal static class SecurityText
{
    /// <summary>The standard asks for less than a year, so that nobody trusts a text that nobody looks after.</summary>
    private const int DaysValid = 180;

    public static void MapSecurityText(this WebApplication app)
    {
        app.MapGet("/.well-known/security.txt", (IOptions<BodySettings> body, TimeProvider time) =>
        {
            var contact = body.Value.SecurityContact ?? $"mailto:{body.Value.ContactEmail}";
            var expires = time.GetUtcNow().UtcDateTime.Date.AddDays(DaysValid).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            return TypedResults.Text($"Contact: {contact}\nExpires: {expires}\nPreferred-Languages: en\n", "text/plain; charset=utf-8");
        }).ExcludeFromDescription();
        var isPublic = AudienceSetting.Read(app.Configuration) == Audience.Public;
        app.MapGet("/robots.txt", (HttpRequest request) => TypedResults.Text(
            isPublic ? $"User-agent: *\nDisallow: /questions/status/\nDisallow: /hubs/\n\nSitemap: {request.Scheme}://{request.Host}/sitemap.xml\n" : "User-agent: *\nDisallow: /\n",
            "text/plain; charset=utf-8")).ExcludeFromDescription();
    }
}
