using Scrutiny.Periods;

namespace Scrutiny.Tests.Periods;

[Category("E-6")]
internal sealed class PeriodTextTests
{
    [TestCase("2018-04", "2018-04-01", "2018-04-30")]
    [TestCase("201804", "2018-04-01", "2018-04-30")]
    [TestCase("Apr-18", "2018-04-01", "2018-04-30")]
    [TestCase("Apr 18", "2018-04-01", "2018-04-30")]
    [TestCase("apr 2018", "2018-04-01", "2018-04-30")]
    [TestCase("April 2018", "2018-04-01", "2018-04-30")]
    [TestCase("April 18", "2018-04-01", "2018-04-30")]
    [TestCase("04/2018", "2018-04-01", "2018-04-30")]
    [TestCase("Sep-18", "2018-09-01", "2018-09-30")]
    [TestCase("Sept-18", "2018-09-01", "2018-09-30")]
    [TestCase("Sept 2018", "2018-09-01", "2018-09-30")]
    [TestCase("September 2018", "2018-09-01", "2018-09-30")]
    [TestCase(" 2016-02\n", "2016-02-01", "2016-02-29")]
    public void A_month(string text, string from, string to) => Reads(text, PeriodForm.Month, from, to);

    [TestCase("September 2018", "2017-10-01", "2018-09-30")]
    [TestCase("Sep-18", "2017-10-01", "2018-09-30")]
    [TestCase("Sept 2018", "2017-10-01", "2018-09-30")]
    [TestCase("YE 2018-09", "2017-10-01", "2018-09-30")]
    [TestCase("year ending March 2018", "2017-04-01", "2018-03-31")]
    [TestCase("Year ending  February 2020", "2019-03-01", "2020-02-29")]
    public void The_year_that_ends_with_a_month(string text, string from, string to) => Reads(text, PeriodForm.YearEnding, from, to);

    [TestCase("2018-09-30", "2018-09-30")]
    [TestCase("30 September 2018", "2018-09-30")]
    [TestCase("30 Sep 2018", "2018-09-30")]
    [TestCase("30 Sept 2018", "2018-09-30")]
    [TestCase("30/09/2018", "2018-09-30")]
    [TestCase("1/9/2018", "2018-09-01")]
    [TestCase("31-03-2018", "2018-03-31")]
    [TestCase("20180930", "2018-09-30")]
    [TestCase("Sep-18", "2018-09-30")]
    [TestCase("September 2018", "2018-09-30")]
    public void A_day_or_the_last_day_of_a_month(string text, string day) => Reads(text, PeriodForm.AsAt, day, day);

    [TestCase("17/18")]
    [TestCase("Apr '17 to Mar '18")]
    [TestCase("April 2017 to March 2018")]
    [TestCase("2017/18")]
    [TestCase("2017-18")]
    [TestCase("2017 / 18")]
    [TestCase("2017/2018")]
    public void A_financial_year(string text) => Reads(text, PeriodForm.FinancialYear, "2017-04-01", "2018-03-31");

    [Test]
    public void A_financial_year_over_the_turn_of_a_century() => Reads("1999/00", PeriodForm.FinancialYear, "1999-04-01", "2000-03-31");

    [Test]
    public void A_calendar_year() => Reads("2017", PeriodForm.Year, "2017-01-01", "2017-12-31");

    [TestCase("2018-04", "2018-04-01", "2018-04-30")]
    [TestCase("2018 Q3", "2018-07-01", "2018-09-30")]
    [TestCase("2018-09-30", "2018-09-30", "2018-09-30")]
    [TestCase("YE 2018-09", "2017-10-01", "2018-09-30")]
    [TestCase("2017/18", "2017-04-01", "2018-03-31")]
    [TestCase("2017", "2017-01-01", "2017-12-31")]
    public void The_tidy_layout_says_itself_which_it_is(string text, string from, string to) => Reads(text, PeriodForm.Tidy, from, to);

    [TestCase("2017/18 1", "2017-04-01", "2017-06-30")]
    [TestCase("2017/18 Q3", "2017-10-01", "2017-12-31")]
    [TestCase("2017-18 q4", "2018-01-01", "2018-03-31")]
    public void A_quarter_of_a_financial_year_counts_from_april(string text, string from, string to) => Reads(text, PeriodForm.FinancialQuarter, from, to);

    [TestCase("2022-03-01", "2022-03-31")]
    [TestCase("01/02/2024", "2024-02-29")]
    public void A_day_may_stand_for_the_last_one_of_its_month(string text, string day) => Reads(text, PeriodForm.MonthEnd, day, day);

    [TestCase("2019-03-31T23:00:00Z", "2019-04-01")]
    [TestCase("2019-03-30T23:00:00Z", "2019-03-30")]
    [TestCase("2019-09-29T23:00:00.000Z", "2019-09-30")]
    public void A_stamp_in_utc_is_the_day_that_it_was_in_london(string text, string day) => Reads(text, PeriodForm.AsAt, day, day);

