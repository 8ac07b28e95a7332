using System.Globalization;
using System.Threading.RateLimiting;

namespace Scrutiny.Web.Http;

/// <summary>
/// Pictures and files that are worked out anew cost more than pages: a few are made at once, some more wait their turn, and whoever comes
/// then is told to come back. What was made before is kept, and costs nothing.
/// </summary>
internal sealed class CostlyAnswers : IDisposable
{
    public const int AtOnce = 4;
    public const int Waiting = 16;
    private const int SecondsToWait = 5;

    private readonly ConcurrencyLimiter turns = new(new ConcurrencyLimiterOptions { PermitLimit = AtOnce, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<CostlyAttribute>() is null)
        {
            await next(context);
            return;
        }

        using var turn = await turns.AcquireAsync(1, context.RequestAborted);
        if (turn.IsAcquired)
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = SecondsToWait.ToString(CultureInfo.InvariantCulture);
    }

    public void Dispose() => turns.Dispose();
}

internal static class CostlyAnswersSetup
{
    /// <summary>After routing, within what keeps answers.</summary>
    public static IApplicationBuilder UseCostlyAnswers(this WebApplication app)
    {
        var answers = app.Services.GetRequiredService<CostlyAnswers>();
        return app.Use(answers.InvokeAsync);
    }
}

/// <summary>Stands on an endpoint whose answer is worked out at some cost.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CostlyAttribute : Attribute;
