using Scrutiny.Statistics;

namespace Scrutiny.Tests.Statistics;

/// <summary>Where Product departs from the reference, and why it may: one test a decision.</summary>
[TestFixture]
internal sealed class SpcProductTests
{
    private static readonly double?[] Stable = [10, 11, 9, 10, 12, 11, 10, 9, 11, 10, 12, 9, 10, 11];

    [Test]
    public void A_rebase_date_that_matches_no_point_is_refused()
    {
        var series = Series.Of(Stable, rebase: [new DateOnly(2020, 1, 15)]);

        Assert.That(() => Spc.Analyse(series, SpcMode.Product), Throws.ArgumentException.With.Message.Contains("2020-01-15"));
    }

    [Test]
    public void A_trend_that_merely_follows_another_leaves_the_last_point_of_the_first_its_own_direction()
    {
        var series = Series.Of([1, 2, 3, 4, 5, 6, 7, 3, 4, 5, 6, 7, 8, 9, 5, 4, 5, 4]);

        var product = Spc.Analyse(series, SpcMode.Product);
        var compat = Spc.Analyse(series, SpcMode.Compat);

        Assert.That(product.Points[6].Rule, Is.EqualTo(SpcRule.TrendIncreasing));
        Assert.That(compat.Points[6].Rule, Is.EqualTo(SpcRule.TrendDecreasing));
    }

    [Test]
    public void The_peak_between_a_rise_and_a_fall_takes_the_later_trend_and_keeps_both_rules()
    {
        var result = Spc.Analyse(Series.Of([1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1, 7, 1, 7, 1, 7, 1]), SpcMode.Product);

        Assert.That(result.Points[6].Rule, Is.EqualTo(SpcRule.TrendDecreasing));
        Assert.That(result.Points[6].RulesHit.HasFlag(SpcRules.TrendIncreasing | SpcRules.TrendDecreasing), Is.True);
    }

    [Test]
    public void On_the_oracle_only_the_defects_make_a_difference_to_a_label()
    {
        int compared = 0, differing = 0;

        foreach (var series in SpcOracle.Read(Oracle.CoreFolder).Select(series => series.ToSeries()))
        {
            // Product refuses a rebase date that is not in the data; a test of its own says so.
            if (!series.RebaseDates.All(date => series.Points.Any(point => point.Date == date)))
                continue;

            var (product, compat) = (Spc.Analyse(series, SpcMode.Product), Spc.Analyse(series, SpcMode.Compat));
            for (var i = 0; i < product.Points.Count; i++)
            {
                var (ours, theirs) = (product.Points[i], compat.Points[i]);
                // Flat lines, few points and the screening fallback differ in their limits, and have their own tests too.
                if (ours.Value is null || ours.Upl != theirs.Upl)
                    continue;

                compared++;
                Assert.That(ours.RulesHit, Is.EqualTo(theirs.RulesHit));
                if (ours.Rule != theirs.Rule)
                {
                    Assert.That(theirs.Rule, Is.AnyOf(SpcRule.TrendIncreasing, SpcRule.TrendDecreasing));
                    differing++;
                }
            }
        }

        TestContext.Out.WriteLine($"{compared} points compared with Compat, {differing} labels differ");
        Assert.That(differing, Is.InRange(1, 7));
    }

    [Test]
    public void Every_rule_hit_is_kept_beside_the_one_label()
    {
        var result = Spc.Analyse(Series.Of([0, 10, 0, 10, 0, 10, 0, 10, 20, 19, 18, 17, 16, 15, 14]), SpcMode.Product);

        Assert.That(result.Points[^1].Rule, Is.EqualTo(SpcRule.TrendDecreasing));
        Assert.That(result.Points[^1].Meaning, Is.EqualTo(Meaning.Concern));
        Assert.That(result.Points[^1].RulesHit.HasFlag(SpcRules.TrendDecreasing | SpcRules.RunAbove), Is.True);
    }

    [Test]
    public void A_missing_last_value_leaves_the_icon_to_the_last_figure_and_marks_it_stale()
    {
        var result = Spc.Analyse(Series.Of([.. Stable, 60, null], Improvement.Decrease), SpcMode.Product);

        Assert.That(result.Variation, Is.EqualTo(Variation.ConcernHigh));
        Assert.That(result.JudgedIndex, Is.EqualTo(Stable.Length));
        Assert.That(result.Notes.HasFlag(SpcNotes.Stale), Is.True);
    }

