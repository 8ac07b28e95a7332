namespace Scrutiny.Statistics.Intervals;

/// <summary>Two figures compared, the first with the second, such as this year with last.</summary>
/// <param name="Change">The difference of proportions, or the ratio of rates; null where the second rate is 0.</param>
/// <param name="Interval">Its interval; no upper end where the second count is 0.</param>
/// <param name="Excluded">Whether the interval leaves out "no change".</param>
/// <param name="Notes">What to say beside it.</param>
public sealed record Comparison(double? Change, Interval Interval, bool Excluded, ComparisonNotes Notes)
{
    /// <summary>
    /// The difference of two proportions, first less second, in parts of 1; R. G. Newcombe 1998, his method 10, from two Wilson intervals.
    /// </summary>
    /// <param name="first">The later figure, or the one asked about.</param>
    /// <param name="second">The one that it is compared with.</param>
    /// <param name="confidence">How often the interval should hold.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is not between 0 and what it was counted among.</exception>
    public static Comparison OfProportions(Share first, Share second, Confidence confidence)
    {
        var (one, two) = (ProportionInterval.Wilson(first.Count, first.Among, confidence), ProportionInterval.Wilson(second.Count, second.Among, confidence));
        var change = first.Value - second.Value;
        var interval = new Interval(
            change - Hypotenuse(first.Value - one.Lower!.Value, two.Upper!.Value - second.Value),
            change + Hypotenuse(one.Upper!.Value - first.Value, second.Value - two.Lower!.Value));

        return new Comparison(change, interval, interval.Excludes(0), ComparisonNotes.AssumesNoOverDispersion);
    }

    /// <summary>
    /// The ratio of two rates, first to second: given both counts together, the first is binomial (J. Przyborowski and H. Wilenski 1940).
    /// </summary>
    /// <param name="first">The later figure, or the one asked about.</param>
    /// <param name="second">The one that it is compared with.</param>
    /// <param name="confidence">How often the interval should hold.</param>
    /// <param name="exact">Clopper and Pearson's interval of the share, for small counts, in place of Wilson's.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 0, or nothing was counted on either side.</exception>
    public static Comparison OfRates(Share first, Share second, Confidence confidence, bool exact = false)
    {
        if (!(first.Among > 0 && second.Among > 0))
            throw new ArgumentOutOfRangeException(nameof(first), "A rate is among a number above 0.");
        if (!(first.Count >= 0 && second.Count >= 0 && first.Count + second.Count > 0))
            throw new ArgumentOutOfRangeException(nameof(first), "Two rates are compared by their counts, of which one at least is above 0.");

        var all = first.Count + second.Count;
        var share = exact ? ProportionInterval.Exact(first.Count, all, confidence) : ProportionInterval.Wilson(first.Count, all, confidence);
        var interval = new Interval(Ratio(share.Lower!.Value), Ratio(share.Upper!.Value));
        return new Comparison(second.Count == 0 ? null : first.Value / second.Value, interval, interval.Excludes(1), ComparisonNotes.AssumesNoOverDispersion);

        // A share of everything leaves nothing to compare with.
        double? Ratio(double part) => part == 1 ? null : part / (1 - part) * (second.Among / first.Among);
    }

    private static double Hypotenuse(double a, double b) => Math.Sqrt((a * a) + (b * b));
}
