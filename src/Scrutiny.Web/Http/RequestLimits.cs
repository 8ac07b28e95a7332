using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Scrutiny.Web.Http;

/// <summary>How large and how slow a request may be: more than any page of ours sends, and little enough that many hurt nobody.</summary>
internal static class RequestLimits
{
    /// <summary>Of a form without files, in bytes.</summary>
    public const long BodyBytes = 256 * 1024;

    public const int HeaderBytes = 16 * 1024;
    public const int Headers = 64;
    public const int LineBytes = 4 * 1024;
    public const int FormFields = 256;

    // Of an answer, for one connection, until its reader takes them.
    private const int WaitingBytes = 8 * 1024;

    public static void AddRequestLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            var limits = kestrel.Limits;
            limits.MaxRequestBodySize = BodyBytes;
            limits.MaxRequestHeadersTotalSize = HeaderBytes;
            limits.MaxRequestHeaderCount = Headers;
            limits.MaxRequestLineSize = LineBytes;
            limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            limits.KeepAliveTimeout = TimeSpan.FromSeconds(75);
            limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
            limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
        });
        // Thousands who follow a meeting and read slowly must not hold an answer each in memory.
        builder.WebHost.UseSockets(static sockets => sockets.MaxWriteBufferSize = WaitingBytes);
        builder.Services.Configure<FormOptions>(static form =>
        {
            form.ValueCountLimit = FormFields;
            form.KeyLengthLimit = 256;
            form.ValueLengthLimit = (int)BodyBytes;
            form.MultipartHeadersCountLimit = 8;
            form.MultipartHeadersLengthLimit = 4 * 1024;
            form.BufferBodyLengthLimit = BodyBytes;
        });
    }

    /// <summary>
    /// Refuses a body that says it is too large before anything reads it, and lets the pages that say so take a file. After routing.
    /// </summary>
    /// <param name="app">A site.</param>
    /// <param name="fileBytes">The largest body with a file.</param>
    public static IApplicationBuilder UseBodyLimits(this IApplicationBuilder app, long fileBytes) => app.Use((context, next) =>
    {
        // A body whose end is told in two ways: the server believes the one, and something in front of it may have believed the other.
        if (context.Request.Headers.ContainsKey("X-Content-Length"))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        var most = context.GetEndpoint()?.Metadata.GetMetadata<TakesFilesAttribute>() is null ? BodyBytes : fileBytes;
        if (context.Request.ContentLength > most)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = most;
        }

        return next(context);
    });
}

/// <summary>Stands on a page whose form brings a file.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TakesFilesAttribute : Attribute;
