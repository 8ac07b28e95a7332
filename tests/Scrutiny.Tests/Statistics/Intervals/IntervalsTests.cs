using Scrutiny.Statistics.Intervals;

namespace Scrutiny.Tests.Statistics.Intervals;

/// <summary>What the oracle does not hold; the rest is in <see cref="Tables.OracleTests"/>.</summary>
[TestFixture]
internal sealed class IntervalsTests
{
    /// <summary>R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in Medicine 17 (1998), table II, method 10.</summary>
    [TestCase(56, 70, 48, 80, 0.0524, 0.3339)]
    [TestCase(9, 10, 3, 10, 0.1705, 0.8090)]
    [TestCase(6, 7, 2, 7, 0.0582, 0.8062)]
    [TestCase(5, 56, 0, 29, -0.0381, 0.1926)]
    [TestCase(0, 10, 0, 20, -0.1611, 0.2775)]
    [TestCase(10, 10, 0, 20, 0.6791, 1)]
    public void The_difference_of_two_proportions_is_Newcombes_as_he_published_it(double x1, double n1, double x2, double n2, double lower, double upper)
    {
        var compared = Comparison.OfProportions(new Share(x1, n1), new Share(x2, n2), Confidence.P95);

        Assert.That(compared.Interval.Lower, Is.EqualTo(lower).Within(0.00005));
        Assert.That(compared.Interval.Upper, Is.EqualTo(upper).Within(0.00005));
        Assert.That(compared.Excluded, Is.EqualTo(lower > 0));
    }

    /// <summary>The example of R's own help: <c>poisson.test(c(11, 6+8+7), c(800, 1083+1050+878))</c>.</summary>
    [Test]
    public void The_ratio_of_two_rates_is_the_one_of_Rs_example()
    {
        var compared = Comparison.OfRates(new Share(11, 800), new Share(21, 3011), Confidence.P95, exact: true);

        Assert.That(compared.Change, Is.EqualTo(1.971488).Within(5e-7));
        Assert.That(compared.Interval.Lower, Is.EqualTo(0.8584264).Within(5e-8));
        Assert.That(compared.Interval.Upper, Is.EqualTo(4.277268).Within(5e-6));
        Assert.That(compared.Excluded, Is.False);
    }

    [Test]
    public void Wilsons_share_makes_a_narrower_interval_of_a_ratio_than_the_exact_one()
    {
        var wilson = Comparison.OfRates(new Share(11, 800), new Share(21, 3011), Confidence.P95);
        var exact = Comparison.OfRates(new Share(11, 800), new Share(21, 3011), Confidence.P95, exact: true);

        Assert.That(wilson.Interval.Lower, Is.GreaterThan(exact.Interval.Lower!.Value));
        Assert.That(wilson.Interval.Upper, Is.LessThan(exact.Interval.Upper!.Value));
    }

    [Test]
    public void A_ratio_to_nothing_has_no_value_and_no_upper_end()
    {
        var compared = Comparison.OfRates(new Share(7, 100), new Share(0, 100), Confidence.P95);

        Assert.That(compared.Change, Is.Null);
        Assert.That(compared.Interval.Upper, Is.Null);
        Assert.That(compared.Interval.Lower, Is.GreaterThan(1));
        Assert.That(compared.Excluded, Is.True);
    }

    [Test]
    public void Every_comparison_says_that_it_assumes_no_over_dispersion()
    {
        Assert.That(Comparison.OfProportions(new Share(1, 2), new Share(1, 3), Confidence.P95).Notes, Is.EqualTo(ComparisonNotes.AssumesNoOverDispersion));
        Assert.That(Comparison.OfRates(new Share(1, 2), new Share(1, 3), Confidence.P95).Notes, Is.EqualTo(ComparisonNotes.AssumesNoOverDispersion));
    }

    /// <summary>Python with mpmath: the roots by <c>findroot</c> of <c>betainc(x, n-x+1, 0, p, regularized=True) - 0.025</c> and its mirror.</summary>
    [TestCase(3, 20, 0.032070937185463706, 0.37892682654531394)]
    [TestCase(0, 10, 0, 0.30849710781876082)]
    [TestCase(288, 3744, 0.068586857759259144, 0.085926620341245656)]
    public void The_exact_interval_of_a_proportion_is_the_reference_programs(double x, double n, double lower, double upper)
    {
        var interval = ProportionInterval.Exact(x, n, Confidence.P95);

        Assert.That(interval.Lower, Is.EqualTo(lower).Within(1e-12));
        Assert.That(interval.Upper, Is.EqualTo(upper).Within(1e-12));
    }

    [Test]
    public void All_of_all_reaches_to_the_whole_and_none_of_all_to_nothing()
    {
        Assert.That(ProportionInterval.Wilson(7, 7, Confidence.P95).Upper, Is.EqualTo(1));
        Assert.That(ProportionInterval.Wilson(0, 7, Confidence.P95).Lower, Is.Zero);
        Assert.That(CountInterval.Of(0, Confidence.P998).Lower, Is.Zero);
    }

    [Test]
    public void Byars_lower_end_of_the_smallest_counts_is_none_rather_than_below_nothing()
    {
        Assert.That(CountInterval.Byar(0, Confidence.P95).Lower, Is.Null);
        Assert.That(CountInterval.Byar(1, Confidence.P998).Lower, Is.Null);
        Assert.That(CountInterval.Byar(1, Confidence.P95).Lower, Is.Positive);
    }

    [Test]
    public void Fewer_than_ten_events_make_no_standardised_rate()
    {
        Assert.That(StandardisedRate.Of([new StandardBand(4, 1000, 500), new StandardBand(5, 2000, 500)], Confidence.P95), Is.Null);
        Assert.That(StandardisedRate.Of([new StandardBand(5, 1000, 500), new StandardBand(5, 2000, 500)], Confidence.P95)!.Value.Rate, Is.EqualTo(0.00375).Within(1e-15));
    }

    [TestCase(95, 1.9599639845400542, "95")]
    [TestCase(99.8, 3.0902323061678135, "998")]
    [TestCase(90, 1.6448536269514727, "90")]
    public void A_confidence_knows_its_standard_errors_and_its_columns(double percent, double z, string digits)
    {
        var confidence = new Confidence(percent);

        Assert.That(confidence.Z, Is.EqualTo(z).Within(1e-13));
        Assert.That(confidence.Digits, Is.EqualTo(digits));
    }

    [Test]
    public void What_cannot_be_is_refused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => new Confidence(100), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => ProportionInterval.Wilson(3, 2, Confidence.P95), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => ProportionInterval.Wilson(0, 0, Confidence.P95), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => CountInterval.Of(-1, Confidence.P95), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => MeanInterval.Of(1, 5, 2, Confidence.P95), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => Comparison.OfRates(new Share(0, 1), new Share(0, 1), Confidence.P95), Throws.TypeOf<ArgumentOutOfRangeException>());
        });
    }
}
