using Scrutiny.Dashboards;

namespace Scrutiny.Audit;

/// <summary>What the record says was done. The names are kept in the record for ever: never rename one.</summary>
public enum AuditAct
{
    /// <summary>A file was read and its figures are known to staff.</summary>
    LoadAccepted,

    /// <summary>A file waits because a check failed.</summary>
    LoadQuarantined,

    /// <summary>A file was refused.</summary>
    LoadRefused,

    /// <summary>The public sees a load's figures.</summary>
    LoadPublished,

    /// <summary>A person let a load be published.</summary>
    LoadApproved,

    /// <summary>A person rejected a load.</summary>
    LoadRejected,

    /// <summary>Somebody asked for something on the staff site.</summary>
    RequestMade,

    /// <summary>What was asked for was refused or failed.</summary>
    RequestFailed,

    /// <summary>Somebody signed in to the staff site.</summary>
    SignedIn,

    /// <summary>Somebody signed out.</summary>
    SignedOut,

    /// <summary>Somebody asked for what their role may not have.</summary>
    AccessDenied,

    /// <summary>A meeting was planned, or its plan was changed.</summary>
    MeetingPlanned,

    /// <summary>A meeting's agenda became public.</summary>
    MeetingPublished,

    /// <summary>A meeting was cancelled.</summary>
    MeetingCancelled,

    /// <summary>A meeting closed; the entry holds the head of its log.</summary>
    MeetingClosed,

    /// <summary>A meeting's minutes were drafted.</summary>
    MinutesDrafted,

    /// <summary>A meeting's minutes were approved.</summary>
    MinutesApproved,
}

/// <summary>The names of acts as the record keeps them.</summary>
public static class AuditActs
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = Enum.GetValues<AuditAct>();

    /// <summary>The act's name, for example <c>load-accepted</c>.</summary>
    public static string Name(this AuditAct act) => KebabNaming.Policy.ConvertName(act.ToString());
}
