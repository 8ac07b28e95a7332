using Microsoft.AspNetCore.Routing;

namespace Scrutiny.Web.Access;

/// <summary>
/// An address answers the methods that the access table lists and no others. A page without a handler for a method would be made without its
/// figures and sent as if nothing were missing.
/// </summary>
internal static class KnownMethods
{
    private static readonly ILookup<string, string> Verbs = AccessTable.Rows.Where(row => row.Verb != "hub").ToLookup(row => row.Surface, row => row.Verb);

    /// <summary>After routing. What is not in the table is nobody's to judge here: the table's test finds it.</summary>
    public static IApplicationBuilder UseKnownMethods(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint || Verbs["/" + endpoint.RoutePattern.RawText!.Trim('/')].ToList() is not { Count: > 0 } verbs || verbs.Contains("any") || verbs.Contains(context.Request.Method))
        {
            return next(context);
        }

        context.Response.StatusCode = HttpMethods.IsOptions(context.Request.Method) ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = string.Join(", ", verbs);
        return Task.CompletedTask;
    });
}
