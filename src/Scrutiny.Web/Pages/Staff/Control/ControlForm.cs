using Scrutiny.Meetings;

namespace Scrutiny.Web.Pages.Staff.Control;

/// <summary>What a form of the control room sends. Each form fills the fields of its own act; what was typed is kept when the act is refused.</summary>
internal sealed class ControlForm
{
    /// <summary>Number of the last event that was on the page.</summary>
    public long Expected { get; set; }

    /// <summary>By which a form that was sent twice is known.</summary>
    public string? Key { get; set; }

    public string? Act { get; set; }

    public int? Item { get; set; }

    public long? To { get; set; }

    public string? Text { get; set; }

    public string? Who { get; set; }

    public string? Role { get; set; }

    public string? Reason { get; set; }

    public string? Measure { get; set; }

    public string? Area { get; set; }

    public string? Breakdown { get; set; }

    public PromiseComparison? Comparison { get; set; }

    public string? Target { get; set; }

    public string? Due { get; set; }

    public AssuranceRating? Rating { get; set; }

    public string? Minutes { get; set; }

    public string? Id { get; set; }
}