    [Test]
    public void A_missing_value_has_no_label_and_means_nothing()
    {
        var result = Spc.Analyse(Series.Of([.. Stable, null, .. Stable]), SpcMode.Product);

        Assert.That(result.Points[Stable.Length].Rule, Is.Null);
        Assert.That(result.Points[Stable.Length].Meaning, Is.EqualTo(Meaning.CommonCause));
        Assert.That(result.Notes, Is.EqualTo(SpcNotes.None));
    }

    [TestCase(20, Improvement.Increase, Assurance.Fail)]
    [TestCase(20, Improvement.Decrease, Assurance.Pass)]
    [TestCase(1, Improvement.Increase, Assurance.Pass)]
    [TestCase(1, Improvement.Decrease, Assurance.Fail)]
    [TestCase(10, Improvement.Increase, Assurance.Inconsistent)]
    [TestCase(10, Improvement.Decrease, Assurance.Inconsistent)]
    public void Assurance_compares_the_limits_with_the_target(double target, Improvement improvement, Assurance expected)
    {
        var result = Spc.Analyse(Series.Of(Stable, improvement, target), SpcMode.Product);

        Assert.That(result.Assurance, Is.EqualTo(expected));
    }

    [Test]
    public void A_target_on_a_limit_is_hit_and_miss()
    {
        var upl = Spc.Analyse(Series.Of(Stable), SpcMode.Product).Segments[0].Upl;

        var result = Spc.Analyse(Series.Of(Stable, target: upl), SpcMode.Product);

        Assert.That(result.Assurance, Is.EqualTo(Assurance.Inconsistent));
    }

    [Test]
    public void Without_a_target_or_a_direction_there_is_no_assurance()
    {
        Assert.That(Spc.Analyse(Series.Of(Stable), SpcMode.Product).Assurance, Is.Null);
        Assert.That(Spc.Analyse(Series.Of(Stable, Improvement.Neutral, 10), SpcMode.Product).Assurance, Is.Null);
    }

    [Test]
    public void Whether_the_figures_met_the_target_is_told_apart_from_assurance()
    {
        var result = Spc.Analyse(Series.Of(Stable, Improvement.Increase, 11), SpcMode.Product);

        Assert.That(result.Target, Is.EqualTo(new TargetRecord(LatestMet: true, PeriodsMet: 5, PeriodsMeasured: 12)));
    }

    [Test]
    public void A_period_without_a_figure_is_not_measured_against_the_target()
    {
        var result = Spc.Analyse(Series.Of([.. Stable, null], Improvement.Decrease, 10), SpcMode.Product);

        Assert.That(result.Target!.LatestMet, Is.Null);
        Assert.That(result.Target.PeriodsMeasured, Is.EqualTo(11));
    }

    [Test]
    public void Each_period_is_held_to_the_target_of_its_time_and_the_icon_to_the_one_in_force()
    {
        var points = Stable.Select((value, i) => new SpcPoint(Series.Month(i), value, Target: i < 13 ? 1 : null)).ToList();

        var result = Spc.Analyse(new SpcSeries { Points = points, Improvement = Improvement.Increase, Target = 50 }, SpcMode.Product);

        Assert.That(result.Assurance, Is.EqualTo(Assurance.Fail));
        Assert.That(result.Target, Is.EqualTo(new TargetRecord(LatestMet: false, PeriodsMet: 11, PeriodsMeasured: 12)));
    }

    [TestCase(0, 30, ToleranceVerdict.ReliablyWithin)]
    [TestCase(9, 30, ToleranceVerdict.SometimesOutside)]
    [TestCase(20, 30, ToleranceVerdict.ReliablyOutside)]
    [TestCase(0, null, ToleranceVerdict.ReliablyWithin)]
    [TestCase(null, 10, ToleranceVerdict.SometimesOutside)]
    [TestCase(null, 1, ToleranceVerdict.ReliablyOutside)]
    public void A_tolerance_band_is_judged_by_where_the_limits_lie(double? low, double? high, ToleranceVerdict expected)
    {
        var result = Spc.Analyse(Series.Of(Stable, Improvement.Neutral, tolerance: new Tolerance(low, high)), SpcMode.Product);

        Assert.That(result.Tolerance, Is.EqualTo(expected));
    }

