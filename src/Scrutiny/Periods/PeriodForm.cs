namespace Scrutiny.Periods;

/// <summary>How a file writes its periods; declared by each source, since <c>Sep-18</c> is a month in one file and a day in another.</summary>
public enum PeriodForm
{
    /// <summary>A month: <c>2018-04</c>, <c>201804</c>, <c>Apr-18</c>, <c>April 2018</c>.</summary>
    Month,

    /// <summary>The year that ends with a month: <c>September 2018</c>, <c>Sep-18</c>, <c>YE 2018-09</c>.</summary>
    YearEnding,

    /// <summary>A day, or a month that stands for its last day: <c>2018-09-30</c>, <c>30 September 2018</c>, <c>30/09/2018</c>, <c>Sep-18</c>.</summary>
    AsAt,

    /// <summary>A financial year: <c>2017/18</c>, <c>2017-18</c>, <c>2017/2018</c>.</summary>
    FinancialYear,

    /// <summary>A calendar year: <c>2017</c>.</summary>
    Year,

    /// <summary>Scrutiny's own tidy layout, where the text itself says which: <c>2018-04</c>, <c>2018 Q3</c>, <c>2018-09-30</c>, <c>YE 2018-09</c>, <c>2017/18</c>, <c>2017</c>.</summary>
    Tidy,
}
