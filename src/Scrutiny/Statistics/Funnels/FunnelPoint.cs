namespace Scrutiny.Statistics.Funnels;

/// <summary>One unit in a funnel, ready to draw. Figures and limits are in the unit that the funnel was asked for.</summary>
/// <param name="unit">Which.</param>
/// <param name="value">Its figure.</param>
/// <param name="limits">The limits at its size: its whole, population or expected count.</param>
public sealed class FunnelPoint(FunnelUnit unit, double value, FunnelLine limits)
{
    /// <summary>Which.</summary>
    public FunnelUnit Unit => unit;

    /// <summary>Where it stands on the axis of sizes: its whole, population or expected count.</summary>
    public double Size => limits.Size;

    /// <summary>Its figure.</summary>
    public double Value => value;

    /// <summary>The limits at its size that allow for chance alone.</summary>
    public FunnelLimits Plain => limits.Plain;

    /// <summary>The limits that allow for the spread between units too; null where chance explains the spread.</summary>
    public FunnelLimits? Adjusted => limits.Adjusted;

    /// <summary>The verdict that pages show: by the adjusted limits where there are any.</summary>
    public FunnelVerdict Verdict => limits.Drawn.Judge(Value);

    /// <summary>The verdict by chance alone, which calls most large forces different from each other.</summary>
    public FunnelVerdict PlainVerdict => Plain.Judge(Value);
}
