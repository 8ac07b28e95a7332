namespace Scrutiny.Statistics;

/// <summary>From labels to meanings, and from meanings and limits to the two icons.</summary>
internal static class Icons
{
    /// <summary>+1 for a label upwards, −1 for one downwards, 0 for none.</summary>
    private static int Direction(SpcRule rule) => rule switch
    {
        SpcRule.AboveUpperLimit or SpcRule.TrendIncreasing or SpcRule.TwoInThreeAbove or SpcRule.RunAbove => 1,
        SpcRule.BelowLowerLimit or SpcRule.TrendDecreasing or SpcRule.TwoInThreeBelow or SpcRule.RunBelow => -1,
        _ => 0,
    };

    /// <summary>What a label means for a direction of improvement.</summary>
    public static Meaning MeaningOf(SpcRule rule, Improvement improvement) => (Direction(rule), improvement) switch
    {
        (0, _) => Meaning.CommonCause,
        (1, Improvement.Neutral) => Meaning.NeutralHigh,
        (_, Improvement.Neutral) => Meaning.NeutralLow,
        (1, Improvement.Increase) or (-1, Improvement.Decrease) => Meaning.Improvement,
        _ => Meaning.Concern,
    };

    /// <summary>The variation icon of a meaning: improvement goes the way the measure improves, concern the other.</summary>
    public static Variation VariationOf(Meaning meaning, Improvement improvement) => meaning switch
    {
        Meaning.Improvement => improvement == Improvement.Increase ? Variation.ImprovementHigh : Variation.ImprovementLow,
        Meaning.Concern => improvement == Improvement.Increase ? Variation.ConcernLow : Variation.ConcernHigh,
        Meaning.NeutralHigh => Variation.NeutralHigh,
        Meaning.NeutralLow => Variation.NeutralLow,
        _ => Variation.CommonCause,
    };

    /// <summary>The assurance icon; strict inequalities, so a target on a limit is hit and miss, and so it is beside NaN limits (Compat).</summary>
    public static Assurance? AssuranceOf(SpcSegment segment, double? target, Improvement improvement, SpcMode mode)
    {
        if (target is null || improvement == Improvement.Neutral)
            return null;

        if (mode == SpcMode.Product && segment.Lpl is null)
            return null;

        if (segment.Notes.HasFlag(SpcNotes.NoVariation))
            return Meets(segment.Mean!.Value, target.Value, improvement) ? Assurance.Pass : Assurance.Fail;

        if (target > segment.Upl)
            return improvement == Improvement.Increase ? Assurance.Fail : Assurance.Pass;

        if (target < segment.Lpl)
            return improvement == Improvement.Increase ? Assurance.Pass : Assurance.Fail;

        return Assurance.Inconsistent;
    }

    /// <summary>What the limits say about a tolerance band; a band with one end is a target at that end.</summary>
    public static ToleranceVerdict? VerdictOf(SpcSegment segment, Tolerance? tolerance, SpcMode mode) => tolerance switch
    {
        null => null,
        _ when segment.Lpl is null => null,
        { Low: { } low, High: { } high } =>
            segment.Lpl >= low && segment.Upl <= high ? ToleranceVerdict.ReliablyWithin
            : segment.Upl < low || segment.Lpl > high ? ToleranceVerdict.ReliablyOutside
            : ToleranceVerdict.SometimesOutside,
        { Low: { } low } => OneSided(AssuranceOf(segment, low, Improvement.Increase, mode)),
        { High: var high } => OneSided(AssuranceOf(segment, high, Improvement.Decrease, mode)),
    };

    /// <summary>Whether a figure meets a target; at the target is met.</summary>
    public static bool Meets(double value, double target, Improvement improvement) =>
        improvement == Improvement.Increase ? value >= target : value <= target;

    private static ToleranceVerdict? OneSided(Assurance? assurance) => assurance switch
    {
        null => null,
        Assurance.Pass => ToleranceVerdict.ReliablyWithin,
        Assurance.Fail => ToleranceVerdict.ReliablyOutside,
        _ => ToleranceVerdict.SometimesOutside,
    };
}
