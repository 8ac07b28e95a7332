namespace Scrutiny.Charts;

/// <summary>One unit of a funnel.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Size">What its value rests on: calls, people, cases. Finite, not negative.</param>
/// <param name="Value">In the chart's unit. Finite.</param>
/// <param name="Verdict">Where it stands against the curves.</param>
public sealed record FunnelUnit(string Label, double Size, double Value, FunnelVerdict Verdict)
{
    /// <summary>True for the unit that the chart is about; always labelled.</summary>
    public bool Marked { get; init; }

    /// <summary>True for units that are most like the marked one.</summary>
    public bool Context { get; init; }

    /// <summary>What a screen reader says at the unit; null for the renderer's own words (name, value, verdict).</summary>
    public string? Spoken { get; init; }
}
