namespace Scrutiny.Statistics.Funnels;

/// <summary>A unit that is not in a funnel.</summary>
/// <param name="Unit">Which.</param>
/// <param name="Reason">Why.</param>
public sealed record LeftOutUnit(FunnelUnit Unit, LeftOutReason Reason);
