namespace Scrutiny.Statistics.Distributions;

/// <summary>
/// The gamma distribution with scale 1, and through it the Poisson and chi-square ones: for a count X with mean m,
/// P(X ≥ x) is the lower tail of shape x at m; χ² with d degrees of freedom is twice a gamma of shape d/2.
/// Series and continued fraction: NIST Digital Library of Mathematical Functions 8.11.4 and 8.9.2.
/// </summary>
internal static class GammaDistribution
{
    /// <summary>Both tails at x, each to its own full precision: P(shape, x) and Q(shape, x).</summary>
    /// <param name="shape">Above 0.</param>
    /// <param name="x">Not below 0.</param>
    public static (double Lower, double Upper) Tails(double shape, double x)
    {
        if (x <= 0)
            return (0, 1);

        var weight = SaddlePoint.Poisson(shape, x);
        if (x < shape + 1)
        {
            var lower = weight * Series(shape, x);
            return (lower, 1 - lower);
        }

        var upper = weight * shape * Fraction(shape, x);
        return (1 - upper, upper);
    }

    /// <summary>The x with a lower tail of this size.</summary>
    /// <param name="tail">Between 0 and 1; give the smaller of the two tails, for its digits.</param>
    /// <param name="shape">Above 0.</param>
    public static double LowerQuantile(double tail, double shape) =>
        Root.Of(x => (Tails(shape, x).Lower - tail, Density(shape, x)), 0, double.PositiveInfinity, Guess(shape, -NormalDistribution.RoughQuantile(tail)));

    /// <summary>The x with an upper tail of this size.</summary>
    /// <param name="tail">Between 0 and 1; give the smaller of the two tails, for its digits.</param>
    /// <param name="shape">Above 0.</param>
    public static double UpperQuantile(double tail, double shape) =>
        Root.Of(x => (tail - Tails(shape, x).Upper, Density(shape, x)), 0, double.PositiveInfinity, Guess(shape, NormalDistribution.RoughQuantile(tail)));

    private static double Density(double shape, double x) => SaddlePoint.Poisson(shape, x) * shape / x;

    /// <summary>Wilson and Hilferty's cube of a normal variable.</summary>
    private static double Guess(double shape, double z)
    {
        var root = 1 - (1 / (9 * shape)) + (z / (3 * Math.Sqrt(shape)));
        return shape * root * root * root;
    }

    private static double Series(double shape, double x)
    {
        double sum = 1, term = 1;
        for (var n = shape + 1; term > sum * 1e-17; n++)
        {
            term *= x / n;
            sum += term;
        }

        return sum;
    }

    private static double Fraction(double shape, double x) =>
        ContinuedFraction.Of(n => n == 1 ? 1 : -(n - 1) * (n - 1 - shape), n => x + (2 * n) - 1 - shape);
}
