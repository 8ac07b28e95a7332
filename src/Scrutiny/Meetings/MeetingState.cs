using Scrutiny.Dashboards;

namespace Scrutiny.Meetings;

/// <summary>How far a meeting has come. It goes from one to the next, back and forth between live and paused, and may be cancelled before it begins.</summary>
public enum MeetingState
{
    /// <summary>Only staff know of it.</summary>
    Planned,

    /// <summary>Its agenda is public.</summary>
    Published,

    /// <summary>It is going on.</summary>
    Live,

    /// <summary>It has a break.</summary>
    Paused,

    /// <summary>It is over.</summary>
    Closed,

    /// <summary>Its minutes are a draft.</summary>
    MinutesDraft,

    /// <summary>Its minutes are approved.</summary>
    Approved,

    /// <summary>It does not take place.</summary>
    Cancelled,
}

/// <summary>The states' names and words.</summary>
public static class MeetingStates
{
    /// <summary>The state's name in the database and in the API, for example <c>minutes-draft</c>.</summary>
    /// <param name="state">The state.</param>
    public static string Name(this MeetingState state) => KebabNaming.Policy.ConvertName(state.ToString());

    /// <summary>The state of a name.</summary>
    /// <param name="name">For example <c>minutes-draft</c>.</param>
    /// <exception cref="ArgumentException">There is no such state.</exception>
    public static MeetingState Parse(string name) => Enum.Parse<MeetingState>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>The state in words.</summary>
    /// <param name="state">The state.</param>
    public static string Words(this MeetingState state) => state switch
    {
        MeetingState.Planned => "Planned, not published",
        MeetingState.Published => "Coming",
        MeetingState.Live => "Live now",
        MeetingState.Paused => "In a break",
        MeetingState.Closed => "Over, minutes to come",
        MeetingState.MinutesDraft => "Over, draft minutes",
        MeetingState.Approved => "Over, minutes approved",
        MeetingState.Cancelled => "Cancelled",
    };

    /// <summary>Whether the meeting has begun and is not over.</summary>
    /// <param name="state">The state.</param>
    public static bool IsGoingOn(this MeetingState state) => state is MeetingState.Live or MeetingState.Paused;

    /// <summary>Whether it took place and is over.</summary>
    /// <param name="state">The state.</param>
    public static bool IsOver(this MeetingState state) => state is MeetingState.Closed or MeetingState.MinutesDraft or MeetingState.Approved;
}
