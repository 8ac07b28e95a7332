namespace Scrutiny.Web.Access;

/// <summary>Where a figure is on its way to the public.</summary>
internal enum FigureState
{
    /// <summary>Loaded, and waiting for a decision.</summary>
    Draft,

    /// <summary>Approved for a moment that has not come.</summary>
    Embargoed,

    /// <summary>For everybody.</summary>
    Published,

    /// <summary>Taken off every public surface again.</summary>
    Withdrawn,
}

/// <summary>Who may see a figure in a state, wherever it stands.</summary>
/// <param name="State">The state.</param>
/// <param name="Public">Whether everybody may.</param>
/// <param name="Roles">Who may on the staff site. The Chief Constable's office beside them: figures of the force's own returns.</param>
/// <param name="Words">The same for readers.</param>
internal sealed record FigureStateRow(FigureState State, bool Public, IReadOnlyList<StaffRole> Roles, string Words);
