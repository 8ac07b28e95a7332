namespace Scrutiny.Statistics.Distributions;

/// <summary>Continued fractions from the top down (W. J. Lentz 1976, as modified by Thompson and Barnett 1986).</summary>
internal static class ContinuedFraction
{
    private const double AlmostNothing = 1e-300;
    private const int MostTerms = 10_000_000;

    /// <summary>a₁ / (b₁ + a₂ / (b₂ + a₃ / (b₃ + …))).</summary>
    /// <param name="numerator">aₙ, from n = 1.</param>
    /// <param name="denominator">bₙ, from n = 1.</param>
    public static double Of(Func<int, double> numerator, Func<int, double> denominator)
    {
        double value = AlmostNothing, above = value, below = 0;
        for (var n = 1; n < MostTerms; n++)
        {
            var (a, b) = (numerator(n), denominator(n));
            below = 1 / NotNothing(b + (a * below));
            above = NotNothing(b + (a / above));
            var factor = above * below;
            value *= factor;
            if (Math.Abs(factor - 1) < 3e-16)
                return value;
        }

        throw new ArithmeticException("A continued fraction did not settle.");
    }

    private static double NotNothing(double x) => x == 0 ? AlmostNothing : x;
}