    [TestCase(6)]
    [TestCase(12)]
    public void Fewer_than_13_points_make_trial_limits(int n)
    {
        var result = Spc.Analyse(Series.Of(Stable.Take(n)), SpcMode.Product);

        Assert.That(result.Notes, Is.EqualTo(SpcNotes.TrialLimits));
        Assert.That(result.Segments[0].PresentCount, Is.EqualTo(n));
        Assert.That(result.Variation, Is.Not.Null);
    }

    [Test]
    public void Thirteen_points_make_firm_limits()
    {
        Assert.That(Spc.Analyse(Series.Of(Stable.Take(13)), SpcMode.Product).Notes, Is.EqualTo(SpcNotes.None));
    }

    [Test]
    public void A_new_segment_is_on_trial_until_it_has_13_points()
    {
        var result = Spc.Analyse(Series.Of([.. Stable, .. Stable], rebase: [Series.Month(20)]), SpcMode.Product);

        Assert.That(result.Segments.Select(segment => segment.Notes), Is.EqualTo(new[] { SpcNotes.None, SpcNotes.TrialLimits }));
        Assert.That(result.Notes, Is.EqualTo(SpcNotes.TrialLimits));
    }

    [TestCase(1)]
    [TestCase(5)]
    public void Below_six_points_there_is_a_mean_but_no_limits_and_no_icons(int n)
    {
        var result = Spc.Analyse(Series.Of(Stable.Take(n), target: 10), SpcMode.Product);

        Assert.That(result.Segments[0].Mean, Is.Not.Null);
        Assert.That(result.Segments[0].Upl, Is.Null);
        Assert.That((result.Variation, result.Assurance), Is.EqualTo(((Variation?)null, (Assurance?)null)));
        Assert.That(result.Notes, Is.EqualTo(SpcNotes.RunChartOnly));
    }

    [Test]
    public void Figures_that_are_never_neighbours_make_no_limits()
    {
        var result = Spc.Analyse(Series.Of(Stable.SelectMany(value => new[] { value, null })), SpcMode.Product);

        Assert.That(result.Segments[0].Upl, Is.Null);
        Assert.That(result.Notes, Is.EqualTo(SpcNotes.RunChartOnly | SpcNotes.Stale));
    }

    [Test]
    public void A_gap_in_a_window_is_no_signal_and_no_error()
    {
        var fall = Series.Of([18, 17, 16, 15, null, 14, 13, 12, 11], Improvement.Decrease);

        var result = Spc.Analyse(fall, SpcMode.Product);

        Assert.That(result.Points.Select(point => point.RulesHit & (SpcRules.TrendDecreasing | SpcRules.TrendIncreasing)), Is.All.EqualTo(SpcRules.None));
    }

    [Test]
    public void A_series_without_a_figure_says_so_and_has_no_icons()
    {
        var result = Spc.Analyse(Series.Of(Enumerable.Repeat<double?>(null, 14), target: 5), SpcMode.Product);

        Assert.That(result.Notes.HasFlag(SpcNotes.NoData), Is.True);
        Assert.That((result.Variation, result.Assurance, result.JudgedIndex), Is.EqualTo(((Variation?)null, (Assurance?)null, (int?)null)));
    }

    [Test]
    public void A_series_without_a_point_says_no_data()
    {
        Assert.That(Spc.Analyse(Series.Of([]), SpcMode.Product).Notes, Is.EqualTo(SpcNotes.NoData));
        Assert.That(Spc.Analyse(Series.Of([]), SpcMode.Compat).Variation, Is.Null);
    }

    [TestCase(33.3, 33.3, Improvement.Increase, Assurance.Pass)]
    [TestCase(33.3, 33.4, Improvement.Increase, Assurance.Fail)]
    [TestCase(33.3, 33.3, Improvement.Decrease, Assurance.Pass)]
    [TestCase(33.3, 33.2, Improvement.Decrease, Assurance.Fail)]
    public void A_flat_line_has_limits_on_its_mean_and_passes_where_it_meets_the_target(
        double value, double target, Improvement improvement, Assurance expected)
    {
        var result = Spc.Analyse(Series.Of(Enumerable.Repeat<double?>(value, 16), improvement, target), SpcMode.Product);

        Assert.That((result.Segments[0].Lpl, result.Segments[0].Upl), Is.EqualTo(((double?)value, (double?)value)));
        Assert.That(result.Points.Select(point => point.Rule), Is.All.EqualTo(SpcRule.CommonCause));
        Assert.That(result.Notes, Is.EqualTo(SpcNotes.NoVariation));
        Assert.That(result.Assurance, Is.EqualTo(expected));
    }

