using Microsoft.AspNetCore.SignalR;
using Scrutiny.Web.Access;

namespace Scrutiny.Web.Staff;

/// <summary>The staff's doorbell. A client calls nothing; it is told that something has changed and asks for its page again.</summary>
internal sealed class StaffHub : Hub<IStaffClient>
{
    /// <summary>Everybody who sees every source.</summary>
    public const string Office = "office";

    /// <summary>Everybody who may see how meetings are planned and run.</summary>
    public const string Meetings = "meetings";

    /// <summary>Everybody who may read the public's questions, or puts them in the room. They are told that something changed, not what.</summary>
    public const string Questions = "questions";

    public override async Task OnConnectedAsync()
    {
        var person = Context.GetHttpContext()!.Person();
        foreach (var group in (person.Sources?.Select(SourceGroup) ?? [Office]).Concat(person.IsOneOf(StaffRoles.MeetingReaders) ? [Meetings] : []).Concat(person.IsOneOf([.. StaffRoles.ModerationReaders, .. StaffRoles.InTheRoom]) ? [Questions] : []))
        {
            await Groups.AddToGroupAsync(Context.ConnectionId, group, Context.ConnectionAborted);
        }
    }

    /// <summary>Those who see this source and not all.</summary>
    public static string SourceGroup(string source) => $"source|{source}";
}

/// <summary>What the hub calls on its clients. Public, since the framework implements it in an assembly of its own.</summary>
public interface IStaffClient
{
    /// <summary>Something has changed.</summary>
    Task Changed(StaffChange change);
}

/// <summary>What changed; the page fetches what it lacks.</summary>
/// <param name="Kind">load, request, progress, alert, meeting, question or screens.</param>
/// <param name="Id">Its number; 0 for screens, which have none.</param>
/// <param name="Version">Only rises, over all kinds, while this process lives.</param>
public sealed record StaffChange(string Kind, long Id, long Version);
