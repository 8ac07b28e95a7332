namespace Scrutiny.Charts;

/// <summary>A target or tolerance over the part of the plot where it was in force.</summary>
/// <param name="Lower">Lower edge, or the target's value; null where the band has none.</param>
/// <param name="Upper">Upper edge, or the target's value; null where the band has none.</param>
/// <param name="Left">Where it begins.</param>
/// <param name="Right">Where it ends.</param>
/// <param name="Former">True where it is no longer in force.</param>
internal sealed record ThresholdSpan(double? Lower, double? Upper, double Left, double Right, bool Former);
