namespace Scrutiny.Statistics.Funnels;

/// <summary>
/// Units compared without a league table: each against the average, with limits that narrow as units grow. Ranks are mostly
/// chance (D. Spiegelhalter 2005; Royal Statistical Society, "Performance indicators: good, bad, and ugly", 2005).
/// </summary>
public sealed class Funnel
{
    /// <summary>Fewer units than this make no funnel.</summary>
    public const int FewestUnits = 10;

    private const int LineSteps = 80;

    private Funnel(FunnelKind kind) => Kind = kind;

    /// <summary>What is compared.</summary>
    public FunnelKind Kind { get; }

    /// <summary>Why nothing is compared; null where something is.</summary>
    public FunnelRefusal? Refusal { get; private init; }

    /// <summary>The figure of all units together, in the unit asked for; null where refused.</summary>
    public double? Average { get; private init; }

    /// <summary>How much more units differ than chance explains; null where refused. The wider limits are used where it <see cref="Funnels.Dispersion.Exceeds"/>.</summary>
    public Dispersion? Dispersion { get; private init; }

    /// <summary>The units in the order in which they came, without those left out.</summary>
    public IReadOnlyList<FunnelPoint> Points { get; private init; } = [];

    /// <summary>The lines, by rising size, from a little below the smallest unit to a little beyond the largest.</summary>
    public IReadOnlyList<FunnelLine> Lines { get; private init; } = [];

    /// <summary>Units left out, each with its reason.</summary>
    public IReadOnlyList<LeftOutUnit> LeftOut { get; private init; } = [];

    /// <summary>Compares units. Rates and ratios are judged by square roots of observed over expected, proportions by arc sines.</summary>
    /// <param name="units">Those compared, in any order.</param>
    /// <param name="kind">What is compared.</param>
    /// <param name="per">The unit of figures and limits: 100 for per cent, 1000 for a rate per thousand.</param>
    public static Funnel Of(IReadOnlyCollection<FunnelUnit> units, FunnelKind kind, double per = 1)
    {
        ArgumentNullException.ThrowIfNull(units);
        var leftOut = units.Select(unit => (Unit: unit, Reason: WhyNot(unit, kind))).Where(entry => entry.Reason is not null)
            .Select(entry => new LeftOutUnit(entry.Unit, entry.Reason!.Value)).ToList();
        var used = units.Where(unit => WhyNot(unit, kind) is null).ToList();
        var average = kind == FunnelKind.Ratio ? 1 : used.Sum(unit => unit.Numerator!.Value) / used.Sum(unit => unit.Denominator!.Value);
        FunnelRefusal? refusal = used.Count < FewestUnits ? FunnelRefusal.TooFewUnits
            : used.All(unit => unit.Numerator == 0) || (kind == FunnelKind.Proportion && average == 1) ? FunnelRefusal.NothingToCompare
            : null;
        if (refusal is not null)
            return new Funnel(kind) { Refusal = refusal, LeftOut = leftOut };

        var dispersion = kind == FunnelKind.Proportion
            ? Dispersion.Measure([.. used.Select(unit => (unit.Numerator!.Value, unit.Denominator!.Value))], average, DispersionMethod.Arcsine)
            : Dispersion.Measure([.. used.Select(unit => (unit.Numerator!.Value, unit.Denominator!.Value * average))], 1, DispersionMethod.SquareRoot);

        return new Funnel(kind)
        {
            Average = average * per,
            Dispersion = dispersion,
            Points = [.. used.Select(unit => new FunnelPoint(unit, unit.Numerator!.Value / unit.Denominator!.Value * per, Line(unit.Denominator.Value)))],
            Lines = [.. Sizes(used).Select(Line)],
            LeftOut = leftOut,
        };

        FunnelLine Line(double size) => new(size, () => Plain(kind, average, size).Times(per), Adjusted(size));

        FunnelLimits? Adjusted(double size) =>
            !dispersion.Exceeds ? null
            : kind == FunnelKind.Proportion ? dispersion.Adjusted(size).Times(per)
            : dispersion.Adjusted(size * average).Times(average * per);
    }

    private static LeftOutReason? WhyNot(FunnelUnit unit, FunnelKind kind) => unit switch
    {
        { Numerator: null } => LeftOutReason.NoFigure,
        { Denominator: null or <= 0 } => LeftOutReason.NoSize,
        { Numerator: < 0 } => LeftOutReason.ImpossibleFigure,
        _ when kind == FunnelKind.Proportion && unit.Numerator > unit.Denominator => LeftOutReason.ImpossibleFigure,
        _ => null,
    };

    private static FunnelLimits Plain(FunnelKind kind, double average, double size) => kind switch
    {
        FunnelKind.Proportion => PlainLimits.OfProportion(average, size),
        FunnelKind.Rate or FunnelKind.Ratio => PlainLimits.OfRatio(size * average).Times(average),
    };

    /// <summary>Sizes in equal proportions, so that the bend at the small end is drawn as finely as the rest.</summary>
    private static IEnumerable<double> Sizes(List<FunnelUnit> units)
    {
        var (first, last) = (units.Min(unit => unit.Denominator!.Value) * 0.8, units.Max(unit => unit.Denominator!.Value) * 1.05);
        return Enumerable.Range(0, LineSteps + 1).Select(step => first * Math.Pow(last / first, (double)step / LineSteps));
    }
}
