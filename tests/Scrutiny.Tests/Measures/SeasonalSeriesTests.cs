using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;
using Scrutiny.Statistics.Seasons;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Measures;

internal sealed class SeasonalSeriesTests
{
    private static Measure Volume { get; } = Catalogue.Read(Repository.PathTo("dashboards")).Measures["calls-999-volume"].Value;

    [Test]
    public void A_summer_that_comes_each_year_is_no_signal_without_the_season()
    {
        var view = SeasonalSeries.Of(Seasonal(60), SeasonalMethod.MonthIndex);

        Assert.Multiple(() =>
        {
            Assert.That(view.Refusal, Is.Null);
            Assert.That(view.Values, Has.Count.EqualTo(60));
            Assert.That(view.Values.Select(value => (double)value.Point!.Value!.Value), Is.All.EqualTo(1000).Within(40));
            Assert.That(view.Control!.Variation, Is.EqualTo(Variation.CommonCause));
            Assert.That(view.Sentence, Is.EqualTo("Each month divided by what is usual for that month of the year, so that a summer compares with a winter. Without the season, October 2026 lies within the usual range. With fewer than seven years of figures the season is unsteady, and each new year may change this view."));
        });
    }

    [Test]
    public void Against_last_year_the_first_year_is_left_out_and_a_rebase_makes_a_stretch_of_its_own()
    {
        var measure = Volume with { Baselines = [new Baseline { From = new(2024, 10, 1), Reason = "r", Evidence = "e", Author = "performance-team", DecidedOn = new(2025, 1, 1) }] };

        var view = SeasonalSeries.Of(Seasonal(60, measure), SeasonalMethod.LastYear);

        Assert.Multiple(() =>
        {
            Assert.That(view.Values, Has.Count.EqualTo(48));
            Assert.That(view.Values[0].Period, Is.EqualTo(Period.Month(2022, 11)));
            Assert.That(view.Control!.Segments.Select(segment => view.Values[segment.First].Period.Key(Frequency.Month)), Is.EqualTo(new[] { "2022-11", "2024-10", "2025-10" }));
        });
    }

    [Test]
    public void Too_few_months_since_a_break_are_refused_with_what_to_do_instead()
    {
        var measure = Volume with { Breaks = [new SeriesBreak { From = new(2025, 1, 1), Reason = "Counted otherwise." }] };

        var view = SeasonalSeries.Of(Seasonal(60, measure), SeasonalMethod.MonthIndex);

        Assert.Multiple(() =>
        {
            Assert.That(view.Refusal, Is.EqualTo(SeasonalRefusal.TooFewMonths));
            Assert.That(view.Sentence, Is.EqualTo("Fewer than 36 months that compare have figures, too few to tell a season from chance. Compare a month with the same month of the year before."));
        });
    }

    [TestCase(SeasonalMethod.MonthIndex)]
    [TestCase(SeasonalMethod.LastYear)]
    public void Its_chart_can_be_drawn_with_a_month_missing(SeasonalMethod method)
    {
        var series = JudgedSeries.Of(Volume, [.. Seasonal(72).Values.Where((_, i) => i != 30).Select(value => value.Point!)]);

        var svg = new SvgChartRenderer().Render(SeriesChart.Specify(SeasonalSeries.Of(series, method), "season", "Hampshire", null, "The force", synthetic: true));

        Assert.That(svg, Does.Contain("without the season").And.Contain("Synthetic"));
    }

    [Test]
    public void A_rolling_measure_has_no_such_view()
    {
        var rolling = Catalogue.Read(Repository.PathTo("dashboards")).Measures["recorded-crime"].Value;

        Assert.That(() => SeasonalSeries.Of(JudgedSeries.Of(rolling, []), SeasonalMethod.LastYear), Throws.ArgumentException);
    }

    /// <summary>Months to October 2026 about a thousand, a third more in July, with a little unrest.</summary>
    private static JudgedSeries Seasonal(int months, Measure? measure = null) => JudgedSeries.Of(measure ?? Volume, [.. Enumerable.Range(0, months).Select(i =>
    {
        var month = new DateOnly(2026, 10, 1).AddMonths(i - months + 1);
        var value = (1000 + (300 * Math.Cos((month.Month - 7) * Math.PI / 6))) * (1 + (0.01 * ((i * 7 % 5) - 2)));
        return new SeriesPoint(Period.Month(month.Year, month.Month), (decimal)Math.Round(value), null, null, ObservationStatus.Final, DateTimeOffset.UnixEpoch, "force-contact", i + 1);
    })]);
}
