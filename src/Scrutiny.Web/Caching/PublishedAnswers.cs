using System.Globalization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Caching;

/// <summary>
/// Which answers of the public process are kept, and for whom: every page, chart and file is the same for all who ask until the next
/// publication, act of a meeting, or change of dashboards/. An answer is kept under the publication that was the last when its making began, so one made too early is never shown again.
/// </summary>
internal sealed class PublishedAnswers(PublishedVersion version, MeetingsVersion meetings, CurrentCatalogue catalogue, TimeProvider time) : IOutputCachePolicy
{
    /// <summary>Pages say what is due and what is late: no answer is kept for longer, and none past midnight.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly string[] Never = ["/hubs", "/health", "/metrics", "/assets"];
    private static readonly string[] Encodings = ["br", "gzip"];

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var request = context.HttpContext.Request;
        var kept = version.Number is not null && meetings.Number is not null && HttpMethods.IsGet(request.Method) && request.Headers.Cookie.Count == 0 && !Array.Exists(Never, path => request.Path.StartsWithSegments(path));
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = kept;
        if (kept)
        {
            context.CacheVaryByRules.QueryKeys = "*";
            context.CacheVaryByRules.VaryByValues["version"] = version.Number!.Value.ToString(CultureInfo.InvariantCulture);
            context.CacheVaryByRules.VaryByValues["meetings"] = meetings.Number!.Value.ToString(CultureInfo.InvariantCulture);
            context.CacheVaryByRules.VaryByValues["dashboards"] = catalogue.Number.ToString(CultureInfo.InvariantCulture);
            context.CacheVaryByRules.VaryByValues["day"] = time.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            context.CacheVaryByRules.VaryByValues["encoding"] = Encoding(request.Headers.AcceptEncoding);
            context.ResponseExpirationTimeSpan = Longest;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        context.AllowCacheStorage &= response.StatusCode == StatusCodes.Status200OK && response.Headers.SetCookie.Count == 0 && !response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.Ordinal);
        return ValueTask.CompletedTask;
    }

    // As few kinds as there are compressed forms, however browsers word what they accept.
    private static string Encoding(StringValues accepted) => Array.Find(Encodings, known => accepted.ToString().Contains(known, StringComparison.OrdinalIgnoreCase)) ?? "";
}
