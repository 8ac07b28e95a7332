using System.Globalization;

namespace Scrutiny.Web.Staff;

/// <summary>Days as staff pages show and take them.</summary>
internal static class StaffDates
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static string Day(DateOnly? day) => day?.ToString("d MMMM yyyy", British) ?? "–";

    /// <summary>A day as a form gives it: <c>2026-09-30</c>.</summary>
    public static bool TryParse(string? text, out DateOnly? day)
    {
        day = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            day = parsed;
            return true;
        }

        return false;
    }

    /// <summary>A moment as a form shows it: London's time, <c>2026-12-09 10:00</c>.</summary>
    public static string Field(DateTimeOffset? moment) => moment is { } known ? TimeZoneInfo.ConvertTime(known, London).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    /// <summary>A moment as a form gives it, London's time: <c>2026-12-09 10:00</c>.</summary>
    public static bool TryMoment(string? text, out DateTimeOffset? moment)
    {
        moment = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        if (DateTime.TryParseExact(text.Trim(), ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed) && !London.IsInvalidTime(parsed))
        {
            moment = new DateTimeOffset(parsed, London.GetUtcOffset(parsed)).ToUniversalTime();
            return true;
        }

        return false;
    }
}
