namespace Scrutiny.Statistics;

/// <summary>What a point's label means for the measure's direction of improvement.</summary>
public enum Meaning
{
    /// <summary>Within what the process does by chance, or no figure.</summary>
    CommonCause,

    /// <summary>A signal in the direction of improvement.</summary>
    Improvement,

    /// <summary>A signal against the direction of improvement.</summary>
    Concern,

    /// <summary>A signal upwards in a measure without a direction.</summary>
    NeutralHigh,

    /// <summary>A signal downwards in a measure without a direction.</summary>
    NeutralLow,
}
