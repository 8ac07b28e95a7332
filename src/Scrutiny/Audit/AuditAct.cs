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

    /// <summary>Somebody did not get in: a wrong password or code, or too many tries.</summary>
    SignInFailed,

    /// <summary>An account was made.</summary>
    AccountAdded,

    /// <summary>An account can't sign in any more, and its sessions ended.</summary>
    AccountDisabled,

    /// <summary>An account may sign in again.</summary>
    AccountEnabled,

    /// <summary>An account was given a one-time password, and its sessions ended.</summary>
    AccountReset,

    /// <summary>An account's second factor was taken away, and its sessions ended.</summary>
    SecondFactorReset,

    /// <summary>An account's roles were changed, and its sessions ended.</summary>
    RolesChanged,

    /// <summary>A person changed the own password, and all other sessions ended.</summary>
    PasswordChanged,

    /// <summary>A person set up a second factor, and all other sessions ended.</summary>
    SecondFactorSet,

    /// <summary>A person ended own sessions from another one.</summary>
    SessionsEnded,
}

/// <summary>The names of acts as the record keeps them.</summary>
public static class AuditActs
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = Enum.GetValues<AuditAct>();

    /// <summary>The act's name, for example <c>load-accepted</c>.</summary>
    public static string Name(this AuditAct act) => KebabNaming.Policy.ConvertName(act.ToString());
}
