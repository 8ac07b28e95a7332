using Microsoft.AspNetCore.Mvc.ModelBinding;
using Scrutiny.Releases;

namespace Scrutiny.Web.Staff;

/// <summary>Days and times of forms, by London's clock; what is wrong stands beside its field.</summary>
internal static class PostedMoments
{
    /// <summary>Reads a pair of fields.</summary>
    /// <returns>The moment in UTC; unusable where something was wrong with it.</returns>
    public static DateTimeOffset Read(ModelStateDictionary state, string dayField, string? day, string timeField, string? time)
    {
        if (ReleaseMoment.Read(day, time, out var moment) is { } wrong)
        {
            state.AddModelError(wrong.StartsWith("Enter the day", StringComparison.Ordinal) ? dayField : timeField, wrong);
        }

        return moment;
    }

    /// <summary>A text that must be there and not be too long.</summary>
    public static string Text(ModelStateDictionary state, string field, string? text, int longest, string missing)
    {
        var given = text?.Trim() ?? "";
        if (given.Length == 0)
        {
            state.AddModelError(field, missing);
        }
        else if (given.Length > longest)
        {
            state.AddModelError(field, $"This must be {longest} letters or fewer");
        }

        return given;
    }
}
