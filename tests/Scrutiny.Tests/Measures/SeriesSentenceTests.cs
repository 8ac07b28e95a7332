using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Measures;

internal sealed class SeriesSentenceTests
{
    private static Catalogue Catalogue { get; } = Catalogue.Read(Repository.PathTo("dashboards"));

    [Test]
    public void The_latest_value_is_said_with_its_period_unit_and_status()
    {
        var sentence = SeriesSentence.Latest(Series("calls-999-within-10s", Month(2026, 8, 91.24m), Month(2026, 9, 92.05m, ObservationStatus.Provisional)));

        Assert.That(sentence, Is.EqualTo("In September 2026, 92.1% of 999 calls were answered within 10 seconds (provisional)."));
    }

    [Test]
    public void A_rolling_figure_is_said_of_its_year()
    {
        var sentence = SeriesSentence.Latest(Series("recorded-crime", Point(Period.YearEnding(2018, 9), 160193m)));

        Assert.That(sentence, Is.EqualTo("In the year ending September 2018, the police recorded 160,193 crimes."));
    }

    [Test]
    public void A_count_is_said_of_its_day()
    {
        var sentence = SeriesSentence.Latest(Series("officer-headcount", Point(Period.AsAt(new DateOnly(2019, 9, 30)), 2749m)));

        Assert.That(sentence, Does.StartWith("At 30 September 2019, ").And.Contains("2,749"));
    }

    [Test]
    public void A_missing_last_figure_is_said_beside_the_last_one_there_is()
    {
        var sentence = SeriesSentence.Latest(Series("recorded-crime", Point(Period.YearEnding(2018, 12), 334976m), Point(Period.YearEnding(2019, 9), null, ObservationStatus.NotAvailable)));

        Assert.That(sentence, Is.EqualTo("In the year ending December 2018, the police recorded 334,976 crimes. For the year ending September 2019 the figure is not available."));
    }

    [Test]
    public void Seconds_beyond_two_minutes_are_said_in_minutes()
    {
        var sentence = SeriesSentence.Latest(Series("calls-101-answer-time", Month(2026, 9, 624m)));

        Assert.That(sentence, Does.Contain("10 minutes 24 seconds"));
    }

    [Test]
    public void An_empty_series_says_so()
    {
        Assert.That(SeriesSentence.Latest(Series("recorded-crime")), Is.EqualTo("No figures are published yet."));
    }

    [Test]
    public void A_value_within_the_usual_range_is_no_change()
    {
        var months = Enumerable.Range(0, 24).Select(i => Month(2024 + (i / 12), (i % 12) + 1, 90 + (i % 2 == 0 ? 1 : -1)));

        Assert.That(SeriesSentence.Signal(Series("calls-999-within-10s", [.. months])), Is.EqualTo("This is within the usual range: no sign of a real change."));
    }

    [Test]
    public void A_value_below_its_limits_is_a_cause_for_concern_where_more_is_better()
    {
        var months = Enumerable.Range(0, 24).Select(i => Month(2024 + (i / 12), (i % 12) + 1, i == 23 ? 60 : 90 + (i % 2 == 0 ? 1 : -1)));

        Assert.That(SeriesSentence.Signal(Series("calls-999-within-10s", [.. months])), Is.EqualTo("This is a cause for concern: it lies below the range that chance alone would give."));
    }

    [Test]
    public void Few_figures_give_no_judgement()
    {
        Assert.That(SeriesSentence.Signal(Series("calls-999-within-10s", Month(2026, 8, 91m), Month(2026, 9, 50m))), Is.EqualTo("There are too few figures yet to tell a change from chance."));
    }

    [Test]
    public void A_run_chart_gives_no_judgement()
    {
        Assert.That(SeriesSentence.Signal(Series("recorded-crime", Point(Period.YearEnding(2018, 9), 160193m))), Is.Empty);
    }

    private static JudgedSeries Series(string measure, params SeriesPoint[] points) => JudgedSeries.Of(Catalogue.Measures[measure].Value, points);

    private static SeriesPoint Month(int year, int month, decimal value, ObservationStatus status = ObservationStatus.Final) => Point(Period.Month(year, month), value, status);

    private static SeriesPoint Point(Period period, decimal? value, ObservationStatus status = ObservationStatus.Final) => new(period, value, null, null, status, DateTimeOffset.UnixEpoch, "made", 1);
}
