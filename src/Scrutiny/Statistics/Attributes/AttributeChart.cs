namespace Scrutiny.Statistics.Attributes;

/// <summary>
/// Control charts where numerator and denominator are held (W. A. Shewhart; D. B. Laney 2002). Method: qicharts2 0.8.1. A second
/// view for analysts: Scrutiny's pages judge the reported figure by <see cref="Spc"/>.
/// </summary>
public sealed class AttributeChart
{
    private const double RangeOfTwo = 1.128;
    private const double ScreeningFactor = 3.267;

    private AttributeChart(IReadOnlyList<AttributePoint> points, double? spread, RunsTest runs) => (Points, Spread, Runs) = (points, spread, runs);

    /// <summary>The periods, as many and in the order as they came in.</summary>
    public IReadOnlyList<AttributePoint> Points { get; }

    /// <summary>
    /// By how much P′ and U′ widen the limits of P and U. Below 1 they are narrower than chance alone would make them; say so
    /// where it is shown. Null for the other charts.
    /// </summary>
    public double? Spread { get; }

    /// <summary>Whether figures run on one side of the centre line for longer, or cross it more seldom, than chance allows.</summary>
    public RunsTest Runs { get; }

    /// <summary>Makes a chart.</summary>
    /// <param name="counts">The periods in date order; one without a figure is a row with nulls, never left out.</param>
    /// <param name="kind">Which chart.</param>
    /// <param name="freeze">How many rows from the start make centre and limits; null: all.</param>
    /// <param name="screen">Whether moving ranges of 3.267 times their mean or more are left out (Nelson 1982), as process control does by default and qicharts2 does not.</param>
    /// <exception cref="ArgumentOutOfRangeException">A baseline of fewer than two rows.</exception>
    public static AttributeChart Of(IReadOnlyList<AttributeCount> counts, AttributeKind kind, int? freeze = null, bool screen = false)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (freeze < 2)
            throw new ArgumentOutOfRangeException(nameof(freeze), freeze, "A baseline has two rows or more.");

        var sizes = counts.Select(count => Size(count, kind)).ToArray();
        var values = counts.Select((count, i) => count.Numerator is { } x ? x / sizes[i] : double.NaN).ToArray();
        var baseline = Math.Min(freeze ?? values.Length, values.Length);
        var centre = kind == AttributeKind.I
            ? TwoPassMean.Of(values.AsSpan(0, baseline))
            : Weighted(counts.Take(baseline), kind);

        var sigmas = sizes.Select(size => Sigma(kind, centre, size)).ToArray();
        double? spread = null;
        if (kind is AttributeKind.PPrime or AttributeKind.UPrime)
            spread = MeanRange([.. values.Take(baseline).Select((value, i) => (value - centre) / sigmas[i])], screen) / RangeOfTwo;
        else if (kind == AttributeKind.I)
            Array.Fill(sigmas, MeanRange(values.AsSpan(0, baseline), screen) / RangeOfTwo);

        var points = values.Select((value, i) => Point(kind, value, centre, sigmas[i] * (spread ?? 1)));
        return new AttributeChart([.. points], spread, RunsTest.Of(values, centre));
    }

    private static double Size(AttributeCount count, AttributeKind kind) => kind switch
    {
        AttributeKind.C => 1,
        AttributeKind.I => count.Denominator ?? 1,
        AttributeKind.P or AttributeKind.U or AttributeKind.PPrime or AttributeKind.UPrime => count.Denominator is > 0 ? count.Denominator.Value : double.NaN,
    };

    private static double Sigma(AttributeKind kind, double centre, double size) => kind switch
    {
        AttributeKind.P or AttributeKind.PPrime => Math.Sqrt(centre * (1 - centre) / size),
        AttributeKind.U or AttributeKind.UPrime or AttributeKind.C => Math.Sqrt(centre / size),
        AttributeKind.I => double.NaN,
    };

    /// <summary>All the events over all that they were counted among, which is exact where the mean of the single figures is not.</summary>
    private static double Weighted(IEnumerable<AttributeCount> counts, AttributeKind kind)
    {
        double events = 0, among = 0;
        foreach (var count in counts)
        {
            var size = Size(count, kind);
            if (count.Numerator is not { } x || double.IsNaN(size))
                continue;

            events += x;
            among += size;
        }

        return events / among;
    }

    /// <summary>The mean difference between neighbours that are both present.</summary>
    private static double MeanRange(ReadOnlySpan<double> values, bool screen)
    {
        var ranges = new List<double>(values.Length);
        for (var i = 1; i < values.Length; i++)
        {
            var range = Math.Abs(values[i] - values[i - 1]);
            if (!double.IsNaN(range))
                ranges.Add(range);
        }

        var mean = TwoPassMean.Of([.. ranges]);
        return screen ? TwoPassMean.Of([.. ranges.Where(range => range < ScreeningFactor * mean)]) : mean;
    }

    private static AttributePoint Point(AttributeKind kind, double value, double centre, double sigma)
    {
        var (least, most) = kind switch
        {
            AttributeKind.P or AttributeKind.PPrime => (0, 1),
            AttributeKind.U or AttributeKind.UPrime or AttributeKind.C => (0, double.PositiveInfinity),
            AttributeKind.I => (double.NegativeInfinity, double.PositiveInfinity),
        };

        return new AttributePoint(Known(value), Known(centre), Line(-3), Line(3), Line(-2), Line(2));

        double? Line(int deviations) => Known(Math.Clamp(centre + (deviations * sigma), least, most));
    }

    private static double? Known(double figure) => double.IsNaN(figure) ? null : figure;
}
