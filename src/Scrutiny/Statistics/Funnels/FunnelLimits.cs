namespace Scrutiny.Statistics.Funnels;

/// <summary>Between what figures a unit of one size is expected, in the unit of the figure.</summary>
/// <param name="Lower95">2.5 in 100 units of the average lie below.</param>
/// <param name="Upper95">2.5 in 100 lie above.</param>
/// <param name="Lower998">1 in 1,000 lies below.</param>
/// <param name="Upper998">1 in 1,000 lies above.</param>
public readonly record struct FunnelLimits(double Lower95, double Upper95, double Lower998, double Upper998)
{
    /// <summary>The limits in another unit.</summary>
    /// <param name="factor">Above 0: 100 for per cent, 1000 for a rate per thousand.</param>
    public FunnelLimits Times(double factor) => new(Lower95 * factor, Upper95 * factor, Lower998 * factor, Upper998 * factor);

    /// <summary>Where a figure lies; on a limit is within it.</summary>
    /// <param name="value">In the unit of the limits.</param>
    public FunnelVerdict Judge(double value) =>
        value < Lower998 ? FunnelVerdict.Low998
        : value > Upper998 ? FunnelVerdict.High998
        : value < Lower95 ? FunnelVerdict.Low95
        : value > Upper95 ? FunnelVerdict.High95
        : FunnelVerdict.Within;
}
