using Scrutiny.Observations;

namespace Scrutiny.Requests;

/// <summary>What would happen if a checked file were loaded: JSON in <c>working.request.report</c>.</summary>
/// <param name="State">accepted, quarantined or refused.</param>
/// <param name="Reason">Why it would be refused or put in quarantine.</param>
/// <param name="Read">Rows read.</param>
/// <param name="New">Values that would be new.</param>
/// <param name="Unchanged">Values that are known already.</param>
/// <param name="Revised">Values that would change.</param>
/// <param name="Rejected">Values that can't be used.</param>
/// <param name="Notes">What a reader should know.</param>
/// <param name="Changes">The first of the values that would change.</param>
/// <param name="Rejects">The first of the values that can't be used.</param>
public sealed record DryRunReport(
    string State, string? Reason, long Read, long New, long Unchanged, long Revised, long Rejected, IReadOnlyList<string> Notes, IReadOnlyList<ProposedChange> Changes, IReadOnlyList<ReportedReject> Rejects)
{
    /// <summary>As many changes and rejects as are listed.</summary>
    public const int Listed = 500;
}

/// <summary>A value that can't be used, where it stood, and why.</summary>
/// <param name="Sheet">Name of the sheet; empty for CSV.</param>
/// <param name="Row">Row or line number.</param>
/// <param name="Column">The column's heading.</param>
/// <param name="Raw">The text.</param>
/// <param name="Reason">Why, in plain words.</param>
public sealed record ReportedReject(string? Sheet, int? Row, string? Column, string? Raw, string Reason);
