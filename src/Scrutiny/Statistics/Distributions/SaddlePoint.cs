namespace Scrutiny.Statistics.Distributions;

/// <summary>
/// Point probabilities that stay exact to about 1e-14 however large the counts are, where differences of log-gammas lose their
/// digits. Method: C. Loader, "Fast and accurate computation of binomial probabilities", 2000.
/// </summary>
internal static class SaddlePoint
{
    /// <summary>mean^x · e^−mean / Γ(x + 1): the Poisson probability of x, for any real x ≥ 0 and mean &gt; 0.</summary>
    public static double Poisson(double x, double mean) =>
        x == 0 ? Math.Exp(-mean) : Math.Exp(-StirlingError(x) - Deviance(x, mean)) / Math.Sqrt(2 * Math.PI * x);

    /// <summary>Γ(n + 1) / (Γ(x + 1) Γ(n − x + 1)) · p^x · q^(n − x): the binomial probability of x of n, for any real 0 &lt; x &lt; n.</summary>
    /// <param name="x">Successes.</param>
    /// <param name="rest">n − x, given apart because it may be far smaller than x.</param>
    /// <param name="p">Chance of success.</param>
    /// <param name="q">1 − p, given apart for the same reason.</param>
    public static double Binomial(double x, double rest, double p, double q)
    {
        var n = x + rest;
        var exponent = StirlingError(n) - StirlingError(x) - StirlingError(rest) - Deviance(x, n * p) - Deviance(rest, n * q);
        return Math.Exp(exponent) * Math.Sqrt(n / (2 * Math.PI * x * rest));
    }

    /// <summary>ln Γ(n + 1) less Stirling's formula, for n &gt; 0.</summary>
    private static double StirlingError(double n)
    {
        // The asymptotic series needs a large n; the recurrence leads there, its terms being what the formula gains from n to n + 1.
        var climbed = 0.0;
        while (n < 16)
        {
            climbed += ((n + 0.5) * Log1p(1 / n)) - 1;
            n++;
        }

        var s = 1 / (n * n);
        return climbed + (((1 / 12.0) - (((1 / 360.0) - (((1 / 1260.0) - (((1 / 1680.0) - (s / 1188)) * s)) * s)) * s)) / n);
    }

    /// <summary>x·ln(x / mean) + mean − x, by its series where the two are close and the terms would cancel.</summary>
    private static double Deviance(double x, double mean)
    {
        if (Math.Abs(x - mean) >= 0.1 * (x + mean))
            return (x * Math.Log(x / mean)) + mean - x;

        var v = (x - mean) / (x + mean);
        var sum = (x - mean) * v;
        var term = 2 * x * v;
        for (var j = 3; ; j += 2)
        {
            term *= v * v;
            var next = sum + (term / j);
            if (next == sum)
                return sum;

            sum = next;
        }
    }

    /// <summary>ln(1 + x) without the loss of digits at small x (the correction is Kahan's).</summary>
    private static double Log1p(double x)
    {
        var one = 1 + x;
        return one == 1 ? x : Math.Log(one) * x / (one - 1);
    }
}
