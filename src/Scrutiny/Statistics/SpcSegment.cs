namespace Scrutiny.Statistics;

/// <summary>A stretch of points with one mean and one pair of limits. Limits are not clipped to 0 or 100; only a drawing may be.</summary>
/// <param name="Number">0 for the first, or 1 where the first point is itself a rebase; then counting up.</param>
/// <param name="First">The index of its first point in date order.</param>
/// <param name="Count">How many points it has, missing ones included.</param>
/// <param name="PresentCount">How many of its points have a figure.</param>
/// <param name="Mean">The centre line, in the measure's unit. Null without a figure (Compat: NaN).</param>
/// <param name="Lpl">The lower process limit: mean − 2.66 × <paramref name="MeanMovingRange"/>. Null without limits (Compat: NaN).</param>
/// <param name="Upl">The upper process limit: mean + 2.66 × <paramref name="MeanMovingRange"/>. Null without limits (Compat: NaN).</param>
/// <param name="NearLpl">Two thirds of the way to the lower limit. Null without limits (Compat: NaN).</param>
/// <param name="NearUpl">Two thirds of the way to the upper limit. Null without limits (Compat: NaN).</param>
/// <param name="MeanMovingRange">The mean difference between neighbours, after screening. Null without limits (Compat: NaN).</param>
/// <param name="Notes">What to say beside these limits.</param>
public sealed record SpcSegment(
    int Number,
    int First,
    int Count,
    int PresentCount,
    double? Mean,
    double? Lpl,
    double? Upl,
    double? NearLpl,
    double? NearUpl,
    double? MeanMovingRange,
    SpcNotes Notes);
