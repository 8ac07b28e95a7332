namespace Scrutiny.Charts;

/// <summary>One bar.</summary>
/// <param name="Label">What it stands for, in full; long labels are broken into lines.</param>
/// <param name="Value">The value in the chart's unit; null where there is none. Finite.</param>
public sealed record ChartBar(string Label, double? Value)
{
    /// <summary>How firm the value is, or why it is absent.</summary>
    public PointStatus Status { get; init; }

    /// <summary>True for the bar that the chart is about, such as the body's own area or the total.</summary>
    public bool Marked { get; init; }

    /// <summary>Lower end of the value's interval; null for none. Both ends or neither.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the value's interval; null for none.</summary>
    public double? Upper { get; init; }

    /// <summary>What a screen reader says at the bar; null for the renderer's own words.</summary>
    public string? Spoken { get; init; }
}
