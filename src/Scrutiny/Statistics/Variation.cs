namespace Scrutiny.Statistics;

/// <summary>The variation icon: is there a real change at the latest point? High and low say where the figure went.</summary>
public enum Variation
{
    /// <summary>No signal.</summary>
    CommonCause,

    /// <summary>Better, by a higher figure.</summary>
    ImprovementHigh,

    /// <summary>Better, by a lower figure.</summary>
    ImprovementLow,

    /// <summary>Worse, by a higher figure.</summary>
    ConcernHigh,

    /// <summary>Worse, by a lower figure.</summary>
    ConcernLow,

    /// <summary>Higher, in a measure without a direction.</summary>
    NeutralHigh,

    /// <summary>Lower, in a measure without a direction.</summary>
    NeutralLow,
}
