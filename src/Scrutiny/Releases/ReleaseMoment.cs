using System.Globalization;

namespace Scrutiny.Releases;

/// <summary>Moments as staff enter them, by London's clock, and as they are kept, in UTC.</summary>
public static class ReleaseMoment
{
    // One day in March lacks this hour, and one in October has it twice.
    private const int HourOfChange = 1;

    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>Reads a day and a time of London's clock.</summary>
    /// <param name="day">For example <c>2026-11-30</c>.</param>
    /// <param name="time">For example <c>09:30</c> or <c>09:30:15</c>.</param>
    /// <param name="moment">The moment in UTC.</param>
    /// <returns>What is wrong, one sentence; null where nothing is.</returns>
    public static string? Read(string? day, string? time, out DateTimeOffset moment)
    {
        moment = default;
        if (!DateOnly.TryParseExact(day?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return "Enter the day like 2026-11-30";
        }

        if (!TimeOnly.TryParseExact(time?.Trim(), ["HH:mm", "H:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            return "Enter the time like 09:30, by London’s clock";
        }

        if (clock.Hour == HourOfChange)
        {
            return "Choose a time outside 1am to 2am: when the clocks change, that hour is missing or comes twice";
        }

        var local = date.ToDateTime(clock);
        moment = new DateTimeOffset(local, London.GetUtcOffset(local)).ToUniversalTime();
        return null;
    }

    /// <summary>Whether a moment lies in the hour of the change of clocks, when nothing may be planned.</summary>
    /// <param name="moment">Any moment.</param>
    public static bool IsInHourOfChange(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, London).Hour == HourOfChange;

    /// <summary>A moment by both clocks: <c>Monday 30 November 2026 at 9:30:00am in London (2026-11-30 09:30:00 UTC)</c>.</summary>
    /// <param name="moment">The moment.</param>
    public static string Words(DateTimeOffset moment)
    {
        var local = TimeZoneInfo.ConvertTime(moment, London);
        return $"{local.ToString("dddd d MMMM yyyy", British)} at {local.ToString("h:mm:ss", British)}{(local.Hour < 12 ? "am" : "pm")} in London ({moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC)";
    }

    /// <summary>How late something was, in words; null where it was on time to within some seconds.</summary>
    /// <param name="due">When it was due.</param>
    /// <param name="done">When it was done.</param>
    public static string? Late(DateTimeOffset due, DateTimeOffset done) => (done - due) switch
    {
        { TotalSeconds: <= 10 } => null,
        { TotalMinutes: < 2 } late => $"{(int)late.TotalSeconds} seconds late",
        { TotalHours: < 2 } late => $"{(int)late.TotalMinutes} minutes late",
        { TotalDays: < 2 } late => $"{(int)late.TotalHours} hours late",
        var late => $"{(int)late.TotalDays} days late",
    };
}
