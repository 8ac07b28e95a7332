namespace Scrutiny.Boards;

/// <summary>Which series: one part of one measure in one area.</summary>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Area">ONS code.</param>
/// <param name="Breakdown">Key of the part; <c>total</c> for all.</param>
public sealed record SeriesName(string Measure, string Area, string Breakdown)
{
    /// <summary>The breakdown that is no part but all of it.</summary>
    public const string Total = "total";
}
