using System.Diagnostics;

namespace Scrutiny.Statistics;

/// <summary>The strings by which labels, meanings and icons are known outside: NHSRplotthedots' own, kept stable.</summary>
public static class SpcLabels
{
    /// <summary>The label of a rule, such as <c>7 Points Above CL</c>.</summary>
    /// <exception cref="UnreachableException">The value is not a member of the enumeration.</exception>
    public static string Label(this SpcRule rule) => rule switch
    {
        SpcRule.CommonCause => "Common Cause",
        SpcRule.AboveUpperLimit => "Above UCL",
        SpcRule.BelowLowerLimit => "Below LCL",
        SpcRule.TrendIncreasing => "7 Point Trend (Increasing)",
        SpcRule.TrendDecreasing => "7 Point Trend (Decreasing)",
        SpcRule.TwoInThreeAbove => "2 in 3 Above CL",
        SpcRule.TwoInThreeBelow => "2 in 3 Below CL",
        SpcRule.RunAbove => "7 Points Above CL",
        SpcRule.RunBelow => "7 Points Below CL",
        _ => throw new UnreachableException($"There is no SPC rule {(int)rule}."),
    };

    /// <summary>The label of a meaning, such as <c>special_cause_concern</c>.</summary>
    /// <exception cref="UnreachableException">The value is not a member of the enumeration.</exception>
    public static string Label(this Meaning meaning) => meaning switch
    {
        Meaning.CommonCause => "common_cause",
        Meaning.Improvement => "special_cause_improvement",
        Meaning.Concern => "special_cause_concern",
        Meaning.NeutralHigh => "special_cause_neutral_high",
        Meaning.NeutralLow => "special_cause_neutral_low",
        _ => throw new UnreachableException($"There is no SPC meaning {(int)meaning}."),
    };

    /// <summary>The label of a variation icon, such as <c>improvement_high</c>.</summary>
    /// <exception cref="UnreachableException">The value is not a member of the enumeration.</exception>
    public static string Label(this Variation variation) => variation switch
    {
        Variation.CommonCause => "common_cause",
        Variation.ImprovementHigh => "improvement_high",
        Variation.ImprovementLow => "improvement_low",
        Variation.ConcernHigh => "concern_high",
        Variation.ConcernLow => "concern_low",
        Variation.NeutralHigh => "neutral_high",
        Variation.NeutralLow => "neutral_low",
        _ => throw new UnreachableException($"There is no variation icon {(int)variation}."),
    };

    /// <summary>The variation as a person reads it.</summary>
    /// <param name="variation">The variation.</param>
    public static string Words(this Variation variation) => variation switch
    {
        Variation.CommonCause => "Within the usual range",
        Variation.ImprovementHigh => "Better than usual: higher",
        Variation.ImprovementLow => "Better than usual: lower",
        Variation.ConcernHigh => "Worse than usual: higher",
        Variation.ConcernLow => "Worse than usual: lower",
        Variation.NeutralHigh => "Higher than usual",
        Variation.NeutralLow => "Lower than usual",
    };

    /// <summary>The label of an assurance icon, such as <c>pass</c>.</summary>
    /// <exception cref="UnreachableException">The value is not a member of the enumeration.</exception>
    public static string Label(this Assurance assurance) => assurance switch
    {
        Assurance.Pass => "pass",
        Assurance.Fail => "fail",
        Assurance.Inconsistent => "inconsistent",
        _ => throw new UnreachableException($"There is no assurance icon {(int)assurance}."),
    };
}
