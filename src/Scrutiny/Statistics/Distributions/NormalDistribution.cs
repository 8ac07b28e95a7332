namespace Scrutiny.Statistics.Distributions;

/// <summary>The standard normal distribution, whose square is a gamma variable: z²/2 has shape ½.</summary>
internal static class NormalDistribution
{
    /// <summary>The chance of a value up to z.</summary>
    public static double Lower(double z)
    {
        var beyond = GammaDistribution.Tails(0.5, z * z / 2).Upper / 2;
        return z < 0 ? beyond : 1 - beyond;
    }

    /// <summary>The z with an upper tail of this size: 1.959963984540054 for 0.025.</summary>
    /// <param name="tail">Above 0, at most ½.</param>
    public static double UpperQuantile(double tail) =>
        tail >= 0.5 ? 0 : Math.Sqrt(2 * GammaDistribution.UpperQuantile(2 * tail, 0.5));

    /// <summary>The same to about 0.0005 and for any tail, from which iterations begin (Abramowitz and Stegun 26.2.23).</summary>
    public static double RoughQuantile(double tail)
    {
        var t = Math.Sqrt(-2 * Math.Log(Math.Min(tail, 1 - tail)));
        var z = t - ((2.515517 + (t * (0.802853 + (t * 0.010328)))) / (1 + (t * (1.432788 + (t * (0.189269 + (t * 0.001308)))))));
        return tail <= 0.5 ? z : -z;
    }
}
