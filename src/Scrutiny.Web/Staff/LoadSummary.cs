namespace Scrutiny.Web.Staff;

/// <summary>What became of a load, in the words that every staff page uses.</summary>
/// <param name="State">accepted, quarantined or refused.</param>
/// <param name="Publication">published, waiting, rejected or none.</param>
internal sealed record LoadSummary(string State, string Publication)
{
    public string Words => this switch
    {
        { State: "refused" } => "Refused",
        { Publication: "withdrawn" } => "Withdrawn",
        { Publication: "rejected" } => "Rejected",
        { State: "quarantined" } => "In quarantine",
        { Publication: "waiting" } => "Waiting for approval",
        { Publication: "none" } => "Known to staff only",
        _ => "Published",
    };

    public string? Tone => this switch
    {
        { State: "refused" } or { State: "quarantined", Publication: "waiting" } => "orange",
        { Publication: "rejected" or "withdrawn" } => "grey",
        { Publication: "waiting" } => "yellow",
        _ => null,
    };

    public bool Waits => Publication == "waiting";
}
