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
            Assert.That(chart.Tolerance, Is.EqualTo(new ChartBand(85, 100, "Band")));
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

    [TestCase(Unit.Count, null, 200, 0, 200)]
    [TestCase(Unit.Count, 50, null, 50, 91)]
    [TestCase(Unit.Percent, null, 95, 0, 95)]
    public void An_open_band_reaches_to_where_the_unit_or_the_figures_end(Unit unit, int? least, int? most, int lower, int upper)
    {
        var chart = Chart(JudgedSeriesTests.Things with { Unit = unit, Tolerances = [Band(least, most)] });

        Assert.That(chart.Tolerance, Is.EqualTo(new ChartBand(lower, upper, "Band")));
    }

    [Test]
    public void A_band_that_no_figure_reaches_from_one_open_end_is_not_drawn()
    {
        Assert.That(Chart(JudgedSeriesTests.Things with { Unit = Unit.Count, Tolerances = [Band(500, null)] }).Tolerance, Is.Null);
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
