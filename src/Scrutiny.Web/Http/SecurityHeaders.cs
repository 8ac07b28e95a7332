using Microsoft.AspNetCore.Hosting;

namespace Scrutiny.Web.Http;

/// <summary>What every response says to the browser, whoever wrote it: pages, files, failures, refused hosts.</summary>
internal sealed class SecurityHeaders : IStartupFilter
{
    // 'self' covers WebSockets of the same origin in current browsers; the hub falls back to long polling in others.
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>For a file that somebody sent: whoever opens it in the browser after all gets nothing that runs.</summary>
    public const string FilePolicy = "default-src 'none'; sandbox; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly object Framed = new();
    private static readonly object Foreign = new();

    /// <summary>Lets other sites show this one answer in a frame.</summary>
    public static void AllowFrames(HttpContext context) => context.Items[Framed] = true;

    /// <summary>Answers with a file that somebody sent: to be saved under its own name and type, never shown as part of the site.</summary>
    public static IResult SentFile(HttpContext context, byte[] content, string mediaType, string fileName)
    {
        context.Items[Foreign] = true;
        return TypedResults.File(content, mediaType, fileName);
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            context.Response.OnStarting(Write, context);
            return rest(context);
        });
        next(app);
    };

    private static Task Write(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        var framed = context.Items.ContainsKey(Framed);
        headers.ContentSecurityPolicy = context.Items.ContainsKey(Foreign) ? FilePolicy : framed ? ContentSecurityPolicy.Replace("frame-ancestors 'none'", "frame-ancestors *", StringComparison.Ordinal) : ContentSecurityPolicy;
        if (!framed)
        {
            // For browsers and scanners that do not know frame-ancestors.
            headers.XFrameOptions = "DENY";
        }

        headers.XContentTypeOptions = "nosniff";
        // Addresses of status pages are secrets; no other site is told where a reader came from.
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        return Task.CompletedTask;
    }
}
