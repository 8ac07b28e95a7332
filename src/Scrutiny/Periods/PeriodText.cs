using System.Globalization;
using System.Text.RegularExpressions;

namespace Scrutiny.Periods;

/// <summary>Reads periods as published files write them.</summary>
public static partial class PeriodText
{
    private static readonly string[] MonthForms = ["yyyy-MM", "yyyyMM", "MMM-yy", "MMM yy", "MMM yyyy", "MMMM yyyy", "MMMM yy", "MMM-yyyy", "MM/yyyy"];
    private static readonly string[] StampForms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
    private static readonly string[] Separators = [",", " and ", "&"];
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly string[] DayForms = ["yyyy-MM-dd", "d MMMM yyyy", "d MMM yyyy", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "yyyyMMdd"];

    /// <summary>Reads one period.</summary>
    /// <param name="text">The text as it stands in the file; outer white space is ignored.</param>
    /// <param name="form">How this source writes its periods.</param>
    /// <param name="period">The period, its real first and last day.</param>
    /// <returns>Whether the text is a period of that form.</returns>
    public static bool TryParse(string text, PeriodForm form, out Period period)
    {
        text = text.Trim();
        period = default;
        switch (form)
        {
            case PeriodForm.Month:
                return TryMonth(text, (year, month) => Period.Month(year, month), out period);
            case PeriodForm.YearEnding:
                text = YearEndingPrefix().Replace(text, "");
                if (TryDay(text, out var end))
                {
                    period = Period.YearEnding(end.Year, end.Month);
                    return true;
                }

                return TryMonth(text, (year, month) => Period.YearEnding(year, month), out period);
            case PeriodForm.AsAt:
                if (TryDay(text, out var day))
                {
                    period = Period.AsAt(day);
                    return true;
                }

                return TryMonth(text, (year, month) => Period.AsAt(Period.LastDay(year, month)), out period);
            case PeriodForm.MonthEnd:
                if (!TryDay(text, out day))
                {
                    return TryParse(text, PeriodForm.AsAt, out period);
                }

                period = Period.AsAt(Period.LastDay(day.Year, day.Month));
                return true;
            case PeriodForm.FinancialYear:
                return TryFinancialYears(text, out period);
            case PeriodForm.FinancialQuarter:
                var quarter = FinancialQuarter().Match(text);
                if (!quarter.Success || !TryFinancialYear(quarter.Groups[1].Value, out var startOfYear))
                {
                    return false;
                }

                var number = quarter.Groups[2].ValueSpan[0] - '0';
                period = number == 4 ? Period.Quarter(startOfYear + 1, 1) : Period.Quarter(startOfYear, number + 1);
                return true;
            case PeriodForm.YearToMarch:
                if (!IsYear(text, out var marchOf))
                {
                    return false;
                }

                period = Period.FinancialYear(marchOf - 1);
                return true;
            case PeriodForm.Year:
                if (!IsYear(text, out var year))
                {
                    return false;
                }

                period = Period.CalendarYear(year);
                return true;
            case PeriodForm.Tidy:
                return TryTidy(text, out period);
            default:
                throw new ArgumentOutOfRangeException(nameof(form));
        }
    }

    /// <summary>Reads one day.</summary>
    /// <param name="text">The text as it stands in the file; a stamp in UTC means the day that it was in London.</param>
    /// <param name="day">The day.</param>
    /// <returns>Whether the text is a day between the years 1900 and 2100.</returns>
    public static bool TryDay(string text, out DateOnly day)
    {
        if (DateTimeOffset.TryParseExact(text.Trim(), StampForms, English, DateTimeStyles.AssumeUniversal, out var stamp))
        {
            day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(stamp, London).DateTime);
            return IsYear(day.Year);
        }

        return DateOnly.TryParseExact(WithoutSept(text.Trim()), DayForms, English, DateTimeStyles.None, out day) && IsYear(day.Year);
    }

    // "2014/15, 2015/16 and 2016/17" are three years on end; "Apr '10 to Mar '11" is one.
    private static bool TryFinancialYears(string text, out Period period)
    {
        period = default;
        if (AprilToMarch().Match(text) is { Success: true } words)
        {
            text = $"{words.Groups[1].Value}/{words.Groups[2].Value}";
        }

        var years = text.Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var (first, next) = (0, 0);
        foreach (var year in years)
        {
            if (!TryFinancialYear(year, out var start) || (next > 0 && start != next))
            {
                return false;
            }

            (first, next) = (first == 0 ? start : first, start + 1);
        }

        period = first == 0 ? default : new Period(Period.FinancialYear(first).From, Period.FinancialYear(next - 1).To);
        return first > 0;
    }

    private static bool TryFinancialYear(string text, out int start)
    {
        start = 0;
        var match = FinancialYear().Match(text);
        if (!match.Success)
        {
            return false;
        }

        start = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        // Two digits are of the century that makes sense of police statistics.
        start += match.Groups[1].Length == 4 ? 0 : start < 60 ? 2000 : 1900;
        return IsYear(start) && $"{start + 1}".EndsWith(match.Groups[2].Value, StringComparison.Ordinal);
    }

    private static bool TryTidy(string text, out Period period)
    {
        if (text.StartsWith("YE ", StringComparison.Ordinal))
        {
            return TryParse(text, PeriodForm.YearEnding, out period);
        }

        if (Quarter().Match(text) is { Success: true } quarter && IsYear(quarter.Groups[1].ValueSpan, out var year))
        {
            period = Period.Quarter(year, int.Parse(quarter.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
            return true;
        }

        return text.Length switch
        {
            4 => TryParse(text, PeriodForm.Year, out period),
            7 when text[4] == '/' => TryParse(text, PeriodForm.FinancialYear, out period),
            7 => TryParse(text, PeriodForm.Month, out period),
            10 => TryParse(text, PeriodForm.AsAt, out period),
            _ => (period = default) != default,
        };
    }

    private static bool TryMonth(string text, Func<int, int, Period> make, out Period period)
    {
        var read = DateOnly.TryParseExact(WithoutSept(text), MonthForms, English, DateTimeStyles.None, out var first) && IsYear(first.Year);
        period = read ? make(first.Year, first.Month) : default;
        return read;
    }

    // Files write "Sept"; .NET knows only "Sep".
    private static string WithoutSept(string text) => text.Replace("Sept-", "Sep-", StringComparison.OrdinalIgnoreCase).Replace("Sept ", "Sep ", StringComparison.OrdinalIgnoreCase);

    private static bool IsYear(ReadOnlySpan<char> text, out int year) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out year) && IsYear(year);

    private static bool IsYear(int year) => year is >= 1900 and <= 2100;

    // The invariant culture abbreviates September as "Sep"; en-GB as "Sept".
    private static CultureInfo English => CultureInfo.InvariantCulture;

    [GeneratedRegex(@"^(YE|year ending)\s+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex YearEndingPrefix();

    [GeneratedRegex(@"^([0-9]{4}|[0-9]{2})\s*[/-]\s*([0-9]{2}|[0-9]{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex FinancialYear();

    [GeneratedRegex(@"^(.+?)\s+Q?([1-4])$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FinancialQuarter();

    [GeneratedRegex(@"^Apr(?:il)?\s*['\u2019]?\s*([0-9]{4}|[0-9]{2})\s*(?:to|-|\u2013)\s*Mar(?:ch)?\s*['\u2019]?\s*([0-9]{4}|[0-9]{2})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AprilToMarch();

    [GeneratedRegex(@"^([0-9]{4}) Q([1-4])$", RegexOptions.CultureInvariant)]
    private static partial Regex Quarter();
}
