namespace Scrutiny.Web.Http;

/// <summary>
/// Browsers say where a request comes from. What changes something, and every socket, is for pages of this site only: a browser that says
/// otherwise is refused before anything is read. Programs that are no browsers say nothing of the kind, and have no cookies that others could misuse.
/// </summary>
internal static class OriginCheck
{
    public static IApplicationBuilder UseOriginCheck(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var request = context.Request;
        var changes = !IsSafe(request.Method);
        // Browsers let any site open a socket to any other, by GET; of sockets they say the origin only.
        if ((changes || request.Path.StartsWithSegments("/hubs")) && IsFromElsewhere(request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(context);
    });

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    // "none": typed by the person. The public and the staff site are "same-site" to each other, and still not one site. Where a browser says this, it
    // is enough: with no referrer it gives the origin of a form as "null".
    private static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site ? site is not ("same-origin" or "none") : IsFromAnotherOrigin(request);

    private static bool IsFromAnotherOrigin(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
