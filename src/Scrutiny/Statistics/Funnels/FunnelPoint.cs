namespace Scrutiny.Statistics.Funnels;

/// <summary>One unit in a funnel, ready to draw. Figures and limits are in the unit that the funnel was asked for.</summary>
/// <param name="Unit">Which.</param>
/// <param name="Size">Where it stands on the axis of sizes: its whole, population or expected count.</param>
/// <param name="Value">Its figure.</param>
/// <param name="Plain">The limits at its size that allow for chance alone.</param>
/// <param name="Adjusted">The limits that allow for the spread between units too; null where chance explains the spread.</param>
public sealed record FunnelPoint(FunnelUnit Unit, double Size, double Value, FunnelLimits Plain, FunnelLimits? Adjusted)
{
    /// <summary>The verdict that pages show: by the adjusted limits where there are any.</summary>
    public FunnelVerdict Verdict => (Adjusted ?? Plain).Judge(Value);

    /// <summary>The verdict by chance alone, which calls most large forces different from each other.</summary>
    public FunnelVerdict PlainVerdict => Plain.Judge(Value);
}
