namespace Scrutiny.Charts;

/// <summary>A stretch of a series with one mean and one pair of natural process limits.</summary>
public sealed record ChartSegment
{
    /// <summary>Position of the first point of the segment.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Position of the last point of the segment; not before <see cref="From"/>.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Mean, in the chart's unit; null where there is none.</summary>
    public double? Mean { get; init; }

    /// <summary>Lower natural process limit, in the chart's unit and not clipped; null where there is none.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper natural process limit, in the chart's unit and not clipped; null where there is none.</summary>
    public double? Upper { get; init; }

    /// <summary>True where there are too few points for firm limits; they are drawn dotted and called trial.</summary>
    public bool Trial { get; init; }
}