    [TestCase("30-12-2017", "2017-01-01", "2017-12-31")]
    [TestCase("31-03-2018", "2017-04-01", "2018-03-31")]
    public void A_year_ending_on_a_day_ends_with_its_month(string text, string from, string to) => Reads(text, PeriodForm.YearEnding, from, to);

    [TestCase("2014/15, 2015/16 and 2016/17", "2014-04-01", "2017-03-31")]
    [TestCase("2014/15 & 2015/16", "2014-04-01", "2016-03-31")]
    public void Several_financial_years_on_end_are_one_period(string text, string from, string to) => Reads(text, PeriodForm.FinancialYear, from, to);

    [TestCase("2018", "2017-04-01", "2018-03-31")]
    public void A_year_to_march_is_named_by_its_end(string text, string from, string to) => Reads(text, PeriodForm.YearToMarch, from, to);

    [TestCase("2014/15, 2016/17", PeriodForm.FinancialYear)]
    [TestCase("2017/18 5", PeriodForm.FinancialQuarter)]
    [TestCase("2017/18", PeriodForm.FinancialQuarter)]
    [TestCase("Apr '17 to Mar '19", PeriodForm.FinancialYear)]
    [TestCase("2017/18", PeriodForm.YearToMarch)]
    [TestCase("2022-13-01", PeriodForm.MonthEnd)]
    [TestCase("", PeriodForm.Month)]
    [TestCase("2018", PeriodForm.Month)]
    [TestCase("2018-13", PeriodForm.Month)]
    [TestCase("2018-00", PeriodForm.Month)]
    [TestCase("Smarch 2018", PeriodForm.Month)]
    [TestCase("0001-01", PeriodForm.Month)]
    [TestCase("9999-12", PeriodForm.Month)]
    [TestCase("0001-01", PeriodForm.YearEnding)]
    [TestCase("YE 2018", PeriodForm.YearEnding)]
    [TestCase("year ending", PeriodForm.YearEnding)]
    [TestCase("31/02/2018", PeriodForm.AsAt)]
    [TestCase("09/30/2018", PeriodForm.AsAt)]
    [TestCase("0001-01-01", PeriodForm.AsAt)]
    [TestCase("2017/19", PeriodForm.FinancialYear)]
    [TestCase("2017/1918", PeriodForm.FinancialYear)]
    [TestCase("2017", PeriodForm.FinancialYear)]
    [TestCase("2017/١٨", PeriodForm.FinancialYear)]
    [TestCase("17", PeriodForm.Year)]
    [TestCase("1899", PeriodForm.Year)]
    [TestCase("2101", PeriodForm.Year)]
    [TestCase("20 17", PeriodForm.Year)]
    [TestCase("", PeriodForm.Tidy)]
    [TestCase("Total", PeriodForm.Tidy)]
    [TestCase("2018 Q5", PeriodForm.Tidy)]
    [TestCase("0000 Q1", PeriodForm.Tidy)]
    [TestCase("٢٠١٨ Q1", PeriodForm.Tidy)]
    [TestCase("YE 0001-01", PeriodForm.Tidy)]
    [TestCase("2018-04-31", PeriodForm.Tidy)]
    [TestCase("YE", PeriodForm.Tidy)]
    public void What_is_no_period_of_the_form_is_refused(string text, PeriodForm form) =>
        Assert.That(PeriodText.TryParse(text, form, out _), Is.False);

    [Test]
    public void Every_key_from_2015_to_2035_reads_back_as_the_same_period([Values] Frequency frequency)
    {
        foreach (var period in All(frequency))
        {
            var read = PeriodText.TryParse(period.Key(frequency), PeriodForm.Tidy, out var back);

            Assert.That((read, back), Is.EqualTo((true, period)), period.Key(frequency));
        }
    }

    [Test]
    public void No_two_periods_from_2015_to_2035_share_a_key([Values] Frequency frequency) =>
        Assert.That(All(frequency).Select(period => period.Key(frequency)), Is.Unique);

    private static IEnumerable<Period> All(Frequency frequency) => frequency switch
    {
        Frequency.Month => from year in Years from month in Enumerable.Range(1, 12) select Period.Month(year, month),
        Frequency.Quarter => from year in Years from quarter in Enumerable.Range(1, 4) select Period.Quarter(year, quarter),
        Frequency.FinancialYear => Years.Select(Period.FinancialYear),
        Frequency.Year => Years.Select(Period.CalendarYear),
        Frequency.Rolling12 => from year in Years from month in Enumerable.Range(1, 12) select Period.YearEnding(year, month),
        Frequency.AsAt => Enumerable.Range(0, 7671).Select(day => Period.AsAt(new DateOnly(2015, 1, 1).AddDays(day))),
        _ => throw new ArgumentOutOfRangeException(nameof(frequency)),
    };

    private static IEnumerable<int> Years => Enumerable.Range(2015, 21);

    private static void Reads(string text, PeriodForm form, string from, string to)
    {
        var read = PeriodText.TryParse(text, form, out var period);

        Assert.That((read, period), Is.EqualTo((true, new Period(DateOnly.Parse(from, null), DateOnly.Parse(to, null)))));
    }
}
