using FsCheck;
using FsCheck.Fluent;
using Scrutiny.Statistics;

namespace Scrutiny.Tests.Statistics;

/// <summary>What must hold for any series. Values are small whole numbers, so that ties, runs and flat lines are common and sums are exact.</summary>
[TestFixture]
internal sealed class SpcPropertyTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(500);

    private static readonly Arbitrary<double?[]> AnyValues = (
        from values in Gen.Choose(-4, 14).Select(n => n < -2 ? (double?)null : n).ArrayOf()
        select values).ToArbitrary();

    [TestCase(SpcMode.Product)]
    [TestCase(SpcMode.Compat)]
    public void Doubling_every_figure_doubles_mean_and_limits_and_changes_no_judgement(SpcMode mode) => Holds(values =>
    {
        var plain = Spc.Analyse(Series.Of(values, target: 5), mode);
        var doubled = Spc.Analyse(Series.Of(values.Select(value => value * 2), target: 10), mode);

        return plain.Points.Zip(doubled.Points).All(pair =>
                pair.First.Rule == pair.Second.Rule
                && pair.First.RulesHit == pair.Second.RulesHit
                && Nullable.Equals(pair.First.Mean * 2, pair.Second.Mean)
                && Nullable.Equals(pair.First.Upl * 2, pair.Second.Upl))
            && (plain.Variation, plain.Assurance, plain.Notes) == (doubled.Variation, doubled.Assurance, doubled.Notes);
    });

    [Test]
    public void Turned_upside_down_high_is_low_and_improvement_stays_improvement() => Holds(values =>
    {
        var plain = Spc.Analyse(Series.Of(values, Improvement.Increase, 5), SpcMode.Product);
        var mirrored = Spc.Analyse(Series.Of(values.Select(value => 0 - value), Improvement.Decrease, -5), SpcMode.Product);

        return plain.Points.Zip(mirrored.Points).All(pair =>
                pair.First.Meaning == pair.Second.Meaning
                && Mirror(pair.First.RulesHit) == pair.Second.RulesHit
                && Nullable.Equals(0 - pair.First.Upl, pair.Second.Lpl))
            && (plain.Assurance, plain.Target, plain.Notes, plain.SuggestedRebase) == (mirrored.Assurance, mirrored.Target, mirrored.Notes, mirrored.SuggestedRebase);
    });

    [TestCase(SpcMode.Product)]
    [TestCase(SpcMode.Compat)]
    public void The_order_in_which_points_come_in_does_not_matter(SpcMode mode) => Holds(values =>
    {
        var sorted = Series.Of(values);
        var shuffled = new SpcSeries { Points = [.. sorted.Points.OrderBy(point => point.Date.DayNumber * 2654435761 % 1009)], Improvement = Improvement.Increase };

        return Spc.Analyse(sorted, mode).Points.SequenceEqual(Spc.Analyse(shuffled, mode).Points);
    });

    [Test]
    public void The_label_is_one_of_the_rules_hit_and_only_a_figure_has_one() => Holds(values =>
        Spc.Analyse(Series.Of(values), SpcMode.Product).Points.All(point =>
            point.Value is null
                ? point.Rule is null && point.RulesHit == SpcRules.None
                : (point.Rule == SpcRule.CommonCause) == (point.RulesHit == SpcRules.None)));

    [Test]
    public void A_segment_is_judged_as_though_it_stood_alone() => Holds(values =>
    {
        var joined = Spc.Analyse(Series.Of([.. values, .. values], rebase: values.Length == 0 ? [] : [Series.Month(values.Length)]), SpcMode.Product);
        var alone = Spc.Analyse(Series.Of(values), SpcMode.Product).Points.Select(point => (point.Rule, point.RulesHit, point.Upl)).ToList();

        return joined.Points.Select(point => (point.Rule, point.RulesHit, point.Upl)).SequenceEqual(alone.Concat(alone));
    });

    private static void Holds(Func<double?[], bool> property) => Prop.ForAll(AnyValues, property).Check(Settings);

    private static SpcRules Mirror(SpcRules rules)
    {
        const SpcRules Up = SpcRules.AboveUpperLimit | SpcRules.TrendIncreasing | SpcRules.TwoInThreeAbove | SpcRules.RunAbove;

        // Each rule upwards has its counterpart downwards in the next bit.
        return (SpcRules)(((int)(rules & Up) << 1) | ((int)(rules & ~Up) >> 1));
    }
}
