using Scrutiny.Periods;
using Scrutiny.Statistics.Aggregates;

namespace Scrutiny.Tests.Statistics.Aggregates;

[TestFixture]
internal sealed class AggregateTests
{
    [Test]
    public void Counts_of_the_year_so_far_add_up_from_April()
    {
        var figures = Months(2025, 1, 30, static i => new(default, i));

        // January 2025 is 1; April is 4, September 9.
        var figure = Aggregate.YearToDate(figures, Frequency.Month, Aggregation.Sum, Period.Month(2025, 9));

        Assert.That(figure, Is.EqualTo(new AggregateFigure(new Period(new DateOnly(2025, 4, 1), new DateOnly(2025, 9, 30)), 4 + 5 + 6 + 7 + 8 + 9, 6, 6, null)));
        Assert.That(figure.Complete, Is.True);
    }

    [Test]
    public void The_year_so_far_of_March_is_twelve_months_and_of_April_one()
    {
        var figures = Months(2025, 1, 30, static i => new(default, i));

        Assert.That(Aggregate.YearToDate(figures, Frequency.Month, Aggregation.Sum, Period.Month(2026, 3)).Expected, Is.EqualTo(12));
        Assert.That(Aggregate.YearToDate(figures, Frequency.Month, Aggregation.Sum, Period.Month(2026, 4)).Value, Is.EqualTo(16));
    }

    [Test]
    public void A_missing_month_is_said_and_not_made_up()
    {
        PeriodFigure[] figures = [Month(2025, 4, 10), Month(2025, 5, null), Month(2025, 6, 30)];

        var figure = Aggregate.YearToDate(figures, Frequency.Month, Aggregation.Sum, Period.Month(2025, 7));

        Assert.That((figure.Value, figure.Present, figure.Expected, figure.Complete), Is.EqualTo((40, 2, 4, false)));
    }

    [Test]
    public void Percentages_are_all_the_parts_over_all_the_wholes_and_never_the_mean_of_percentages()
    {
        PeriodFigure[] figures = [new(Period.Month(2025, 4), 90, 9, 10), new(Period.Month(2025, 5), 50, 500, 1000)];

        var figure = Aggregate.YearToDate(figures, Frequency.Month, Aggregation.Share, Period.Month(2025, 5), 100);

        Assert.That(figure.Value, Is.EqualTo(509.0 / 1010 * 100));
    }

    [Test]
    public void A_percentage_without_its_numbers_has_no_figure_for_the_year()
    {
        PeriodFigure[] figures = [new(Period.Month(2025, 4), 90, 9, 10), new(Period.Month(2025, 5), 50)];

        var figure = Aggregate.YearToDate(figures, Frequency.Month, Aggregation.Share, Period.Month(2025, 5), 100);

        Assert.That((figure.Value, figure.Gap, figure.Present), Is.EqualTo(((double?)null, AggregateGap.PartsNotHeld, 2)));
    }

    [Test]
    public void A_month_without_a_call_has_nothing_to_add_to_a_share_and_is_not_missing()
    {
        PeriodFigure[] figures = [new(Period.Month(2025, 4), null, 0, 0), new(Period.Month(2025, 5), 50, 5, 10)];

        Assert.That(Aggregate.YearToDate(figures, Frequency.Month, Aggregation.Share, Period.Month(2025, 5)), Has.Property("Value").EqualTo(0.5).And.Property("Complete").True);
        Assert.That(Aggregate.YearToDate(figures, Frequency.Month, Aggregation.Share, Period.Month(2025, 4)).Gap, Is.EqualTo(AggregateGap.NothingToDivideBy));
    }

    [Test]
    public void Mean_waits_are_weighted_by_calls()
    {
        PeriodFigure[] figures = [new(Period.Month(2025, 4), 10, null, 300), new(Period.Month(2025, 5), 40, null, 100)];

        Assert.That(Aggregate.YearToDate(figures, Frequency.Month, Aggregation.WeightedMean, Period.Month(2025, 5)).Value, Is.EqualTo(17.5));
    }

    [Test]
    public void A_rate_of_several_months_counts_its_people_once()
    {
        PeriodFigure[] figures = [new(Period.Month(2025, 4), 1, 100, 100_000), new(Period.Month(2025, 5), 2, 200, 100_000)];

        Assert.That(Aggregate.YearToDate(figures, Frequency.Month, Aggregation.Rate, Period.Month(2025, 5), 1000).Value, Is.EqualTo(3).Within(1e-12));
    }

    [Test]
    public void A_rate_of_several_areas_is_all_events_over_all_people()
    {
        PeriodFigure[] areas = [new(Period.Month(2025, 4), 1, 100, 100_000), new(Period.Month(2025, 4), 4, 1200, 300_000)];

        Assert.That(Aggregate.Of(areas, Aggregation.Share, 1000), Is.EqualTo((3.25, (AggregateGap?)null)));
        Assert.That(Aggregate.Of([.. areas, new(Period.Month(2025, 4), null)], Aggregation.Share, 1000).Gap, Is.EqualTo(AggregateGap.Incomplete));
    }

    [Test]
    public void A_stock_is_its_latest_value_and_not_a_sum()
    {
        PeriodFigure[] figures = [Month(2025, 4, 3400), Month(2025, 5, 3410), Month(2025, 6, 3390)];

        Assert.That(Aggregate.YearToDate(figures, Frequency.Month, Aggregation.Latest, Period.Month(2025, 6)).Value, Is.EqualTo(3390));
    }

