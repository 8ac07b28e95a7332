namespace Scrutiny.Statistics.Intervals;

/// <summary>How exact a figure is, in the figure's own unit. Null at an end where the method gives none.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end, not below <paramref name="Lower"/>.</param>
public readonly record struct Interval(double? Lower, double? Upper)
{
    /// <summary>The interval in another unit.</summary>
    /// <param name="factor">Above 0: 100 for per cent, 1000/n for a rate per thousand.</param>
    public Interval Times(double factor) => new(Lower * factor, Upper * factor);

    /// <summary>Whether the interval leaves no doubt that the true value is not this one.</summary>
    /// <param name="value">In the interval's unit.</param>
    public bool Excludes(double value) => value < Lower || value > Upper;
}
