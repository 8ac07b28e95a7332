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
        }).AddJsonProtocol(json =>
        {
            json.PayloadSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.PayloadSerializerOptions.Converters.Add(new LiveEventConverter());
        });
        services.AddSingleton<MeetingTails>();
        services.AddSingleton<MeetingShelf>();
        services.AddSingleton<OpenScreens>();
        services.AddHostedService<ScreenReporter>();
        services.AddHostedService<PublicationBell>();
        services.AddHostedService<MeetingBell>();
        return services;
    }

    public static void MapLive(this WebApplication app) => app.MapHub<LiveHub>(Address, transport =>
    {
        transport.TransportSendTimeout = TimeSpan.FromSeconds(2);
        transport.ApplicationMaxBufferSize = 32 * 1024;
        // What a slow reader has not taken waits in the log, which all share, and not here, thousands of times.
        transport.TransportMaxBufferSize = 4 * 1024;
    });
}
