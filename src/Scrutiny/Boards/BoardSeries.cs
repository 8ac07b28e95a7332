using Scrutiny.Areas;
using Scrutiny.Measures;

namespace Scrutiny.Boards;

/// <summary>One series of a board with its judgement and where it comes from.</summary>
/// <param name="Name">Which series.</param>
/// <param name="Area">Its area.</param>
/// <param name="Series">Its figures, the whole series, whatever part of it is shown: limits must not depend on what a reader chose to see.</param>
public sealed record BoardSeries(SeriesName Name, Area Area, JudgedSeries Series)
{
    /// <summary>Who published its figures; empty where there are none.</summary>
    public string Publishers { get; init; } = "";

    /// <summary>Whether any of them is made up.</summary>
    public bool Synthetic { get; init; }

    /// <summary>Receipts of figures that wait for approval, which the public does not see.</summary>
    public IReadOnlySet<long> Waiting { get; init; } = new HashSet<long>();

    /// <summary>The measure.</summary>
    public Measure Measure => Series.Measure;

    /// <summary>Name of the part; null for the total.</summary>
    public string? Part => Measure.Breakdowns.FirstOrDefault(part => part.Key == Name.Breakdown)?.Name;
}
