using Scrutiny.Statistics.Distributions;

namespace Scrutiny.Statistics;

/// <summary>
/// How often a stable process would meet a target, by a normal model: Φ((mean − target) / σ). Prefer <see cref="TargetRecord"/> in words, and
/// show this only with <paramref name="Seen"/> or its warning: the model has been over-confident.
/// </summary>
/// <param name="Modelled">The share of periods that the model has meeting the target, 0 to 1.</param>
/// <param name="Seen">
/// The share that did, in the twelve months after, where 130 A&amp;E departments' limits gave such a chance (own calculation on open data, while
/// services were getting worse): 0.76 for 0.90 to 0.99, 0.93 from there, 0.14 for 0.01 to 0.10. Null where nothing of the kind is known.
/// </param>
public sealed record TargetChance(double Modelled, double? Seen)
{
    private const double RangeOfTwo = 1.128;

    /// <summary>The chance, or null for a neutral measure and where a segment has no limits or no variation.</summary>
    /// <param name="segment">The segment in force.</param>
    /// <param name="target">The target in force, in the measure's unit.</param>
    /// <param name="improvement">Which way the measure improves.</param>
    public static TargetChance? Of(SpcSegment segment, double target, Improvement improvement)
    {
        ArgumentNullException.ThrowIfNull(segment);
        if (segment is not { Mean: { } mean, MeanMovingRange: { } range } || !(range > 0) || improvement == Improvement.Neutral)
            return null;

        var z = (mean - target) / (range / RangeOfTwo);
        var modelled = NormalDistribution.Lower(improvement == Improvement.Increase ? z : -z);
        return new TargetChance(modelled, modelled switch
        {
            >= 0.99 => 0.93,
            >= 0.90 => 0.76,
            >= 0.01 and <= 0.10 => 0.14,
            _ => null,
        });
    }
}
