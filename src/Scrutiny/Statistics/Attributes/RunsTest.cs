using Scrutiny.Statistics.Distributions;

namespace Scrutiny.Statistics.Attributes;

/// <summary>
/// Anhøj's runs test (J. Anhøj and A. V. Olesen 2014): has the series shifted, drifted or swung, judged only by which side of
/// the centre line its figures lie on? A second opinion beside the four rules of <see cref="Spc"/>.
/// </summary>
/// <param name="Useful">Figures that are not on the centre line itself; only these count.</param>
/// <param name="LongestRun">The most of them in a row on one side.</param>
/// <param name="LongestRunAllowed">The most that chance would make, as a rule; null without a useful figure.</param>
/// <param name="Crossings">How often they change sides.</param>
/// <param name="CrossingsNeeded">The fewest that chance would make, as a rule; null without a useful figure.</param>
public sealed record RunsTest(int Useful, int LongestRun, int? LongestRunAllowed, int Crossings, int? CrossingsNeeded)
{
    private const double RareCrossings = 0.05;

    /// <summary>Whether there is a run too long or a crossing too few.</summary>
    public bool Signal => LongestRun > LongestRunAllowed || Crossings < CrossingsNeeded;

    /// <summary>Tests a series.</summary>
    /// <param name="values">The figures in date order, NaN where missing.</param>
    /// <param name="centre">The centre line.</param>
    internal static RunsTest Of(ReadOnlySpan<double> values, double centre)
    {
        int useful = 0, longest = 0, run = 0, crossings = 0, side = 0;
        foreach (var value in values)
        {
            var own = value > centre ? 1 : value < centre ? -1 : 0;
            if (own == 0)
                continue;

            crossings += useful > 0 && own != side ? 1 : 0;
            run = own == side ? run + 1 : 1;
            side = own;
            longest = Math.Max(longest, run);
            useful++;
        }

        return useful == 0
            ? new RunsTest(0, 0, null, 0, null)
            : new RunsTest(useful, longest, (int)Math.Round(Math.Log2(useful), MidpointRounding.ToEven) + 3, crossings, FewestCrossings(useful - 1));
    }

    /// <summary>The 5% quantile of the heads in so many tosses of a coin.</summary>
    private static int FewestCrossings(int tosses)
    {
        var chance = 0.0;
        for (var heads = 0; ; heads++)
        {
            chance += heads == 0 || heads == tosses ? Math.Pow(0.5, tosses) : SaddlePoint.Binomial(heads, tosses - heads, 0.5, 0.5);
            if (chance >= RareCrossings || heads == tosses)
                return heads;
        }
    }
}
