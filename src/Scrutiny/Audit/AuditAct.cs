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

    /// <summary>A release was set for a moment.</summary>
    ReleaseScheduled,

    /// <summary>A release was taken off the schedule.</summary>
    ReleaseUnscheduled,

    /// <summary>A release was not carried out at its moment: held before an election, or no longer possible.</summary>
    ReleaseHeld,

    /// <summary>A load's figures were taken off the public's side.</summary>
    LoadWithdrawn,

    /// <summary>A load was published as a correction.</summary>
    LoadCorrected,

    /// <summary>Somebody may see a release early.</summary>
    PreReleaseGranted,

    /// <summary>They may no longer.</summary>
    PreReleaseRevoked,

    /// <summary>Somebody looked at a release early.</summary>
    PreReleaseViewed,

    /// <summary>A note on a measure was written.</summary>
    NoteWritten,

    /// <summary>The public sees a note.</summary>
    NotePublished,

    /// <summary>A note was rejected.</summary>
    NoteRejected,

    /// <summary>A note was taken off the public's side.</summary>
    NoteWithdrawn,

    /// <summary>A period before an election was entered.</summary>
    PreElectionSet,

    /// <summary>Such a period was taken back, or ended early.</summary>
    PreElectionDropped,

    /// <summary>A note may be published in such a period.</summary>
    PreElectionExcepted,

    /// <summary>Such a period has begun.</summary>
    PreElectionBegan,

    /// <summary>Such a period has ended.</summary>
    PreElectionEnded,

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

    /// <summary>A written challenge was sent to whom it is addressed; the entry holds the head of its log.</summary>
    LetterSent,

    /// <summary>A paper of a meeting was kept as a draft, or taken back.</summary>
    PaperKept,

    /// <summary>Papers of a meeting became public; the entry says how many.</summary>
    PapersPublished,

    /// <summary>A pack was planned, or head or chapters of one were changed.</summary>
    PackChanged,

    /// <summary>Somebody opened a chapter of a pack to change it.</summary>
    PackChapterOpened,

    /// <summary>A pack was signed off.</summary>
    PackSigned,

    /// <summary>An edition of a pack became public; the entry holds its manifest's hash.</summary>
    PackPublished,

    /// <summary>The next edition of a published pack was begun.</summary>
    PackEditionBegun,

    /// <summary>Staff did something with a question from the public; the entry says what, with the state and the reason.</summary>
    QuestionDecided,

    /// <summary>Staff entered a question that was asked elsewhere.</summary>
    QuestionEntered,

    /// <summary>When, how many and by whom questions may be asked was changed.</summary>
    QuestionWindowSet,

    /// <summary>Somebody looked at what a question said before words were taken out.</summary>
    QuestionOriginalViewed,

    /// <summary>Addresses of askers were erased, their time being over; the entry says how many.</summary>
    ContactsErased,

    /// <summary>Quoted figures were compared with what is known, and corrections were opened, changed or closed; the entry says how many.</summary>
    QuotationsCompared,

    /// <summary>Words or a reason were kept for a correction of a quoted figure.</summary>
    CorrectionDrafted,

    /// <summary>A correction of a quoted figure became public.</summary>
    CorrectionPublished,

    /// <summary>A quoted figure that changed needs no correction.</summary>
    CorrectionDismissed,

    /// <summary>An explanation that was given for a measure was kept.</summary>
    ExplanationKept,

    /// <summary>An explanation was struck out.</summary>
    ExplanationStruck,
}

/// <summary>The names of acts as the record keeps them.</summary>
public static class AuditActs
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = Enum.GetValues<AuditAct>();

    /// <summary>The act's name, for example <c>load-accepted</c>.</summary>
    public static string Name(this AuditAct act) => KebabNaming.Policy.ConvertName(act.ToString());
}
