using System.Globalization;
using Scrutiny.Charts;

namespace Scrutiny.Tests.Charts;

internal sealed class PeriodAxisTests
{
    [Test]
    public void Many_years_of_months_are_marked_by_year()
    {
        var ticks = Ticks(ChartSamples.Months(2016, 1, new double?[120]), 600);

        Assert.That(ticks.Select(tick => tick.First), Is.EqualTo(Enumerable.Range(2016, 10).Select(year => year.ToString(CultureInfo.InvariantCulture))));
    }

    [Test]
    public void A_year_of_months_says_the_year_once()
    {
        var ticks = Ticks(ChartSamples.Months(2025, 10, new double?[6]), 600);

        Assert.That(ticks.Select(tick => tick.First), Is.EqualTo(new[] { "Oct", "Nov", "Dec", "Jan", "Feb", "Mar" }));
        Assert.That(ticks.Select(tick => tick.Second), Is.EqualTo(new[] { "2025", "", "", "2026", "", "" }));
    }

    [Test]
    public void Labels_fit_for_any_number_of_months_and_any_width([Range(1, 200, 7)] int months, [Values(120, 196, 300, 700, 1700)] double width)
    {
        var ticks = Ticks(ChartSamples.Months(2011, 5, new double?[months]), width);

        Assert.That(ticks, Is.Not.Empty);
        foreach (var line in new Func<PeriodTick, string>[] { tick => tick.First, tick => tick.Second })
        {
            var labelled = ticks.Where(tick => line(tick).Length > 0).ToArray();
            for (var index = 1; index < labelled.Length; index++)
            {
                Assert.That(labelled[index].X - labelled[index - 1].X, Is.GreaterThan(line(labelled[index]).Length * 12 * 0.5));
            }
        }
    }

    [Test]
    public void Columns_keep_the_label_of_the_latest()
    {
        var points = ChartSamples.Months(2025, 1, new double?[14]);

        Assert.That(PeriodAxis.Ticks(points, index => index * 20, true, 12, -100, 500)[^1].First, Does.StartWith("Feb"));
    }

    private static IReadOnlyList<PeriodTick> Ticks(ChartPoint[] points, double width) =>
        PeriodAxis.Ticks(points, index => points.Length == 1 ? width / 2 : width * (points[index].Position.DayNumber - points[0].Position.DayNumber) / (points[^1].Position.DayNumber - points[0].Position.DayNumber), false, 12, -40, width + 40);
}
