namespace Scrutiny.Charts;

/// <summary>A series parted at a date on which something changed, with its mean and limits before and after.</summary>
public sealed record BeforeAfterChart : ChartPicture
{
    /// <summary>The series, oldest first. Positions strictly rise.</summary>
    public IReadOnlyList<ChartPoint> Points { get; init; } = [];

    /// <summary>The date; drawn just before the first point from this date on.</summary>
    public required DateOnly At { get; init; }

    /// <summary>What happened, in one sentence without the date: "The contact platform went live."</summary>
    public required string Event { get; init; }

    /// <summary>Mean and limits before the date; null where there are too few points to say.</summary>
    public ChartSegment? Before { get; init; }

    /// <summary>Mean and limits from the date on; null where there are too few points to say.</summary>
    public ChartSegment? After { get; init; }

    /// <summary>The difference in words, as far as it can be said; may be empty.</summary>
    public string Difference { get; init; } = "";

    /// <summary>The target now in force; null for none.</summary>
    public ChartTarget? Target { get; init; }

    /// <summary>The tolerance now in force; null for none.</summary>
    public ChartBand? Tolerance { get; init; }
}
