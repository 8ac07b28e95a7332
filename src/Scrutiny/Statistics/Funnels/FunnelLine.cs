namespace Scrutiny.Statistics.Funnels;

/// <summary>The limits at one size, for drawing the lines.</summary>
/// <param name="Size">On the axis of sizes.</param>
/// <param name="Plain">Limits that allow for chance alone.</param>
/// <param name="Adjusted">Limits that allow for the spread between units too; null where chance explains the spread.</param>
public readonly record struct FunnelLine(double Size, FunnelLimits Plain, FunnelLimits? Adjusted);
