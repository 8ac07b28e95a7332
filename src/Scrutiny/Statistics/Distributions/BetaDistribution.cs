namespace Scrutiny.Statistics.Distributions;

/// <summary>
/// The beta distribution, and through it the binomial and Student ones: for X of n with chance p, P(X ≥ x) is the lower tail of
/// shapes x and n − x + 1 at p. Continued fraction: NIST Digital Library of Mathematical Functions 8.17.22.
/// </summary>
internal static class BetaDistribution
{
    /// <summary>The lower tail I_x(a, b).</summary>
    /// <param name="x">Between 0 and 1.</param>
    /// <param name="rest">1 − x, given apart because it may be far smaller than x.</param>
    /// <param name="a">First shape, above 0.</param>
    /// <param name="b">Second shape, above 0.</param>
    public static double Lower(double x, double rest, double a, double b)
    {
        if (x <= 0 || rest <= 0)
            return x <= 0 ? 0 : 1;

        return x < (a + 1) / (a + b + 2) ? Tail(x, rest, a, b) : 1 - Tail(rest, x, b, a);
    }

    /// <summary>x^a · (1 − x)^b / B(a, b).</summary>
    public static double Weight(double x, double rest, double a, double b) => SaddlePoint.Binomial(a, b, x, rest) * a * b / (a + b);

    /// <summary>The x with a lower tail of this size.</summary>
    /// <param name="tail">Between 0 and 1.</param>
    /// <param name="a">First shape, above 0.</param>
    /// <param name="b">Second shape, above 0.</param>
    public static double LowerQuantile(double tail, double a, double b) =>
        Root.Of(x => (Lower(x, 1 - x, a, b) - tail, Weight(x, 1 - x, a, b) / (x * (1 - x))), 0, 1, a / (a + b));

    private static double Tail(double x, double rest, double a, double b) =>
        Weight(x, rest, a, b) / a * ContinuedFraction.Of(n => n == 1 ? 1 : Term(n - 1, x, a, b), static _ => 1);

    private static double Term(int n, double x, double a, double b)
    {
        var m = n / 2;
        return n % 2 == 0
            ? m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)))
            : -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
    }
}
