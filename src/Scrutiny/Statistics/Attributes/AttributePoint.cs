namespace Scrutiny.Statistics.Attributes;

/// <summary>One period of an attribute chart. Figures are parts of 1 for proportions and rates; null where the period has no figure of its own to make them from.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Centre">The centre line.</param>
/// <param name="Lower">Three standard deviations below, not under 0 (single values: unbounded).</param>
/// <param name="Upper">Three above, for proportions not over 1.</param>
/// <param name="Lower2">Two below, within the same bounds.</param>
/// <param name="Upper2">Two above, within the same bounds.</param>
public readonly record struct AttributePoint(double? Value, double? Centre, double? Lower, double? Upper, double? Lower2, double? Upper2)
{
    /// <summary>Whether the figure lies beyond three standard deviations.</summary>
    public bool Outside => Value < Lower || Value > Upper;
}
