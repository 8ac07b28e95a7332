using System.Globalization;
using System.Text.RegularExpressions;
using Scrutiny.Periods;

namespace Scrutiny.Boards;

/// <summary>How far back a board looks from the latest figure, in months; written <c>P12M</c>, <c>P5Y</c> or <c>all</c>. The default value looks back for ever.</summary>
/// <param name="Months">Months, 1 or more; null for all.</param>
/// <remarks>It counts from the latest figure and not from today, so that a series that ended is not shown as empty.</remarks>
public readonly partial record struct Lookback(int? Months)
{
    /// <summary>The longest, in months: fifty years.</summary>
    public const int MostMonths = 600;

    /// <summary>Reads <c>P36M</c>, <c>P5Y</c> or <c>all</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lookback">What it says.</param>
    /// <returns>False where it is none of these, or longer than fifty years.</returns>
    public static bool TryParse(string? text, out Lookback lookback)
    {
        lookback = default;
        if (text == "all")
        {
            return true;
        }

        if (text is null || Duration().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var months = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * (match.Groups[2].Value == "Y" ? 12 : 1);
        lookback = new Lookback(months);
        return months is > 0 and <= MostMonths;
    }

    /// <summary>The first day of interest, where the latest figure ends on a day; null for all.</summary>
    /// <param name="latest">Last day of the latest period.</param>
    public DateOnly? From(DateOnly latest) => Months is { } months ? latest.AddDays(1).AddMonths(-months) : null;

    /// <summary>Whether a period lies within it, where the latest figure ends on a day.</summary>
    /// <param name="period">The period.</param>
    /// <param name="latest">Last day of the latest period.</param>
    public bool Holds(Period period, DateOnly latest) => From(latest) is not { } from || period.To >= from;

    /// <summary>As a choice says it: <c>Latest 12 months</c>, <c>Latest 3 years</c>, <c>All figures</c>.</summary>
    public string Words => Months switch
    {
        null => "All figures",
        12 => "Latest 12 months",
        { } months when months % 12 == 0 => string.Create(CultureInfo.InvariantCulture, $"Latest {months / 12} years"),
        1 => "Latest month",
        { } months => string.Create(CultureInfo.InvariantCulture, $"Latest {months} months"),
    };

    [GeneratedRegex("^P([0-9]{1,3})([MY])$")]
    private static partial Regex Duration();
}
