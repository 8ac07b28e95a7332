using Microsoft.AspNetCore.SignalR;
using Scrutiny.Dashboards;

namespace Scrutiny.Web.Live;

/// <summary>
/// The public doorbell. A client says which series it shows; it is told that one has a new version, never the figures themselves,
/// and fetches what it lacks. No method takes a group's name, and a client can't make the server tell others anything.
/// </summary>
internal sealed class LiveHub(Catalogue catalogue) : Hub<ILiveClient>
{
    private const int MostSeries = 64;
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
