namespace Scrutiny.Statistics;

/// <summary>What the rules of process control cost: signals where nothing has changed.</summary>
public static class FalseAlarms
{
    /// <summary>
    /// The share of stable measures whose latest figure is a signal by chance: 1.3 to 1.9 in 100 in our own simulation of independent
    /// normal series of 13 to 60 points. Skewed, seasonal or slow-moving series give more.
    /// </summary>
    public const double ShareOfStableMeasures = 0.015;

    /// <summary>How many of the variation icons on a page are to be expected by chance alone.</summary>
    /// <param name="measures">Measures with an icon, not below 0.</param>
    public static double Expected(int measures) => measures * ShareOfStableMeasures;
}