    [Test]
    public void Screening_that_would_leave_only_zero_moving_ranges_is_not_applied()
    {
        var values = Enumerable.Repeat<double?>(100, 20).Append(99.9);

        var product = Spc.Analyse(Series.Of(values), SpcMode.Product);
        var compat = Spc.Analyse(Series.Of(values), SpcMode.Compat);

        Assert.That(compat.Points.Count(point => point.RulesHit != SpcRules.None), Is.EqualTo(21));
        Assert.That(product.Segments[0].Upl, Is.GreaterThan(100));
        Assert.That(product.Points[0].RulesHit & SpcRules.AboveUpperLimit, Is.EqualTo(SpcRules.None));
        Assert.That(product.Notes.HasFlag(SpcNotes.ScreeningFallback), Is.True);
    }

    [Test]
    public void Heaped_figures_have_no_icons()
    {
        var result = Spc.Analyse(Series.Of([0, 0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0, 0], target: 1), SpcMode.Product);

        Assert.That((result.Variation, result.Assurance), Is.EqualTo(((Variation?)null, (Assurance?)null)));
        Assert.That(result.Notes.HasFlag(SpcNotes.HeapedData), Is.True);
    }

    [Test]
    public void Half_the_moving_ranges_at_zero_is_not_yet_heaped()
    {
        var result = Spc.Analyse(Series.Of([1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2, 1]), SpcMode.Product);

        Assert.That(result.Notes, Is.EqualTo(SpcNotes.None));
    }

    [Test]
    public void A_baseline_of_fewer_than_12_rows_is_refused()
    {
        Assert.That(() => Spc.Analyse(Series.Of(Stable, fixAfter: 11), SpcMode.Product), Throws.ArgumentException.With.Message.Contains("12"));
    }

    [Test]
    public void A_fixed_baseline_judges_later_points_by_the_first_rows()
    {
        var values = Stable.Take(12).Concat([20, 21]);

        var result = Spc.Analyse(Series.Of(values, fixAfter: 12), SpcMode.Product);

        Assert.That(result.Segments[0].Mean, Is.EqualTo(Stable.Take(12).Average()!.Value).Within(1e-12));
        Assert.That(result.Variation, Is.EqualTo(Variation.ImprovementHigh));
    }

    [Test]
    public void A_run_that_lasts_to_the_latest_figure_suggests_a_rebase_at_its_first_point()
    {
        var result = Spc.Analyse(Series.Of([.. Stable, 14, 15, 14, 16, 14, 15, 14, null]), SpcMode.Product);

        Assert.That(result.SuggestedRebase, Is.EqualTo(Series.Month(Stable.Length)));
        Assert.That(result.Segments, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_run_that_has_ended_suggests_nothing()
    {
        var result = Spc.Analyse(Series.Of([.. Stable, 14, 15, 14, 16, 14, 15, 14, 9]), SpcMode.Product);

        Assert.That(result.SuggestedRebase, Is.Null);
    }

    [Test]
    public void Two_points_of_one_date_are_refused()
    {
        var points = new SpcPoint[] { new(Series.Month(1), 1), new(Series.Month(0), 1), new(Series.Month(1), 2) };

        Assert.That(() => Spc.Analyse(new SpcSeries { Points = points }, SpcMode.Product), Throws.ArgumentException.With.Message.Contains("2020-02-01"));
    }

    [TestCase(double.NaN)]
    [TestCase(double.NegativeInfinity)]
    [TestCase(1e301)]
    public void A_figure_the_sums_cannot_hold_is_refused(double value)
    {
        Assert.That(() => Spc.Analyse(Series.Of([1, value]), SpcMode.Product), Throws.ArgumentException.With.Message.Contains("2020-02-01"));
    }
}
