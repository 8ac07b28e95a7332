using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Npgsql;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Accounts;

/// <summary>Closes the hub connections of a session that has ended, within two seconds, whatever ended it and in which process.</summary>
internal sealed partial class SessionSockets(StaffSessions sessions, TimeProvider clock, ILogger<SessionSockets> log) : BackgroundService, IHubFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (string Session, HubCallerContext Connection)> open = [];

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        open[context.Context.ConnectionId] = (context.Context.GetHttpContext()!.Person().Session, context.Context);
        await next(context);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        open.TryRemove(context.Context.ConnectionId, out _);
        await next(context, exception);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = open.Values;
            if (now.Count == 0)
            {
                continue;
            }

            try
            {
                var standing = await sessions.StandingAsync([.. now.Select(socket => socket.Session).Distinct()], stoppingToken);
                foreach (var (_, connection) in now.Where(socket => !standing.Contains(socket.Session)))
                {
                    connection.Abort();
                }
            }
            catch (NpgsqlException fault)
            {
                // Without the database nothing rings either.
                Failed(fault.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "sessions could not be looked at and will be again: {Reason}")]
    private partial void Failed(string reason);
}
