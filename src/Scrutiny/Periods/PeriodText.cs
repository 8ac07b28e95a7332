using System.Globalization;
using System.Text.RegularExpressions;

namespace Scrutiny.Periods;

/// <summary>Reads periods as published files write them.</summary>
public static partial class PeriodText
{
    private static readonly string[] MonthForms = ["yyyy-MM", "yyyyMM", "MMM-yy", "MMM yy", "MMM yyyy", "MMMM yyyy", "MMMM yy", "MMM-yyyy", "MM/yyyy"];
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
                return TryMonth(YearEndingPrefix().Replace(text, ""), (year, month) => Period.YearEnding(year, month), out period);
            case PeriodForm.AsAt:
                if (DateOnly.TryParseExact(WithoutSept(text), DayForms, English, DateTimeStyles.None, out var day) && IsYear(day.Year))
                {
                    period = Period.AsAt(day);
                    return true;
                }

                return TryMonth(text, (year, month) => Period.AsAt(Period.LastDay(year, month)), out period);
            case PeriodForm.FinancialYear:
                var match = FinancialYear().Match(text);
                if (!match.Success || !IsYear(match.Groups[1].ValueSpan, out var start) || !$"{start + 1}".EndsWith(match.Groups[2].Value, StringComparison.Ordinal))
                {
                    return false;
                }

                period = Period.FinancialYear(start);
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

    [GeneratedRegex(@"^([0-9]{4})\s*[/-]\s*([0-9]{2}|[0-9]{4})$", RegexOptions.CultureInvariant)]
    private static partial Regex FinancialYear();

    [GeneratedRegex(@"^([0-9]{4}) Q([1-4])$", RegexOptions.CultureInvariant)]
    private static partial Regex Quarter();
}
