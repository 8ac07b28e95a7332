using System.Globalization;

namespace Scrutiny.Periods;

/// <summary>The time that a value describes, both ends inclusive. The default value is 1 January of year 1 and means nothing.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day; not before <paramref name="From"/>.</param>
public readonly record struct Period(DateOnly From, DateOnly To) : IComparable<Period>
{
    /// <summary>A calendar month.</summary>
    /// <param name="year">Year, for example 2026.</param>
    /// <param name="month">Month, 1 to 12.</param>
    public static Period Month(int year, int month) => new(new DateOnly(year, month, 1), LastDay(year, month));

    /// <summary>A calendar quarter.</summary>
    /// <param name="year">Calendar year.</param>
    /// <param name="quarter">1 (January to March) to 4.</param>
    public static Period Quarter(int year, int quarter) => new(new DateOnly(year, (quarter * 3) - 2, 1), LastDay(year, quarter * 3));

    /// <summary>A police financial year, 1 April to 31 March.</summary>
    /// <param name="startYear">The year in which it starts: 2025 for 2025/26.</param>
    public static Period FinancialYear(int startYear) => new(new DateOnly(startYear, 4, 1), new DateOnly(startYear + 1, 3, 31));

    /// <summary>A calendar year.</summary>
    /// <param name="year">Year.</param>
    public static Period CalendarYear(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));

    /// <summary>The twelve months that end with a month.</summary>
    /// <param name="year">Year of the last month.</param>
    /// <param name="month">Last month, 1 to 12.</param>
    public static Period YearEnding(int year, int month) => new(new DateOnly(year, month, 1).AddMonths(-11), LastDay(year, month));

    /// <summary>One day.</summary>
    /// <param name="day">The day.</param>
    public static Period AsAt(DateOnly day) => new(day, day);

    /// <summary>The last day of a month.</summary>
    /// <param name="year">Year.</param>
    /// <param name="month">Month, 1 to 12.</param>
    public static DateOnly LastDay(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));

    /// <summary>The period that follows, for feeds that must say when they are next due.</summary>
    /// <param name="frequency">How often the measure is reported; an as-at date repeats every six months, as the workforce counts do.</param>
    public Period Next(Frequency frequency) => frequency switch
    {
        Frequency.Month => Month(To.AddDays(1).Year, To.AddDays(1).Month),
        Frequency.Quarter => Quarter(To.AddDays(1).Year, (To.AddDays(1).Month + 2) / 3),
        Frequency.FinancialYear => FinancialYear(To.Year),
        Frequency.Year => CalendarYear(To.Year + 1),
        Frequency.Rolling12 => YearEnding(To.AddMonths(3).Year, To.AddMonths(3).Month),
        Frequency.AsAt => AsAt(LastDay(To.AddDays(1).AddMonths(5).Year, To.AddDays(1).AddMonths(5).Month)),
    };

    /// <summary>
    /// Whether a measure of this frequency may have a value for the period: a monthly measure has none for a year or a day. Surveys put
    /// several financial years together where one alone asks too few people.
    /// </summary>
    /// <param name="frequency">How often the measure is reported.</param>
    public bool Suits(Frequency frequency) => frequency switch
    {
        Frequency.Month => IsWholeMonths(1),
        Frequency.Quarter => IsWholeMonths(3) && To.Month % 3 == 0,
        Frequency.FinancialYear => To.Month == 3 && IsWholeMonths(12 * Years),
        Frequency.Year => IsWholeMonths(12) && To.Month == 12,
        Frequency.Rolling12 => IsWholeMonths(12),
        Frequency.AsAt => From == To,
    };

    /// <summary>The period as machines and tables write it: <c>2026-09</c>, <c>2026 Q3</c>, <c>2025/26</c>, <c>2025</c>, <c>YE 2018-09</c>, <c>2019-09-30</c>.</summary>
    /// <param name="frequency">The measure's frequency: the same twelve months are a financial year for one measure and a rolling year for another.</param>
    public string Key(Frequency frequency) => frequency switch
    {
        Frequency.Month => To.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        Frequency.Quarter => string.Create(CultureInfo.InvariantCulture, $"{To.Year} Q{(To.Month + 2) / 3}"),
        Frequency.FinancialYear when Years > 1 => $"{FinancialYear(From.Year).Key(frequency)} to {FinancialYear(To.Year - 1).Key(frequency)}",
        Frequency.FinancialYear => string.Create(CultureInfo.InvariantCulture, $"{From.Year}/{To.Year % 100:00}"),
        Frequency.Year => To.Year.ToString(CultureInfo.InvariantCulture),
        Frequency.Rolling12 => "YE " + To.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        Frequency.AsAt => To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>The period as a person reads it: <c>September 2026</c>, <c>July to September 2026</c>, <c>2025/26</c>, <c>year ending September 2018</c>, <c>30 September 2019</c>.</summary>
    /// <param name="frequency">The measure's frequency.</param>
    public string Words(Frequency frequency) => frequency switch
    {
        Frequency.Month => To.ToString("MMMM yyyy", British),
        Frequency.Quarter => From.ToString("MMMM", British) + " to " + To.ToString("MMMM yyyy", British),
        Frequency.FinancialYear => Key(frequency),
        Frequency.Year => Key(frequency),
        Frequency.Rolling12 => "year ending " + To.ToString("MMMM yyyy", British),
        Frequency.AsAt => To.ToString("d MMMM yyyy", British),
    };

    /// <summary>How a sentence about the period opens: <c>In September 2026</c>, <c>In the year ending September 2018</c>, <c>At 30 September 2019</c>.</summary>
    /// <param name="frequency">The measure's frequency.</param>
    public string Opening(Frequency frequency) => frequency switch
    {
        Frequency.Month => "In " + Words(frequency),
        Frequency.Quarter => "In " + Words(frequency),
        Frequency.FinancialYear => "In " + Words(frequency),
        Frequency.Year => "In " + Words(frequency),
        Frequency.Rolling12 => "In the " + Words(frequency),
        Frequency.AsAt => "At " + Words(frequency),
    };

    /// <inheritdoc/>
    public int CompareTo(Period other) => To != other.To ? To.CompareTo(other.To) : From.CompareTo(other.From);

    /// <summary>Whether one period ends before another.</summary>
    public static bool operator <(Period left, Period right) => left.CompareTo(right) < 0;

    /// <summary>Whether one period ends after another.</summary>
    public static bool operator >(Period left, Period right) => left.CompareTo(right) > 0;

    /// <summary>Whether one period ends before another or is the same.</summary>
    public static bool operator <=(Period left, Period right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one period ends after another or is the same.</summary>
    public static bool operator >=(Period left, Period right) => left.CompareTo(right) >= 0;

    private int Years => Math.Max(1, To.Year - From.Year);

    private bool IsWholeMonths(int count) =>
        From.Day == 1 && To == LastDay(To.Year, To.Month) && (To.Year * 12) + To.Month - (From.Year * 12) - From.Month == count - 1;

    private static CultureInfo British { get; } = CultureInfo.GetCultureInfo("en-GB");
}
