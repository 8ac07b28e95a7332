using Microsoft.Net.Http.Headers;

namespace Scrutiny.Web.Http;

/// <summary>Files of wwwroot. An address with the file's hash in it (<c>asp-append-version</c>) may be kept for a year; one without is asked for again.</summary>
internal static class Assets
{
    private const string ForAYear = "public, max-age=31536000, immutable";

    public static IApplicationBuilder UseAssets(this IApplicationBuilder app) => app.UseStaticFiles(new StaticFileOptions
    {
        OnPrepareResponse = static file =>
            file.Context.Response.Headers[HeaderNames.CacheControl] = file.Context.Request.Query.ContainsKey("v") ? ForAYear : "no-cache",
    });
}
