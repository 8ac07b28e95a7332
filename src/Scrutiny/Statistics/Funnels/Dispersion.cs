using Scrutiny.Statistics.Distributions;

namespace Scrutiny.Statistics.Funnels;

/// <summary>
/// How much more units differ among themselves than chance alone explains, and funnel limits that allow for it: Spiegelhalter's additive
/// random effects (D. Spiegelhalter 2005, Statistics in Medicine 24:1185). Method: FunnelPlotR 0.6.0.
/// </summary>
public sealed class Dispersion
{
    // FunnelPlotR's own shortened constants.
    private const double Z95 = 1.959964;
    private const double Z998 = 3.090232;

    private const double Trimmed = 0.1;
    private const int Tenths = 10;

    private readonly DispersionMethod _method;
    private readonly double _average;

    private Dispersion(DispersionMethod method, double average, IReadOnlyList<DispersedUnit> units)
    {
        (_method, _average, Units) = (method, average, units);
        double squares = 0, weights = 0, squaredWeights = 0;
        var kept = 0;
        foreach (var unit in units)
        {
            if (unit.KeptZ is not { } z)
                continue;

            kept++;
            squares += z * z;
            weights += unit.Weight;
            squaredWeights += unit.Weight * unit.Weight;
        }

        Phi = squares / kept;
        TauSquared = squares < kept - 1 ? 0 : Math.Max(0, (squares - (kept - 1)) / (weights - (squaredWeights / weights)));
    }

    /// <summary>The mean squared distance from the average in standard errors; about 1 where chance alone is at work.</summary>
    public double Phi { get; }

    /// <summary>The variance between units on the method's scale; 0 where chance explains all.</summary>
    public double TauSquared { get; }

    /// <summary>Whether units differ more than chance explains, so that the wider limits are the right ones.</summary>
    public bool Exceeds => Phi > 1;

    /// <summary>The units, in the order in which they came.</summary>
    public IReadOnlyList<DispersedUnit> Units { get; }

    /// <summary>Measures the spread between units.</summary>
    /// <param name="units">Counts, each with its whole or population or, for the methods of ratios, its expected count; all above 0, the count not below 0.</param>
    /// <param name="average">The average as parts of 1; not used by the methods of ratios, whose average is 1.</param>
    /// <param name="method">The scale.</param>
    public static Dispersion Measure(IReadOnlyList<(double Count, double Size)> units, double average, DispersionMethod method)
    {
        ArgumentNullException.ThrowIfNull(units);
        var scaled = units.Select(unit => Scale(unit.Count, unit.Size, average, method)).ToArray();
        var kept = method == DispersionMethod.Logarithm ? WithoutEndTenths(scaled) : DrawnIn(scaled);
        return new Dispersion(method, average, [.. scaled.Select((unit, i) => unit with { KeptZ = kept[i] })]);
    }

    /// <summary>Limits that allow for chance and for the spread between units.</summary>
    /// <param name="size">The whole, population or expected count, above 0.</param>
    public FunnelLimits Adjusted(double size) => Limits(size, TauSquared);

    /// <summary>Limits that allow for chance alone: FunnelPlotR's for its own methods, <see cref="PlainLimits.OfRatio"/> for <see cref="DispersionMethod.SquareRoot"/>.</summary>
    /// <inheritdoc cref="Adjusted"/>
    public FunnelLimits Unadjusted(double size)
    {
        return _method switch
        {
            DispersionMethod.SquareRoot => PlainLimits.OfRatio(size),
            DispersionMethod.SquareRootUnsquared or DispersionMethod.Logarithm =>
                new FunnelLimits(Lower(0.025), Upper(0.025), Lower(0.001), Upper(0.001)),
            DispersionMethod.Arcsine or DispersionMethod.LogarithmOfRate => Limits(size, 0),
        };

        double Lower(double tail) => GammaDistribution.LowerQuantile(tail, Sized(size)) / Sized(size);

        double Upper(double tail) => GammaDistribution.UpperQuantile(tail, Sized(size) + 1) / Sized(size);
    }

