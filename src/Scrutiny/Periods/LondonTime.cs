using System.Globalization;

namespace Scrutiny.Periods;

/// <summary>Moments as pages show them: stored in UTC, shown in London's time, in the words of GOV.UK's style guide.</summary>
public static class LondonTime
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>"4 June 2026".</summary>
    /// <param name="moment">Any moment.</param>
    public static string Date(DateTimeOffset moment) => Local(moment).ToString("d MMMM yyyy", British);

    /// <summary>The day that it is in London.</summary>
    /// <param name="moment">Any moment.</param>
    public static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(Local(moment).DateTime);

    /// <summary>"9:32am".</summary>
    /// <param name="moment">Any moment.</param>
    public static string Time(DateTimeOffset moment) => Local(moment).ToString("h:mm", British) + (Local(moment).Hour < 12 ? "am" : "pm");

    /// <summary>"4 June 2026 at 9:32am".</summary>
    /// <param name="moment">Any moment.</param>
    public static string DateAndTime(DateTimeOffset moment) => Date(moment) + " at " + Time(moment);

    private static DateTimeOffset Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, London);
}
