namespace Scrutiny.Charts;

/// <summary>One large figure with what is needed to judge it: period, variation, change, target and a small line.</summary>
public sealed record HeadlineChart : ChartPicture
{
    /// <summary>The figure in the chart's unit; null where there is none. Finite.</summary>
    public double? Value { get; init; }

    /// <summary>How firm the figure is, or why it is absent.</summary>
    public PointStatus Status { get; init; }

    /// <summary>The period that the figure describes: "September 2026".</summary>
    public string Period { get; init; } = "";

    /// <summary>What the figure signals, shown as a shape with words; null for a measure that is not judged.</summary>
    public PointMeaning? Meaning { get; init; }

    /// <summary>The words beside the shape, such as "Better than usual: higher"; null for the renderer's own.</summary>
    public string? MeaningWords { get; init; }

    /// <summary>The change as a fact: "1.2 percentage points higher than in August 2026"; may be empty.</summary>
    public string Change { get; init; } = "";

    /// <summary>The target and whether it is met: "Target 90%: met"; may be empty.</summary>
    public string Target { get; init; } = "";

    /// <summary>The recent series for the small line, oldest first; fewer than three values draw none.</summary>
    public IReadOnlyList<ChartPoint> Points { get; init; } = [];
}
