namespace Scrutiny.Statistics.Funnels;

/// <summary>The limits at one size, for drawing the lines.</summary>
/// <param name="size">On the axis of sizes.</param>
/// <param name="plain">Finds the limits that allow for chance alone.</param>
/// <param name="adjusted">Limits that allow for the spread between units too; null where chance explains the spread.</param>
public sealed class FunnelLine(double size, Func<FunnelLimits> plain, FunnelLimits? adjusted)
{
    // Found when asked for: the exact limits of large counts take longer than all the rest, and pages draw the adjusted ones.
    private readonly Lazy<FunnelLimits> _plain = new(plain);

    /// <summary>On the axis of sizes.</summary>
    public double Size => size;

    /// <summary>Limits that allow for chance alone.</summary>
    public FunnelLimits Plain => _plain.Value;

    /// <summary>Limits that allow for the spread between units too; null where chance explains the spread.</summary>
    public FunnelLimits? Adjusted => adjusted;

    /// <summary>The lines that pages draw: the adjusted ones where there are any.</summary>
    public FunnelLimits Drawn => Adjusted ?? Plain;
}
