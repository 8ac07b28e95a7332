namespace Scrutiny.Statistics;

/// <summary>Every rule a point meets, for the drill-down behind its one label. The peak between a rise and a fall meets both trends.</summary>
[Flags]
public enum SpcRules
{
    /// <summary>No rule met.</summary>
    None = 0,

    /// <inheritdoc cref="SpcRule.AboveUpperLimit"/>
    AboveUpperLimit = 1,

    /// <inheritdoc cref="SpcRule.BelowLowerLimit"/>
    BelowLowerLimit = 2,

    /// <inheritdoc cref="SpcRule.TrendIncreasing"/>
    TrendIncreasing = 4,

    /// <inheritdoc cref="SpcRule.TrendDecreasing"/>
    TrendDecreasing = 8,

    /// <inheritdoc cref="SpcRule.TwoInThreeAbove"/>
    TwoInThreeAbove = 16,

    /// <inheritdoc cref="SpcRule.TwoInThreeBelow"/>
    TwoInThreeBelow = 32,

    /// <inheritdoc cref="SpcRule.RunAbove"/>
    RunAbove = 64,

    /// <inheritdoc cref="SpcRule.RunBelow"/>
    RunBelow = 128,
}
