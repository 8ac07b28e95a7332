using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Scrutiny.Web.Operations;

/// <summary>Health for whoever starts and watches this process, and numbers for its operators on the management port only.</summary>
internal static class OperationsSetup
{
    public static IServiceCollection AddOperations(this IServiceCollection services) => services.AddSingleton<RequestCounts>().AddSingleton<ProbingWatch>();

    /// <summary>Counts requests, and keeps the management port and the site apart: each answers only its own addresses.</summary>
    public static void UseManagementPort(this WebApplication app)
    {
        var port = app.Configuration.GetValue<int?>("management");
        var counts = app.Services.GetRequiredService<RequestCounts>();
        var probing = app.Services.GetRequiredService<ProbingWatch>();
        app.Use(async (context, next) =>
        {
            var forOperators = context.Request.Path.StartsWithSegments("/metrics");
            var onManagement = context.Connection.LocalPort == port;
            if (forOperators != onManagement && !(onManagement && context.Request.Path.StartsWithSegments("/health")))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            var started = Stopwatch.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                counts.Add(context.Response.StatusCode, Stopwatch.GetElapsedTime(started));
                if (context.Response.StatusCode == StatusCodes.Status404NotFound)
                {
                    probing.Missed(context.Request.Path);
                }
            }
        });
    }

    public static void MapOperations(this WebApplication app)
    {
        app.MapGet("/health/live", (HttpContext context) =>
        {
            // A cache between must not answer for a process that is gone.
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Text("live");
        }).ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
        app.MapGet("/metrics", (RequestCounts counts, ProbingWatch probing) => TypedResults.Text(counts.ToText() + probing.ToText(), "text/plain; version=0.0.4; charset=utf-8")).ExcludeFromDescription();
    }

    /// <summary>Ready means that figures answer.</summary>
    private static async Task<IResult> ReadyAsync(NpgsqlDataSource database, HttpContext context, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await using var command = database.CreateCommand("select exists (select from observation)");
            await command.ExecuteScalarAsync(cancel);
            return TypedResults.Text("ready");
        }
        catch (NpgsqlException)
        {
            context.Response.Headers.RetryAfter = "5";
            return TypedResults.Text("the database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}

/// <summary>Requests answered, by class of status, and the time they took.</summary>
internal sealed class RequestCounts
{
    private readonly long[] byClass = new long[6];
    private long ticks;

    public void Add(int status, TimeSpan took)
    {
        Interlocked.Increment(ref byClass[Math.Clamp(status / 100, 0, 5)]);
        Interlocked.Add(ref ticks, took.Ticks);
    }

    /// <summary>The numbers in the text form that Prometheus reads.</summary>
    public string ToText()
    {
        var text = new StringBuilder("# HELP scrutiny_requests_total Requests answered, by class of status.\n# TYPE scrutiny_requests_total counter\n");
        for (var i = 1; i < byClass.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"scrutiny_requests_total{{status=\"{i}xx\"}} {Interlocked.Read(ref byClass[i])}\n");
        }

        text.Append("# HELP scrutiny_request_seconds_total Time spent on them.\n# TYPE scrutiny_request_seconds_total counter\n");
        text.Append(CultureInfo.InvariantCulture, $"scrutiny_request_seconds_total {TimeSpan.FromTicks(Interlocked.Read(ref ticks)).TotalSeconds:0.###}\n");
        text.Append("# HELP process_resident_memory_bytes Memory of this process.\n# TYPE process_resident_memory_bytes gauge\n");
        text.Append(CultureInfo.InvariantCulture, $"process_resident_memory_bytes {Environment.WorkingSet}\n");

        return text.ToString();
    }
}
