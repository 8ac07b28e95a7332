using Dapper;
using Microsoft.AspNetCore.SignalR;
using Npgsql;
using Scrutiny.Database;
using Scrutiny.Web.Caching;

namespace Scrutiny.Web.Live;

/// <summary>
/// Hears that something was published, on whichever node, and rings for those who watch it. The one sender of the process: who
/// publishes never waits for it, and changes that come faster than it rings melt into the newest.
/// </summary>
internal sealed partial class PublicationBell(NpgsqlDataSource database, IHubContext<LiveHub, ILiveClient> hub, PublishedVersion version, ILogger<PublicationBell> log) : BackgroundService
{
    // Publications commit in the order of their numbers, so nothing below the last one seen can appear later.
    private const string ChangesSql = """
        select measure as Measure, area as Area, max(publication_id) as Version from published.publication_series where publication_id > @last group by measure, area
        """;

    private const string LastSql = "select coalesce(max(publication_id), 0) from published.publication";

    private long? last;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Before the first page is served: what is published after a page was made must ring for it.
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            last = await connection.ExecuteScalarAsync<long>(new CommandDefinition(LastSql, cancellationToken: cancellationToken));
        }
        catch (NpgsqlException fault)
        {
            Lost(fault.Message);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
        await new ChannelListener(database, "scrutiny_published").ListenAsync((payloads, cancel) => Concerns(payloads) ? RingAsync(cancel) : Task.CompletedTask, Lose, stoppingToken);

    // Meetings ring on the same channel; without a payload the connection is new, and anything may have been missed.
    private static bool Concerns(IReadOnlyCollection<string> payloads) => payloads.Count == 0 || payloads.Any(payload => !payload.StartsWith(MeetingBell.Prefix, StringComparison.Ordinal));

    private void Lose(Exception fault)
    {
        version.Lose();
        Lost(fault.Message);
    }

    private async Task RingAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var newest = await connection.ExecuteScalarAsync<long>(new CommandDefinition(LastSql, cancellationToken: cancel));
        version.Reached(newest);
        if (last is not { } seen)
        {
            // The database was away when this process began; pages look again when they reconnect.
            last = newest;
            return;
        }

        foreach (var change in await connection.QueryAsync<SeriesChange>(new CommandDefinition(ChangesSql, new { last = seen }, cancellationToken: cancel)))
        {
            // Not awaited: one client that has stopped reading must not hold up the others.
            _ = hub.Clients.Group(SeriesGroup.Name(change.Measure, change.Area)).Changed(change);
        }

        last = newest;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the channel of publications was lost and is opened again: {Reason}")]
    private partial void Lost(string reason);
}
