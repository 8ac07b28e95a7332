namespace Scrutiny.Periods;

/// <summary>How a file writes its periods; declared by each source, since <c>Sep-18</c> is a month in one file and a day in another.</summary>
public enum PeriodForm
{
    /// <summary>A month: <c>2018-04</c>, <c>201804</c>, <c>Apr-18</c>, <c>April 2018</c>.</summary>
    Month,

    /// <summary>The year that ends with a month: <c>September 2018</c>, <c>Sep-18</c>, <c>YE 2018-09</c>, or a day that stands for the last one of its month.</summary>
    YearEnding,

    /// <summary>
    /// A day, or a month that stands for its last day: <c>2018-09-30</c>, <c>30 September 2018</c>, <c>30/09/2018</c>, <c>Sep-18</c>. A stamp in
    /// UTC means the day that it was in London: <c>2019-03-30T23:00:00Z</c> outside summer time is 30 March, in it the day after.
    /// </summary>
    AsAt,

    /// <summary>A day that stands for the last one of its month: <c>2022-03-01</c> for 31 March 2022.</summary>
    MonthEnd,

    /// <summary>
    /// A financial year, or several put together: <c>2017/18</c>, <c>2017-18</c>, <c>17/18</c>, <c>Apr '17 to Mar '18</c>,
    /// <c>2014/15, 2015/16 and 2016/17</c>.
    /// </summary>
    FinancialYear,

    /// <summary>A quarter of a financial year, the first from April: <c>2017/18 Q1</c>, <c>2017/18 1</c>.</summary>
    FinancialQuarter,

    /// <summary>The year that ends with the March of a calendar year: <c>2018</c>.</summary>
    YearToMarch,

    /// <summary>A calendar year: <c>2017</c>.</summary>
    Year,

    /// <summary>Scrutiny's own tidy layout, where the text itself says which: <c>2018-04</c>, <c>2018 Q3</c>, <c>2018-09-30</c>, <c>YE 2018-09</c>, <c>2017/18</c>, <c>2017</c>.</summary>
    Tidy,
}
