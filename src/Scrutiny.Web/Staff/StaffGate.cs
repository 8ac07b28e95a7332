using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Scrutiny.Dashboards;
using Scrutiny.Web.Access;

namespace Scrutiny.Web.Staff;

/// <summary>
/// Stands before every endpoint of the staff process and asks the access table: who has not signed in is sent to do so, who owes a
/// password or a second factor to see to that, whose roles do not suit is refused, and an endpoint without a row does not exist. Nothing
/// that passes here may be kept by a cache.
/// </summary>
internal static class StaffGate
{
    public const string SignInAddress = "/staff/sign-in";

    public static IApplicationBuilder UseStaffGate(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Response.Headers.Pragma = "no-cache";
        var row = RowOf(endpoint, context.Request.Method);
        var person = StaffPerson.Read(context.User, context.RequestServices.GetRequiredService<Catalogue>());
        // Also for pages that need nobody, and for the one that says no: each has a menu.
        context.Features.Set(person);
        if (row is { SameOnBothSites: true } or { Viewer: Viewer.StaffSite or Viewer.Operators })
        {
            await next(context);
            return;
        }

        if (row is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (person is null)
        {
            SendTo(context, $"{SignInAddress}?return={Uri.EscapeDataString(context.Request.Path + context.Request.QueryString)}", StatusCodes.Status401Unauthorized);
        }
        else if (person.Owes is { } owed && row.Surface != owed)
        {
            SendTo(context, owed, StatusCodes.Status403Forbidden);
        }
        else if (person.IsOneOf(row.Roles))
        {
            context.Features.Set(person.As(row.Roles));
            await next(context);
        }
        else
        {
            await context.RequestServices.GetRequiredService<StaffAudit>().DeniedAsync(person, row.Surface, context.Request.Method, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    });

    /// <summary>The person that the gate let through.</summary>
    public static StaffPerson Person(this HttpContext context) => context.Features.GetRequiredFeature<StaffPerson>();

    private static AccessRow? RowOf(RouteEndpoint endpoint, string method)
    {
        var address = "/" + endpoint.RoutePattern.RawText!.Trim('/');
        return AccessTable.Rows.FirstOrDefault(row => row.Surface == address && (row.Verb == "any" || row.Verb == method));
    }

    /// <summary>People are led there; programs and forms are refused.</summary>
    private static void SendTo(HttpContext context, string address, int otherwise)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) && context.GetEndpoint()!.Metadata.GetMetadata<NegotiateMetadata>() is null && !request.Path.StartsWithSegments("/hubs") && !request.Path.StartsWithSegments("/api"))
        {
            context.Response.Redirect(address);
        }
        else
        {
            context.Response.StatusCode = otherwise;
        }
    }
}
