namespace Scrutiny.Charts;

/// <summary>What the rules of statistical process control say of a point.</summary>
public enum PointMeaning
{
    /// <summary>Within the usual range.</summary>
    CommonCause,

    /// <summary>A special cause in the direction wanted.</summary>
    Improvement,

    /// <summary>A special cause in the direction not wanted.</summary>
    Concern,

    /// <summary>A special cause in a measure with no wanted direction.</summary>
    Neutral,
}
