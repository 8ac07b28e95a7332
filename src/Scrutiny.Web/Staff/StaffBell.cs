using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.SignalR;
using Npgsql;
using Scrutiny.Database;

namespace Scrutiny.Web.Staff;

/// <summary>Hears what ingest does and rings for those who may see the source that it concerns.</summary>
internal sealed partial class StaffBell(NpgsqlDataSource database, IHubContext<StaffHub, IStaffClient> hub, ILogger<StaffBell> log) : BackgroundService
{
    private long version;

    /// <summary>Rings for all who run meetings, about something that has no number.</summary>
    public void Ring(string kind) => _ = hub.Clients.Group(StaffHub.Meetings).Changed(new StaffChange(kind, 0, Interlocked.Increment(ref version)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await new ChannelListener(database, "scrutiny_working").ListenAsync(RingAsync, fault => Lost(fault.Message), stoppingToken);

    private async Task RingAsync(IReadOnlyCollection<string> payloads, CancellationToken cancel)
    {
        foreach (var payload in payloads)
        {
            if (payload.Split(':') is not [var kind, var text] || !long.TryParse(text, CultureInfo.InvariantCulture, out var id))
            {
                continue;
            }

            if (kind is "meeting" or "question")
            {
                _ = hub.Clients.Group(kind == "meeting" ? StaffHub.Meetings : StaffHub.Questions).Changed(new StaffChange(kind, id, Interlocked.Increment(ref version)));
                continue;
            }

            if (SourceSql(kind) is not { } sql)
            {
                continue;
            }

            await using var connection = await database.OpenConnectionAsync(cancel);
            if (await connection.ExecuteScalarAsync<string?>(new CommandDefinition(sql, new { id }, cancellationToken: cancel)) is { } source)
            {
                // Not awaited: one client that has stopped reading must not hold up the others.
                _ = hub.Clients.Groups(StaffHub.Office, StaffHub.SourceGroup(source)).Changed(new StaffChange(kind, id, Interlocked.Increment(ref version)));
            }
        }
    }

    private static string? SourceSql(string kind) => kind switch
    {
        "load" => "select source from working.load where number = @id",
        "request" => "select source from working.request where request_id = @id",
        "progress" => "select source from working.load_progress where progress_id = @id",
        "alert" => "select source from working.alert where alert_id = @id",
        _ => null,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "the channel of work was lost and is opened again: {Reason}")]
    private partial void Lost(string reason);
}
