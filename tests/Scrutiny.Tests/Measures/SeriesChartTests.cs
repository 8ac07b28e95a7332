using Scrutiny.Charts;
using Scrutiny.Measures;
using Scrutiny.Periods;
using ChartKind = Scrutiny.Measures.ChartKind;

namespace Scrutiny.Tests.Measures;

internal sealed class SeriesChartTests
{
    [Test]
    public void Target_tolerance_rebases_breaks_and_events_reach_the_chart()
    {
        var measure = JudgedSeriesTests.Things with
        {
            Targets = [JudgedSeriesTests.Target("one", 90, new(2024, 1, 1)) with { Name = "National standard" }],
            Tolerances = [Band(85, null)],
            Baselines = [JudgedSeriesTests.Rebase(new(2024, 9, 1))],
            Breaks = [new SeriesBreak { From = new(2024, 3, 15), Reason = "Counted otherwise." }],
        };

        var chart = Chart(measure, new SeriesSetting { Annotations = [JudgedSeriesTests.Note(new(2024, 11, 20))] });

        Assert.Multiple(() =>
        {
            Assert.That(chart.Target, Is.EqualTo(new ChartTarget(90, "National standard")));
            Assert.That(chart.Tolerance, Is.EqualTo(new ChartBand(85, null, "Band")));
            Assert.That(chart.Annotations, Is.EqualTo(new[]
            {
                new ChartAnnotation(1, new(2024, 3, 1), "Counted otherwise. (on 15 March 2024)", ChartAnnotationKind.Break),
                new ChartAnnotation(2, new(2024, 9, 1), "Average and limits calculated anew", ChartAnnotationKind.Rebase),
                new ChartAnnotation(3, new(2024, 11, 20), "Something", ChartAnnotationKind.Event),
            }));
            Assert.That(chart.Segments.Select(segment => segment.From), Is.EqualTo(new DateOnly[] { new(2024, 1, 1), new(2024, 3, 1), new(2024, 9, 1) }));
            Assert.That(new SvgChartRenderer().Render(chart), Does.Contain("chart-target").And.Contain("chart-band").And.Contain("chart-rebase").And.Contain("chart-break").And.Contain("chart-event"));
        });
    }

    [Test]
    public void Targets_and_tolerances_are_drawn_over_the_time_in_which_they_held()
    {
        var measure = JudgedSeriesTests.Things with
        {
            Targets = [JudgedSeriesTests.Target("old", 80, new(2020, 1, 1), new(2024, 6, 30)), JudgedSeriesTests.Target("new", 95, new(2024, 7, 1))],
            Tolerances = [Band(80, null) with { To = new(2024, 12, 31) }, Band(85, 99) with { From = new(2025, 1, 1) }],
        };

        var chart = Chart(measure);

        Assert.Multiple(() =>
        {
            Assert.That(chart.FormerTargets, Is.EqualTo(new[] { new ChartTarget(80, "Target") { To = new(2024, 6, 30) } }));
            Assert.That(chart.Target, Is.EqualTo(new ChartTarget(95, "Target") { From = new(2024, 7, 1) }));
            Assert.That(chart.FormerTolerances, Is.EqualTo(new[] { new ChartBand(80, null, "Band") { To = new(2024, 12, 31) } }));
            Assert.That(chart.Tolerance, Is.EqualTo(new ChartBand(85, 99, "Band") { From = new(2025, 1, 1) }));
            Assert.That(() => new SvgChartRenderer().Render(chart), Throws.Nothing);
        });
    }

    [Test]
    public void A_change_is_drawn_with_average_and_limits_on_both_sides()
    {
        var setting = new SeriesSetting { Annotations = [JudgedSeriesTests.Note(new(2025, 1, 1)) with { Kind = AnnotationKind.Break, BeforeAfter = true }] };
        var change = BeforeAfter.Of(JudgedSeries.Of(JudgedSeriesTests.Things, JudgedSeriesTests.Months(JudgedSeriesTests.Swinging(90, 12).Concat(JudgedSeriesTests.Swinging(80, 12))), setting)).Single();

        var chart = SeriesChart.Specify(change, "c", "Hampshire", null, "A test", true);

        Assert.Multiple(() =>
        {
            Assert.That((chart.Before!.Mean, chart.After!.Mean), Is.EqualTo((90d, 80d)));
            Assert.That(chart.After.Lower, Is.LessThan(80).And.GreaterThan(70));
            Assert.That(chart.At, Is.EqualTo(new DateOnly(2025, 1, 1)));
            Assert.That(chart.Difference, Is.EqualTo("10.0 percentage points lower than before."));
            Assert.That(() => new SvgChartRenderer().Render(chart), Throws.Nothing);
        });
    }

    [Test]
    public void A_change_that_does_not_cut_has_averages_and_no_limits_of_its_own()
    {
        var setting = new SeriesSetting { Annotations = [JudgedSeriesTests.Note(new(2025, 1, 1)) with { BeforeAfter = true }] };
        var change = BeforeAfter.Of(JudgedSeries.Of(JudgedSeriesTests.Things, JudgedSeriesTests.Months(JudgedSeriesTests.Swinging(90, 24)), setting)).Single();

        Assert.That(SeriesChart.Specify(change, "c", "Hampshire", null, "A test", true).Before!.Upper, Is.Null);
    }

    [Test]
    public void A_break_within_a_quarter_starts_with_that_quarter()
    {
        var measure = JudgedSeriesTests.Things with { Frequency = Frequency.Quarter, Chart = ChartKind.Run, Breaks = [new SeriesBreak { From = new(2024, 5, 1), Reason = "Counted otherwise." }] };
        var series = JudgedSeries.Of(measure, [.. Enumerable.Range(1, 4).Select(quarter => JudgedSeriesTests.Point(Period.Quarter(2024, quarter), 90 + quarter))]);

        var chart = SeriesChart.Specify(series, "c", "Hampshire", null, "A test", false);

        // The line is broken before the first point from the date on: the second quarter's stands at 1 June.
        Assert.That(chart.Annotations.Single().Date, Is.EqualTo(new DateOnly(2024, 5, 1)));
        Assert.That(chart.Points[1].Position, Is.EqualTo(new DateOnly(2024, 6, 1)));
    }

    private static ChartSpecification Chart(Measure measure, SeriesSetting? setting = null) =>
        SeriesChart.Specify(JudgedSeries.Of(measure, JudgedSeriesTests.Months(JudgedSeriesTests.Swinging(90, 24)), setting), "c", "Hampshire", null, "A test", false);

    private static MeasureTolerance Band(int? least, int? most) => new() { Id = "band", Name = "Band", Least = least, Most = most, From = new(2024, 1, 1), Source = "A test", Reason = "To try it." };
}
