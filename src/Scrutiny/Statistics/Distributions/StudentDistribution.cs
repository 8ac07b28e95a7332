namespace Scrutiny.Statistics.Distributions;

/// <summary>Student's t distribution: the chance beyond ±t is the lower tail of a beta variable at ν / (ν + t²).</summary>
internal static class StudentDistribution
{
    /// <summary>The t with an upper tail of this size, to about 1e-13; beyond 100,000 degrees of freedom, where it is all but normal, to 1e-11.</summary>
    /// <param name="tail">Above 0, at most ½.</param>
    /// <param name="degrees">Degrees of freedom, above 0.</param>
    public static double UpperQuantile(double tail, double degrees)
    {
        return tail >= 0.5 ? 0 : Root.Of(Excess, 0, double.PositiveInfinity, NormalDistribution.RoughQuantile(tail));

        (double Value, double Slope) Excess(double t)
        {
            var (x, rest) = (degrees / (degrees + (t * t)), t * t / (degrees + (t * t)));
            return (
                tail - (BetaDistribution.Lower(x, rest, degrees / 2, 0.5) / 2),
                BetaDistribution.Weight(x, rest, degrees / 2, 0.5) / t);
        }
    }
}