    /// <summary>Limits of the method's formula, with any variance between units.</summary>
    /// <param name="size">The whole, population or expected count, above 0.</param>
    /// <param name="tauSquared">The variance between units on the method's scale, not below 0.</param>
    public FunnelLimits Limits(double size, double tauSquared)
    {
        var own = _method == DispersionMethod.Logarithm ? 1 / Sized(size) : 1 / (4 * size);
        var error = Math.Sqrt(own + tauSquared);
        return new FunnelLimits(Back(-Z95 * error), Back(Z95 * error), Back(-Z998 * error), Back(Z998 * error));
    }

    /// <summary>The figure that lies so far from the average on the method's scale.</summary>
    private double Back(double distance) => _method switch
    {
        // A sine bends back where the scale has come to its end.
        DispersionMethod.Arcsine => Square(Math.Sin(Math.Clamp(Math.Asin(Math.Sqrt(_average)) + distance, 0, Math.PI / 2))),
        DispersionMethod.SquareRoot => Square(Math.Max(0, 1 + distance)),
        DispersionMethod.SquareRootUnsquared => 1 + distance,
        DispersionMethod.Logarithm => Math.Exp(distance),
        DispersionMethod.LogarithmOfRate => _average * Math.Exp(distance),
    };

    /// <summary>FunnelPlotR rounds the expected counts of its SHMI form to two places.</summary>
    private double Sized(double size) => _method == DispersionMethod.Logarithm ? Math.Round(size, 2) : size;

    private static DispersedUnit Scale(double count, double size, double average, DispersionMethod method)
    {
        var value = count / size;
        var rounded = Math.Round(size, 2);
        var (scaled, middle, error) = method switch
        {
            DispersionMethod.Arcsine => (Math.Asin(Math.Sqrt(value)), Math.Asin(Math.Sqrt(average)), 1 / (2 * Math.Sqrt(size))),
            DispersionMethod.SquareRoot or DispersionMethod.SquareRootUnsquared => (Math.Sqrt(value), 1, 1 / (2 * Math.Sqrt(size))),
            DispersionMethod.Logarithm => (Math.Log(count / rounded), 0, 1 / Math.Sqrt(rounded)),
            DispersionMethod.LogarithmOfRate => (
                Math.Log((count + 0.5) / (size + 0.5)),
                Math.Log(average),
                Math.Sqrt((count / Square(count + 0.5)) + (size / Square(size + 0.5)))),
        };

        return new DispersedUnit(value, size, (scaled - middle) / error, null, 1 / (error * error));
    }

    /// <summary>Distances beyond the 10% and 90% quantiles are drawn in to them, so that true outliers do not hide in a spread that they make.</summary>
    private static double?[] DrawnIn(DispersedUnit[] units)
    {
        var sorted = units.Select(unit => unit.Z).Order().ToArray();
        var (low, high) = (Quantile(sorted, Trimmed), Quantile(sorted, 1 - Trimmed));
        return [.. units.Select(unit => (double?)Math.Clamp(unit.Z, low, high))];
    }

    /// <summary>The tenths of units at either end are left out; units that tie share their mean rank.</summary>
    private static double?[] WithoutEndTenths(DispersedUnit[] units) => [.. units.Select(unit =>
    {
        var below = units.Count(other => other.Z < unit.Z);
        var rank = below + ((units.Count(other => other.Z == unit.Z) + 1) / 2.0);
        return (int)(rank * Tenths / (units.Length + 1)) is 0 or Tenths - 1 ? null : (double?)unit.Z;
    })];

    /// <summary>R's quantile of type 7: straight lines between the order statistics.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        var at = (sorted.Length - 1) * share;
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }

    private static double Square(double x) => x * x;
}
