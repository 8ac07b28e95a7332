using System.Text.Json;

namespace Scrutiny.Web.Live;

internal static class LiveSetup
{
    public const string Address = "/hubs/live";

    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSignalR(hub =>
        {
            hub.KeepAliveInterval = TimeSpan.FromSeconds(5);
            hub.HandshakeTimeout = TimeSpan.FromSeconds(5);
            hub.MaximumReceiveMessageSize = 32 * 1024;
            // The log is the truth and a reconnecting page fetches what it lacks; the framework's own replay has lost messages.
            hub.StatefulReconnectBufferSize = 0;
        }).AddJsonProtocol(json => json.PayloadSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        services.AddSingleton<MeetingTails>();
        services.AddSingleton<MeetingShelf>();
        services.AddHostedService<PublicationBell>();
        services.AddHostedService<MeetingBell>();
        return services;
    }

    public static void MapLive(this WebApplication app) => app.MapHub<LiveHub>(Address, transport =>
    {
        transport.TransportSendTimeout = TimeSpan.FromSeconds(2);
        transport.ApplicationMaxBufferSize = 32 * 1024;
    });

    /// <summary>Browsers let any site open a socket to any other; only pages of this host may use the hub.</summary>
    public static IApplicationBuilder UseOriginCheck(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/hubs"),
        hubs => hubs.Use((context, next) =>
        {
            if (context.Request.Headers.Origin is [{ Length: > 0 } origin] && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, context.Request.Host.Value, StringComparison.OrdinalIgnoreCase)))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            }

            return next(context);
        }));
}
