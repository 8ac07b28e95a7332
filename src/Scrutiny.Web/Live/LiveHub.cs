using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.SignalR;
using Scrutiny.Dashboards;

namespace Scrutiny.Web.Live;

/// <summary>
/// The public doorbell. A client says which series it shows; it is told that one has a new version, never the figures themselves,
/// and fetches what it lacks. No method takes a group's name, and a client can't make the server tell others anything.
/// </summary>
internal sealed class LiveHub(Catalogue catalogue, MeetingTails meetings, OpenScreens screens) : Hub<ILiveClient>
{
    private const int MostSeries = 64;
    private const int MostMeetings = 4;
    private const string FollowingKey = "meetings";
    private const string CountKey = "series";

    /// <summary>Asks to be told when a publication changes a measure for an area.</summary>
    /// <exception cref="HubException">There is no such measure or area, or the connection watches too many.</exception>
    public async Task Watch(string measure, string area)
    {
        if (measure is null || !catalogue.Measures.ContainsKey(measure))
        {
            throw new HubException("There is no such measure; /api/v1/measures lists them.");
        }

        if (area is null || !catalogue.Areas.ByCode.ContainsKey(area))
        {
            throw new HubException("There is no such area; use an ONS code such as E23000030.");
        }

        var count = Context.Items.TryGetValue(CountKey, out var before) ? (int)before! : 0;
        if (count >= MostSeries)
        {
            throw new HubException($"One connection may watch {MostSeries} series.");
        }

        Context.Items[CountKey] = count + 1;
        await Groups.AddToGroupAsync(Context.ConnectionId, SeriesGroup.Name(measure, area), Context.ConnectionAborted);
    }

    /// <summary>Streams the public log of a meeting: first what the client has missed, then what happens. Each client reads the one tail that is kept in memory, at its own pace.</summary>
    /// <exception cref="HubException">There is no such meeting, the connection follows too many, or the client fell too far behind and should follow again from its last number.</exception>
    public async IAsyncEnumerable<LiveEvent> Follow(string slug, long afterSeq, [EnumeratorCancellation] CancellationToken cancel)
    {
        var following = Context.Items.TryGetValue(FollowingKey, out var before) ? (int)before! : 0;
        if (following >= MostMeetings)
        {
            throw new HubException($"One connection may follow {MostMeetings} meetings.");
        }

        if (slug is null || await meetings.FindAsync(slug, cancel) is not { } tail)
        {
            throw new HubException("There is no such meeting; /api/v1/meetings lists them.");
        }

        Context.Items[FollowingKey] = following + 1;
        await foreach (var happened in tail.FollowAsync(afterSeq, cancel))
        {
            yield return happened;
        }
    }

    /// <summary>A big screen says which event it shows, so that the control room sees that there is one, and how late it is.</summary>
    /// <exception cref="HubException">There is no such meeting.</exception>
    public async Task Shown(string slug, long seq)
    {
        if (slug is null || await meetings.FindAsync(slug, Context.ConnectionAborted) is not { } tail)
        {
            throw new HubException("There is no such meeting; /api/v1/meetings lists them.");
        }

        screens.Show(Context.ConnectionId, tail, seq);
        if (Context.ConnectionAborted.IsCancellationRequested)
        {
            // It left while its meeting was looked up.
            screens.Leave(Context.ConnectionId);
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        screens.Leave(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}

/// <summary>What the hub calls on its clients. Public, since the framework implements it in an assembly of its own.</summary>
public interface ILiveClient
{
    /// <summary>A publication has changed a watched series.</summary>
    Task Changed(SeriesChange change);
}

/// <summary>Which series changed; the version is the publication's number and only rises.</summary>
public sealed record SeriesChange(string Measure, string Area, long Version);

/// <summary>Names of the hub's groups; they never leave this process.</summary>
internal static class SeriesGroup
{
    public static string Name(string measure, string area) => $"{measure}|{area}";
}