    [Test]
    public void Figures_that_do_not_go_together_say_so()
    {
        Assert.That(Aggregate.YearToDate([Month(2025, 4, 1)], Frequency.Month, Aggregation.None, Period.Month(2025, 4)).Gap, Is.EqualTo(AggregateGap.NotDefined));
        Assert.That(Aggregate.YearToDate([], Frequency.Month, Aggregation.Sum, Period.Month(2025, 4)).Gap, Is.EqualTo(AggregateGap.NoFigures));
    }

    [Test]
    public void The_year_so_far_is_compared_with_the_same_months_of_last_year_only()
    {
        var figures = Months(2024, 4, 12, static i => new(default, 100)).Concat([Month(2025, 4, 120), Month(2025, 6, 130)]).ToList();

        var compared = Aggregate.YearToDateCompared(figures, Frequency.Month, Aggregation.Sum, Period.Month(2025, 6));

        // May 2025 is missing, so that May 2024 does not count either.
        Assert.That((compared.ThisYear.Value, compared.LastYear.Value, compared.PercentageChange), Is.EqualTo((250, 200, 25)));
        Assert.That(compared.ThisYear.Complete, Is.False);
        Assert.That(compared.LastYear.Span, Is.EqualTo(new Period(new DateOnly(2024, 4, 1), new DateOnly(2024, 6, 30))));
    }

    [Test]
    public void Where_last_year_lacks_a_month_that_this_year_has_nothing_is_compared()
    {
        var compared = Aggregate.YearToDateCompared([Month(2024, 4, 1), Month(2025, 4, 1), Month(2025, 5, 1)], Frequency.Month, Aggregation.Sum, Period.Month(2025, 5));

        Assert.That((compared.LastYear.Value, compared.LastYear.Gap, compared.PercentageChange, compared.Change), Is.EqualTo(((double?)null, AggregateGap.Incomplete, (double?)null, (double?)null)));
    }

    [TestCase(2024, 2, true)]
    [TestCase(2024, 1, false)]
    [TestCase(2025, 2, true)]
    [TestCase(2026, 3, false)]
    public void A_leap_day_on_one_side_is_noted(int year, int month, bool differs)
    {
        var compared = Aggregate.YearToDateCompared(Months(2022, 4, 60, static _ => new(default, 1)), Frequency.Month, Aggregation.Sum, Period.Month(year, month));

        Assert.That(compared.LeapDayDiffers, Is.EqualTo(differs));
    }

    [Test]
    public void The_last_twelve_months_want_every_one_of_them()
    {
        var figures = Months(2025, 1, 12, static i => new(default, i));

        Assert.That(Aggregate.RollingYear(figures, Frequency.Month, Aggregation.Sum, Period.Month(2025, 12)), Is.EqualTo(new AggregateFigure(Period.CalendarYear(2025), 78, 12, 12, null)));
        Assert.That(Aggregate.RollingYear(figures, Frequency.Month, Aggregation.Sum, Period.Month(2026, 1)), Has.Property("Value").Null.And.Property("Gap").EqualTo(AggregateGap.Incomplete).And.Property("Present").EqualTo(11));
    }

    [Test]
    public void Four_quarters_make_a_year()
    {
        PeriodFigure[] figures = [.. Enumerable.Range(1, 4).Select(quarter => new PeriodFigure(Period.Quarter(2025, quarter), quarter))];

        Assert.That(Aggregate.RollingYear(figures, Frequency.Quarter, Aggregation.Sum, Period.Quarter(2025, 4)).Value, Is.EqualTo(10));
        Assert.That(Aggregate.YearToDate(figures, Frequency.Quarter, Aggregation.Sum, Period.Quarter(2025, 3)), Has.Property("Value").EqualTo(5).And.Property("Expected").EqualTo(2));
    }

    [TestCase(50, 60, 20)]
    [TestCase(50, 0, -100)]
    [TestCase(0, 60, null)]
    [TestCase(-5, 60, null)]
    [TestCase(null, 60, null)]
    [TestCase(50, null, null)]
    public void A_change_in_per_cent_needs_something_to_be_per_cent_of(double? from, double? to, double? change) =>
        Assert.That(Change.InPerCent(from, to), Is.EqualTo(change));

    [Test]
    public void What_makes_no_sense_is_a_callers_mistake()
    {
        Assert.That(() => Aggregate.YearToDate([Month(2025, 4, 1), Month(2025, 4, 2)], Frequency.Month, Aggregation.Sum, Period.Month(2025, 4)), Throws.ArgumentException.With.Message.Contains("2025-04-01"));
        Assert.That(() => Aggregate.YearToDate([], Frequency.Year, Aggregation.Sum, Period.CalendarYear(2025)), Throws.ArgumentException);
        Assert.That(() => Aggregate.RollingYear([], Frequency.Month, Aggregation.Sum, Period.Quarter(2025, 1)), Throws.ArgumentException);
    }

    private static PeriodFigure Month(int year, int month, double? value) => new(Period.Month(year, month), value);

    /// <summary>Months on end; the number of the month from 1 makes the figure.</summary>
    private static List<PeriodFigure> Months(int year, int month, int count, Func<int, PeriodFigure> figure)
    {
        var first = new DateOnly(year, month, 1);
        return [.. Enumerable.Range(0, count).Select(i => figure(i + 1) with { Period = Period.Month(first.AddMonths(i).Year, first.AddMonths(i).Month) })];
    }
}
