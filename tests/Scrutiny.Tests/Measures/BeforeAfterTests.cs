using Scrutiny.Measures;
using Scrutiny.Periods;
using static Scrutiny.Tests.Measures.JudgedSeriesTests;

namespace Scrutiny.Tests.Measures;

internal sealed class BeforeAfterTests
{
    private static readonly SeriesSetting Change = new() { Annotations = [Note(new(2025, 1, 1)) with { Kind = AnnotationKind.Break, BeforeAfter = true }] };

    [Test]
    public void Averages_and_counts_of_both_sides_are_set_beside_each_other()
    {
        var both = BeforeAfter.Of(JudgedSeries.Of(Things, Months(Swinging(90, 12).Concat(Swinging(80, 6))), Change)).Single();

        Assert.Multiple(() =>
        {
            Assert.That((both.Before.Count, both.After.Count), Is.EqualTo((12, 6)));
            Assert.That((both.MeanBefore, both.MeanAfter), Is.EqualTo((90m, 80m)));
            Assert.That(both.Sentence, Is.EqualTo("In the 12 months before (January 2024 to December 2024) the average was 90.0%; in the 6 months after (January 2025 to June 2025) it was 80.0%, which is 10.0 percentage points lower than before. All 6 months after lie outside the range that was usual before."));
        });
    }

    [Test]
    public void A_difference_within_the_usual_range_may_be_chance()
    {
        var both = BeforeAfter.Of(JudgedSeries.Of(Things, Months(Swinging(90, 12).Concat(Swinging(91, 6))), Change)).Single();

        Assert.That(both.Sentence, Does.EndWith("it was 91.0%, which is 1.0 percentage points higher than before. No month after lies outside the range that was usual before, so this may be chance."));
    }

    [Test]
    public void Some_months_outside_are_counted()
    {
        var both = BeforeAfter.Of(JudgedSeries.Of(Things, Months(Swinging(90, 12).Concat([80m, 90m, 91m])), Change)).Single();

        Assert.That(both.Sentence, Does.EndWith("Of the 3 months after, 1 lies outside the range that was usual before."));
    }

    [Test]
    public void The_same_average_is_called_the_same()
    {
        var both = BeforeAfter.Of(JudgedSeries.Of(Things, Months(Swinging(90, 12).Concat(Swinging(90, 2))), Change)).Single();

        Assert.That(both.Sentence, Does.Contain("the average was 90.0%; in the 2 months after (January 2025 to February 2025) it was 90.0%, which is the same as before. No month"));
    }

    [Test]
    public void One_month_on_either_side_is_one_and_has_no_range()
    {
        var both = BeforeAfter.Of(JudgedSeries.Of(Things, Months([90m, 80m], 2024), new SeriesSetting { Annotations = [Note(new(2024, 2, 1)) with { Kind = AnnotationKind.Break, BeforeAfter = true }] })).Single();

        Assert.That(both.Sentence, Is.EqualTo("In the one month before (January 2024) the average was 90.0%; in the one month after (February 2024) it was 80.0%, which is 10.0 percentage points lower than before."));
    }

    [Test]
    public void Either_side_reaches_only_to_the_next_date_from_which_limits_start_anew()
    {
        var measure = Things with { Baselines = [Rebase(new(2024, 7, 1)), Rebase(new(2025, 7, 1))] };

        var both = BeforeAfter.Of(JudgedSeries.Of(measure, Months(Swinging(70, 6).Concat(Swinging(90, 6)).Concat(Swinging(80, 6)).Concat(Swinging(60, 6))), Change)).Single();

        Assert.Multiple(() =>
        {
            Assert.That((both.MeanBefore, both.MeanAfter), Is.EqualTo((90m, 80m)));
            Assert.That(both.Before[0].Period, Is.EqualTo(Period.Month(2024, 7)));
            Assert.That(both.After[^1].Period, Is.EqualTo(Period.Month(2025, 6)));
        });
    }

    [Test]
    public void Missing_months_are_not_counted_and_a_change_without_figures_on_both_sides_is_not_shown()
    {
        var gap = BeforeAfter.Of(JudgedSeries.Of(Things, [.. Months(Swinging(90, 12)), Point(Period.Month(2025, 1), null, Scrutiny.Observations.ObservationStatus.NotAvailable), Point(Period.Month(2025, 2), 80)], Change)).Single();

        Assert.Multiple(() =>
        {
            Assert.That(gap.After.Select(value => value.Period), Is.EqualTo(new[] { Period.Month(2025, 2) }));
            Assert.That(BeforeAfter.Of(JudgedSeries.Of(Things, Months(Swinging(90, 12)), Change)), Is.Empty);
            Assert.That(BeforeAfter.Of(JudgedSeries.Of(Things, Months(Swinging(90, 24)), new SeriesSetting { Annotations = [Note(new(2025, 1, 1))] })), Is.Empty);
        });
    }

    [Test]
    public void An_event_that_does_not_cut_is_compared_over_the_stretch_around_it()
    {
        var both = BeforeAfter.Of(JudgedSeries.Of(Things, Months(Swinging(90, 12).Concat(Swinging(80, 6))), new SeriesSetting { Annotations = [Note(new(2025, 1, 1)) with { BeforeAfter = true }] })).Single();

        Assert.That((both.MeanBefore, both.MeanAfter), Is.EqualTo((90m, 80m)));
    }
}
