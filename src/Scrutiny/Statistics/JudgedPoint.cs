namespace Scrutiny.Statistics;

/// <summary>One point of a series with what was found about it.</summary>
/// <param name="Date">The period's date.</param>
/// <param name="Value">The figure, or null where there is none.</param>
/// <param name="Segment">The segment it belongs to, with its mean and limits.</param>
/// <param name="Rule">Its one label. Null where there is no figure (Compat: <see cref="SpcRule.CommonCause"/>, as NHSRplotthedots has it).</param>
/// <param name="RulesHit">Every rule it meets.</param>
/// <param name="Meaning">What the label means for the direction of improvement.</param>
public readonly record struct JudgedPoint(
    DateOnly Date,
    double? Value,
    SpcSegment Segment,
    SpcRule? Rule,
    SpcRules RulesHit,
    Meaning Meaning)
{
    /// <inheritdoc cref="SpcSegment.Mean"/>
    public double? Mean => Segment.Mean;

    /// <inheritdoc cref="SpcSegment.Lpl"/>
    public double? Lpl => Segment.Lpl;

    /// <inheritdoc cref="SpcSegment.Upl"/>
    public double? Upl => Segment.Upl;
}
