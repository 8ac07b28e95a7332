using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics.Aggregates;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Measures;

/// <summary>What stands beside a chart, each sentence read by a person before it was put here.</summary>
internal sealed class SeriesContextTests
{
    private static Catalogue Catalogue { get; } = Catalogue.Read(Repository.PathTo("dashboards"));

    [Test]
    public void Counts_add_up_over_the_financial_year_and_over_twelve_months()
    {
        var context = SeriesContext.Of(Monthly("complaints-logged", 25, i => 100 + i));

        Assert.Multiple(() =>
        {
            // From October 2024 to October 2026, 100 to 124: April to October 2026 are 118 to 124.
            Assert.That(context.YearToDate!.ThisYear.Value, Is.EqualTo(847));
            Assert.That(context.YearToDate.LastYear.Value, Is.EqualTo(763));
            Assert.That(context.RollingYear!.ThisYear.Value, Is.EqualTo(1422));
            Assert.That(context.RollingYear.LastYear.Value, Is.EqualTo(1278));
            Assert.That(context.Sentences[0], Is.EqualTo("In the financial year so far (April to October 2026), the force logged 847 complaints. That is 84 (11.0%) more than in the same months of the year before (763)."));
            Assert.That(context.Sentences[1], Is.EqualTo("In the 12 months to October 2026, the force logged 1,422 complaints. That is 144 (11.3%) more than in the 12 months before (1,278)."));
        });
    }

    [Test]
    public void Percentages_are_all_the_parts_over_all_the_wholes_and_never_a_mean_of_percentages()
    {
        var context = SeriesContext.Of(Monthly("calls-999-within-10s", 25, i => i == 24 ? 50 : 90, i => i == 24 ? 500 : 900, i => i == 24 ? 1000 : 1000 + (i * 0m)));

        Assert.That(context.YearToDate!.ThisYear.Value, Is.EqualTo((6 * 900 + 500) / 70.0).Within(1e-12));
    }

    [Test]
    public void Percentages_without_their_parts_are_not_put_together_and_it_says_why()
    {
        var context = SeriesContext.Of(Monthly("calls-999-within-10s", 25, _ => 90));

        Assert.Multiple(() =>
        {
            Assert.That(context.YearToDate!.ThisYear.Gap, Is.EqualTo(AggregateGap.PartsNotHeld));
            Assert.That(context.Sentences, Is.EqualTo(new[] { "Neither the financial year so far nor the last 12 months have a figure: percentages of several months can only be put together from the numbers behind them, which are not published for all of them." }));
        });
    }

    [Test]
    public void Times_are_weighted_by_how_many_each_is_the_mean_of()
    {
        var series = Monthly("calls-101-answer-time", 25, i => i == 24 ? 200 : 100);
        var calls = Monthly("calls-101-volume", 25, i => i == 24 ? 6000 : 1000).Values.Select(value => value.Point!).ToList();

        var (with, without) = (SeriesContext.Of(series, calls), SeriesContext.Of(series));

        Assert.Multiple(() =>
        {
            Assert.That(with.YearToDate!.ThisYear.Value, Is.EqualTo(150));
            Assert.That(without.YearToDate!.ThisYear.Value, Is.Null);
            Assert.That(without.Sentences, Has.One.Contains("times of several months can only be put together by how many each is the average of"));
        });
    }

    [Test]
    public void A_month_that_is_missing_is_said_and_nothing_is_extrapolated()
    {
        var context = SeriesContext.Of(Monthly("complaints-logged", 25, i => i == 22 ? null : 100));

        Assert.Multiple(() =>
        {
            Assert.That(context.Sentences[0], Is.EqualTo("In the financial year so far (April to October 2026), the force logged 600 complaints, counting the 6 of 7 months that have a figure. That is the same as in the same months of the year before (600)."));
            Assert.That(context.Sentences[1], Is.EqualTo("For the 12 months to October 2026 there is no figure: it needs every month, and not every one has a figure."));
        });
    }

