using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scrutiny.Observations;

/// <summary>A value that a load would change, were it to count: what a person reads before deciding. Kept as JSON in <c>working.load.proposed</c> and in the report of a dry run.</summary>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Area">ONS code of the area.</param>
/// <param name="Breakdown">Key of the breakdown.</param>
/// <param name="Period">Key of the period.</param>
/// <param name="Old">The value now; null where a status stands in its place.</param>
/// <param name="New">The value then.</param>
/// <param name="OldStatus">The status now.</param>
/// <param name="NewStatus">The status then; null where the figure would be withdrawn.</param>
public sealed record ProposedChange(string Measure, string Area, string Breakdown, string Period, decimal? Old, decimal? New, ObservationStatus OldStatus, ObservationStatus? NewStatus)
{
    /// <summary>How it is written as JSON, by the one process and read by the other.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
}
