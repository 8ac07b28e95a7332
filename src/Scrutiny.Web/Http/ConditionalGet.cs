using System.Security.Cryptography;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Net.Http.Headers;

namespace Scrutiny.Web.Http;

/// <summary>
/// Gives every successful GET of a page, chart, data file or API answer an ETag made of its bytes, and answers 304 to who has them.
/// The tag depends on nothing but what is shown, so it tells nothing about what is not. A HEAD is answered as its GET, without the body:
/// endpoints need not say it each.
/// </summary>
internal static class ConditionalGet
{
    private static readonly string[] Untouched = ["/hubs", "/health", "/metrics", "/assets"];

    public static IApplicationBuilder UseConditionalGet(this IApplicationBuilder app) => app.UseWhen(
        context => (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)) && !Array.Exists(Untouched, path => context.Request.Path.StartsWithSegments(path)),
        tagged => tagged.Use(TagAsync));

    private static async Task TagAsync(HttpContext context, RequestDelegate next)
    {
        var body = context.Response.Body;
        var head = HttpMethods.IsHead(context.Request.Method);
        using var held = new MemoryStream();
        context.Response.Body = held;
        if (head)
        {
            context.Request.Method = HttpMethods.Get;
        }

        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
            if (head)
            {
                context.Request.Method = HttpMethods.Head;
            }
        }

        var response = context.Response;
        if (response.StatusCode == StatusCodes.Status200OK && !response.HasStarted && !response.Headers.CacheControl.ToString().Equals("no-store", StringComparison.Ordinal))
        {
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(held.GetBuffer().AsSpan(0, (int)held.Length)))[..32]}\"", isWeak: true);
            response.Headers.ETag = tag.ToString();
            if (response.Headers.CacheControl.Count == 0)
            {
                // May be kept, must be asked about: a correction shows at the next look.
                response.Headers.CacheControl = "public, no-cache";
            }

            // What the output cache keeps must be whole; it answers 304 itself from the second time on.
            if (context.Features.Get<IOutputCacheFeature>() is not { Context.AllowCacheStorage: true } && context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                response.ContentLength = null;
                return;
            }
        }

        else if (response.StatusCode >= StatusCodes.Status400BadRequest && !response.HasStarted && response.Headers.CacheControl.Count == 0)
        {
            // What is not there now may be published in a second, and no cache in between is to hide it.
            response.Headers.CacheControl = "no-store";
        }

        if (held.Length > 0 && !head)
        {
            held.Position = 0;
            await held.CopyToAsync(body, context.RequestAborted);
        }
    }
}
