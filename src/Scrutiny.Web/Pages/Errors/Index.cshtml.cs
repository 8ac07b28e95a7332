using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Scrutiny.Web.Pages.Errors;

/// <summary>The page behind every failure: it is shown in the place of the page that failed, at that page's address and with its status.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class IndexModel(TimeProvider clock) : PageModel
{
    private const int SecondsToWait = 60;

    public int Status { get; private set; }

    public DateTimeOffset At { get; private set; }

    // Whatever the method of the request that failed. By its name alone the framework would call it for a method PAGE too.
    [NonHandler]
    public override void OnPageHandlerExecuting(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context)
    {
        // Asked for by its own address it does not exist.
        if (Response.StatusCode < 400)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }

        Status = Response.StatusCode;
        At = clock.GetUtcNow();
        if (Status == StatusCodes.Status503ServiceUnavailable && Response.Headers.RetryAfter.Count == 0)
        {
            Response.Headers.RetryAfter = SecondsToWait.ToString(CultureInfo.InvariantCulture);
        }
    }
}
