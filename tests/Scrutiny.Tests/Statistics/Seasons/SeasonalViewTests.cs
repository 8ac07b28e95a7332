using Scrutiny.Statistics;
using Scrutiny.Statistics.Seasons;

namespace Scrutiny.Tests.Statistics.Seasons;

[TestFixture]
internal sealed class SeasonalViewTests
{
    /// <summary>January to December, of mean 1.</summary>
    private static readonly double[] Season = [0.8, 0.85, 0.9, 1, 1.05, 1.1, 1.25, 1.2, 1.1, 1, 0.9, 0.85];

    [Test]
    public void A_known_season_on_a_level_is_found_and_taken_out_exactly()
    {
        var view = SeasonalView.Of(Points(48, static i => 200 * Season[i % 12]), SeasonalMethod.MonthIndex);

        Assert.That(view.Refusal, Is.Null);
        Assert.That(view.Index, Is.EqualTo(Season).Within(1e-12));
        Assert.That(view.Points.Select(point => point.Value), Has.All.EqualTo(200).Within(1e-9));
        Assert.That(view.Unstable, Is.True);
    }

    [Test]
    public void A_season_alone_is_no_signal_once_it_is_taken_out()
    {
        var random = new Random(4);
        var raw = Points(60, i => (200 * Season[i % 12]) + (4 * (random.NextDouble() - 0.5)));

        Assert.That(Flagged(raw), Is.GreaterThan(10));
        Assert.That(Flagged(SeasonalView.Of(raw, SeasonalMethod.MonthIndex).Points), Is.LessThan(4));
        Assert.That(Flagged(SeasonalView.Of(raw, SeasonalMethod.LastYear).Points), Is.LessThan(4));
    }

    [Test]
    public void A_rise_still_shows_when_the_season_is_taken_out()
    {
        var view = SeasonalView.Of(Points(60, static i => (i < 48 ? 200 : 260) * Season[i % 12]), SeasonalMethod.LastYear);

        Assert.That(view.Points.Take(12).Select(point => point.Value), Has.All.Null);
        Assert.That(view.Points.Skip(12).Take(36).Select(point => point.Value), Has.All.EqualTo(0).Within(1e-9));
        Assert.That(view.Points.Skip(48).Select(point => point.Value), Has.All.GreaterThan(40));
    }

    [TestCase(SeasonalMethod.LastYear)]
    [TestCase(SeasonalMethod.MonthIndex)]
    public void Fewer_than_36_months_are_refused(SeasonalMethod method)
    {
        var almost = Points(36, static i => i == 20 ? null : 200 * Season[i % 12]);

        var view = SeasonalView.Of(almost, method);

        Assert.That((view.Refusal, view.Points.Count), Is.EqualTo((SeasonalRefusal.TooFewMonths, 0)));
        Assert.That(SeasonalView.Of(Points(36, static i => 200 * Season[i % 12]), method).Refusal, Is.Null);
    }

    [Test]
    public void Seven_years_are_no_longer_unstable()
    {
        Assert.That(SeasonalView.Of(Points(84, static i => Season[i % 12]), SeasonalMethod.MonthIndex).Unstable, Is.False);
    }

    [Test]
    public void An_absent_month_is_a_missing_one_and_its_neighbours_of_next_year_have_no_difference()
    {
        var points = Points(40, static i => 200 * Season[i % 12]);
        points.RemoveAt(15);

        var view = SeasonalView.Of(points, SeasonalMethod.LastYear);

        Assert.That(view.Points.Single(point => point.Date == Series.Month(27)).Value, Is.Null);
        Assert.That(view.Points.Single(point => point.Date == Series.Month(28)).Value, Is.Zero.Within(1e-9));
    }

    [Test]
    public void What_no_index_can_be_made_of_is_refused_with_the_reason()
    {
        Assert.Multiple(() =>
        {
            Assert.That(SeasonalView.Of(Points(48, static i => i == 3 ? 0 : 5), SeasonalMethod.MonthIndex).Refusal, Is.EqualTo(SeasonalRefusal.NotAboveZero));
            Assert.That(SeasonalView.Of(Points(60, static i => i % 12 == 5 && i > 5 ? null : 5), SeasonalMethod.MonthIndex).Refusal, Is.EqualTo(SeasonalRefusal.TooManyGaps));
            Assert.That(
                SeasonalView.Of([.. Points(48, static _ => 5), new SpcPoint(new DateOnly(2020, 1, 15), 5)], SeasonalMethod.LastYear).Refusal,
                Is.EqualTo(SeasonalRefusal.NotMonthly));
        });
    }

    [Test]
    public void The_order_of_the_points_does_not_matter()
    {
        var points = Points(48, static i => 200 + (i * 3 % 17));

        var there = SeasonalView.Of(points, SeasonalMethod.MonthIndex);
        var back = SeasonalView.Of([.. Enumerable.Reverse(points)], SeasonalMethod.MonthIndex);

        Assert.That(back.Points, Is.EqualTo(there.Points));
    }

    private static List<SpcPoint> Points(int count, Func<int, double?> value) =>
        [.. Enumerable.Range(0, count).Select(i => new SpcPoint(Series.Month(i), value(i)))];

    private static int Flagged(IReadOnlyList<SpcPoint> points) =>
        Spc.Analyse(new SpcSeries { Points = points, Improvement = Improvement.Increase }, SpcMode.Product).Points.Count(point => point.RulesHit != SpcRules.None);
}