    [Test]
    public void Nothing_is_put_together_across_a_break()
    {
        var measure = Catalogue.Measures["complaints-logged"].Value with { Breaks = [new SeriesBreak { From = new(2026, 1, 1), Reason = "Counted otherwise." }] };

        var context = SeriesContext.Of(Monthly(measure, 25, _ => 100));

        Assert.Multiple(() =>
        {
            Assert.That(context.YearToDate!.ThisYear.Value, Is.EqualTo(700));
            Assert.That(context.YearToDate.LastYear.Gap, Is.EqualTo(AggregateGap.Broken));
            Assert.That(context.RollingYear!.ThisYear.Gap, Is.EqualTo(AggregateGap.Broken));
            Assert.That(context.Compared, Is.Null);
            Assert.That(context.Sentences[0], Does.EndWith("It is not compared with the year before: figures are counted otherwise from a day between them on."));
        });
    }

    [TestCase(5, "+0.0%", "So it may be no change at all.")]
    [TestCase(13, "+50.0%", "That is more than chance in counting, but neighbouring months differ as much for other reasons: the chart finds no real change.")]
    [TestCase(24, "+200.0%", "That is more than chance, and the chart finds a real change too.")]
    public void A_change_is_called_real_only_where_the_chart_agrees(int kind, string change, string verdict)
    {
        // Counts that swing by half, by nature; the last is as the year before, within the swing, or far outside.
        var series = Monthly("complaints-logged", 25, i => kind switch
        {
            5 => 200 + (i % 2 * 10),
            13 => i is 12 ? 200 : i is 24 ? 300 : 200 + (i % 2 * 120),
            _ => i is 24 ? 600 : 200 + (i % 2 * 10),
        });

        var said = SeriesContext.Of(series).Compared!.Sentence;

        Assert.That(said, Does.StartWith($"Against October 2025, the change is {change.Replace("+0.0", "0.0", StringComparison.Ordinal)}; chance in counting alone leaves it between ").And.EndsWith(verdict));
    }

    [Test]
    public void How_exact_a_figure_is_follows_from_how_it_was_had()
    {
        var sample = SeriesContext.Of(Monthly("online-report-satisfaction", 2, _ => 62.46m, _ => 416, _ => 666));
        var events = SeriesContext.Of(Monthly("complaints-logged", 2, _ => 3));
        var all = SeriesContext.Of(Monthly("calls-999-within-10s", 2, _ => 90, _ => 900, _ => 1000));

        Assert.Multiple(() =>
        {
            Assert.That(sample.Sentences[^1], Is.EqualTo("The latest figure rests on 666 people who answered the survey. Had everybody been asked, it would most likely lie between 58.7% and 66.1% (95% interval)."));
            Assert.That(events.Sentences[^1], Is.EqualTo("Single events come by chance: the latest count fits any underlying level between 1 and 9 (95% interval)."));
            Assert.That(all.Exact, Is.Null);
        });
    }

    [Test]
    public void A_stock_and_a_yearly_figure_are_not_put_together()
    {
        var stock = SeriesContext.Of(JudgedSeries.Of(Catalogue.Measures["officer-headcount"].Value, [JudgedSeriesTests.Point(Period.AsAt(new(2026, 3, 31)), 3300)]));

        Assert.That(stock.IsEmpty);
    }

    private static JudgedSeries Monthly(string measure, int months, Func<int, decimal?> value, Func<int, decimal?>? numerator = null, Func<int, decimal?>? denominator = null) =>
        Monthly(Catalogue.Measures[measure].Value, months, value, numerator, denominator);

    /// <summary>Months up to October 2026; null leaves one out.</summary>
    private static JudgedSeries Monthly(Measure measure, int months, Func<int, decimal?> value, Func<int, decimal?>? numerator = null, Func<int, decimal?>? denominator = null) =>
        JudgedSeries.Of(measure, [.. Enumerable.Range(0, months).Where(i => value(i) is not null).Select(i =>
        {
            var month = new DateOnly(2026, 10, 1).AddMonths(i - months + 1);
            return new SeriesPoint(Period.Month(month.Year, month.Month), value(i), numerator?.Invoke(i), denominator?.Invoke(i), ObservationStatus.Final, DateTimeOffset.UnixEpoch, "force-contact", i + 1);
        })]);
}
