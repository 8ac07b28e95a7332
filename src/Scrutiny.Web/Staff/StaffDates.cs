using System.Globalization;

namespace Scrutiny.Web.Staff;

/// <summary>Days as staff pages show and take them.</summary>
internal static class StaffDates
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

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
}
