using Scrutiny.Dashboards;

namespace Scrutiny.Requests;

/// <summary>What staff may ask of the ingest process, through <c>working.request</c>.</summary>
public enum RequestKind
{
    /// <summary>Load a file that was uploaded, or say what would happen.</summary>
    TakeUpload,

    /// <summary>Let a load that waits be published.</summary>
    Approve,

    /// <summary>Refuse a load that waits.</summary>
    Reject,

    /// <summary>Look for new files of a source now.</summary>
    RunSource,

    /// <summary>Read a load's file again, as its source is declared today.</summary>
    Rerun,

    /// <summary>Load one figure that was typed.</summary>
    TypeFigure,

    /// <summary>Publish a load, or a note, that waits at a moment.</summary>
    Schedule,

    /// <summary>Take a scheduled release off the schedule.</summary>
    Unschedule,

    /// <summary>Take a published load's figures off every public surface.</summary>
    Withdraw,

    /// <summary>Let somebody see a scheduled release early.</summary>
    Invite,

    /// <summary>End somebody's early sight.</summary>
    Uninvite,

    /// <summary>Keep a note on a measure, which waits for a publisher.</summary>
    WriteNote,

    /// <summary>Publish, reject or withdraw a note.</summary>
    DecideNote,

    /// <summary>Let a note be published in a period before an election.</summary>
    ExceptNote,

    /// <summary>Enter a period before an election.</summary>
    SetPeriod,

    /// <summary>End such a period, or take it back before it began.</summary>
    DropPeriod,

    /// <summary>Keep words and a reason for a quoted figure that changed.</summary>
    DraftCorrection,

    /// <summary>Publish or dismiss corrections of quoted figures.</summary>
    DecideCorrections,

    /// <summary>Keep an explanation that was given for a measure.</summary>
    WriteExplanation,

    /// <summary>Strike out an explanation that was entered wrongly.</summary>
    StrikeExplanation,
}

/// <summary>The names of the kinds in the database.</summary>
public static class RequestKinds
{
    /// <summary>The name, for example <c>take-upload</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string Name(this RequestKind kind) => KebabNaming.Policy.ConvertName(kind.ToString());

    /// <summary>The kind of a name.</summary>
    /// <param name="name">As in the database.</param>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static RequestKind Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Enum.Parse<RequestKind>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
    }
}
