using Scrutiny.Statistics;

namespace Scrutiny.Tests.Statistics;

[TestFixture]
internal sealed class TargetChanceTests
{
    private static readonly double?[] Wavering = [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12];

    // The mean is 11 and the mean moving range 2, so that a standard deviation is 2 / 1.128.
    private static readonly double Deviation = 2 / 1.128;

    [TestCase(Improvement.Increase, 0, 0.5, null)]
    [TestCase(Improvement.Increase, -1.6448536269514727, 0.95, 0.76)]
    [TestCase(Improvement.Increase, -3, 0.9986501019683699, 0.93)]
    [TestCase(Improvement.Increase, 1.6448536269514727, 0.05, 0.14)]
    [TestCase(Improvement.Decrease, 1.6448536269514727, 0.95, 0.76)]
    public void The_chance_is_the_normal_models_and_beside_it_stands_what_was_seen(Improvement improvement, double deviationsAbove, double modelled, double? seen)
    {
        var segment = Spc.Analyse(Series.Of(Wavering), SpcMode.Product).Segments[0];

        var chance = TargetChance.Of(segment, 11 + (deviationsAbove * Deviation), improvement);

        Assert.That(chance!.Modelled, Is.EqualTo(modelled).Within(1e-9));
        Assert.That(chance.Seen, Is.EqualTo(seen));
    }

    [Test]
    public void Without_limits_variation_or_direction_there_is_none()
    {
        Assert.That(TargetChance.Of(Spc.Analyse(Series.Of([5, 5, 5, 5, 5, 5, 5]), SpcMode.Product).Segments[0], 4, Improvement.Increase), Is.Null);
        Assert.That(TargetChance.Of(Spc.Analyse(Series.Of([5, 6]), SpcMode.Product).Segments[0], 4, Improvement.Increase), Is.Null);
        Assert.That(TargetChance.Of(Spc.Analyse(Series.Of(Wavering), SpcMode.Product).Segments[0], 4, Improvement.Neutral), Is.Null);
    }

    [Test]
    public void Of_a_hundred_stable_measures_one_or_two_are_flagged_by_chance() => Assert.That(FalseAlarms.Expected(100), Is.EqualTo(1.5));

    [Test]
    public void The_share_of_false_alarms_is_what_simulation_gives()
    {
        var random = new Random(11);
        const int Runs = 3000;
        var flagged = Enumerable.Range(0, Runs).Count(_ =>
            Spc.Analyse(Series.Of(Enumerable.Range(0, 36).Select(_ => (double?)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))), SpcMode.Product).Variation != Variation.CommonCause);

        Assert.That((double)flagged / Runs, Is.EqualTo(FalseAlarms.ShareOfStableMeasures).Within(0.008));
    }
}
