using System.Text.Json;
using Scrutiny.Observations;
using Scrutiny.Requests;

namespace Scrutiny.Ingest.Loading;

/// <summary>A report's revisions as a person who decides is shown them.</summary>
internal static class ProposedChanges
{
    public static string Of(LoadReport report) => JsonSerializer.Serialize(From(report), ProposedChange.Json);

    public static IReadOnlyList<ProposedChange> From(LoadReport report) =>
        [.. report.Revisions.Take(DryRunReport.Listed).Select(change => new ProposedChange(change.Measure, change.Area, change.Breakdown, change.Period, change.Old, change.New, change.OldStatus, change.NewStatus))];
}
