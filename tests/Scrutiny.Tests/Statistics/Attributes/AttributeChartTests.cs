using FsCheck;
using FsCheck.Fluent;
using Scrutiny.Statistics.Attributes;

namespace Scrutiny.Tests.Statistics.Attributes;

/// <summary>What the oracle does not hold; the rest is in <see cref="Tables.OracleTests"/>.</summary>
[TestFixture]
internal sealed class AttributeChartTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(200);

    private static readonly Arbitrary<(int X, int N)[]> AnyCounts = (
        from n in Gen.Choose(1, 400)
        from x in Gen.Choose(0, n)
        select (x, n)).ArrayOf().ToArbitrary();

    [Test]
    public void A_period_without_a_figure_has_none_and_takes_no_part_in_the_lines()
    {
        var with = AttributeChart.Of([new(3, 10), new(null, 10), new(5, 10), new(4, null), new(4, 10)], AttributeKind.P);
        var without = AttributeChart.Of([new(3, 10), new(5, 10), new(4, 10)], AttributeKind.P);

        Assert.That(with.Points.Select(point => point.Value), Is.EqualTo(new double?[] { 0.3, null, 0.5, null, 0.4 }));
        Assert.That(with.Points.Where(point => point.Value is not null), Is.EqualTo(without.Points));
        Assert.That(with.Points[1].Outside || with.Points[3].Upper is not null, Is.False);
        Assert.That(with.Runs, Is.EqualTo(without.Runs));
    }

    [Test]
    public void A_gap_takes_two_moving_ranges_away_and_does_not_close()
    {
        var chart = AttributeChart.Of([new(10), new(12), new(null), new(90), new(88)], AttributeKind.I);

        // Both remaining ranges are 2; across the gap there would be one of 78.
        Assert.That(chart.Points[0].Upper, Is.EqualTo(50 + (3 * 2 / 1.128)).Within(1e-12));
    }

    [Test]
    public void Limits_of_counts_stay_where_counts_can_be()
    {
        var counts = new AttributeCount[] { new(1, 4), new(0, 4), new(3, 4), new(1, 4) };

        Assert.That(AttributeChart.Of(counts, AttributeKind.P).Points, Has.All.Matches<AttributePoint>(point => point is { Lower: 0, Upper: 1 }));
        Assert.That(AttributeChart.Of(counts, AttributeKind.U).Points, Has.All.Matches<AttributePoint>(point => point is { Lower: 0, Upper: > 1 }));
        Assert.That(AttributeChart.Of(counts, AttributeKind.I).Points[0].Lower, Is.Negative);
    }

    [Test]
    public void Limits_that_Laney_makes_narrower_say_so()
    {
        var even = AttributeChart.Of([.. Enumerable.Range(0, 12).Select(i => new AttributeCount(50 + (i % 2), 100))], AttributeKind.PPrime);

        Assert.That(even.Spread, Is.Positive.And.LessThan(1));
        Assert.That(AttributeChart.Of([new(1, 2), new(2, 3)], AttributeKind.P).Spread, Is.Null);
    }

    [Test]
    public void For_large_numbers_P_calls_most_months_special_and_P_prime_does_not()
    {
        // 50,000 calls a month and a share that wanders by a point or so, as shares of 999 calls do.
        var random = new Random(9);
        var counts = Enumerable.Range(0, 36).Select(_ => new AttributeCount(Math.Round(50000 * (0.9 + (0.02 * (random.NextDouble() - random.NextDouble())))), 50000)).ToList();

        Assert.That(AttributeChart.Of(counts, AttributeKind.P).Points.Count(point => point.Outside), Is.GreaterThan(15));
        Assert.That(AttributeChart.Of(counts, AttributeKind.PPrime).Points.Count(point => point.Outside), Is.LessThan(2));
    }

    [TestCase(24, 8, 8)]
    [TestCase(36, 8, 13)]
    [TestCase(48, 9, 18)]
    public void The_runs_test_allows_what_Anhoej_allows(int useful, int longest, int crossings)
    {
        var runs = AttributeChart.Of([.. Enumerable.Range(0, useful).Select(i => new AttributeCount(i % 2 == 0 ? 1 : -1)), new(0)], AttributeKind.I).Runs;

        Assert.That((runs.Useful, runs.LongestRunAllowed, runs.CrossingsNeeded, runs.Signal), Is.EqualTo((useful, longest, crossings, false)));
    }

    [Test]
    public void A_series_that_only_changes_once_is_a_signal_and_points_on_the_line_do_not_count()
    {
        var runs = AttributeChart.Of([.. Enumerable.Repeat(new AttributeCount(1), 12), new(2), .. Enumerable.Repeat(new AttributeCount(3), 12)], AttributeKind.I).Runs;

        Assert.That(runs, Is.EqualTo(new RunsTest(24, 12, 8, 1, 8)));
        Assert.That(runs.Signal, Is.True);
    }

    [Test]
    public void A_flat_or_empty_series_has_nothing_to_test()
    {
        Assert.That(AttributeChart.Of([new(5), new(5), new(5)], AttributeKind.I).Runs.Signal, Is.False);
        Assert.That(AttributeChart.Of([], AttributeKind.P).Points, Is.Empty);
        Assert.That(AttributeChart.Of([new(null, null)], AttributeKind.U).Points[0].Centre, Is.Null);
    }

    [Test]
    public void Counting_the_other_half_turns_the_chart_upside_down() => Prop.ForAll(AnyCounts, counts =>
    {
        var met = AttributeChart.Of([.. counts.Select(count => new AttributeCount(count.X, count.N))], AttributeKind.P);
        var missed = AttributeChart.Of([.. counts.Select(count => new AttributeCount(count.N - count.X, count.N))], AttributeKind.P);

        return met.Points.Zip(missed.Points).All(pair => Close(pair.First.Upper, 1 - pair.Second.Lower) && Close(pair.First.Lower, 1 - pair.Second.Upper));
    }).Check(Settings);

    [Test]
    public void A_hundred_times_the_unit_is_a_hundred_times_the_chart() => Prop.ForAll(AnyCounts, counts =>
    {
        var plain = AttributeChart.Of([.. counts.Select(count => new AttributeCount(count.X))], AttributeKind.I);
        var large = AttributeChart.Of([.. counts.Select(count => new AttributeCount(count.X * 128))], AttributeKind.I);

        return plain.Points.Zip(large.Points).All(pair => Close(pair.First.Upper * 128, pair.Second.Upper) && pair.First.Outside == pair.Second.Outside) && plain.Runs == large.Runs;
    }).Check(Settings);

    private static bool Close(double? one, double? two) => one is null ? two is null : Math.Abs(one.Value - two!.Value) <= 1e-9 * Math.Max(1, Math.Abs(one.Value));
}
