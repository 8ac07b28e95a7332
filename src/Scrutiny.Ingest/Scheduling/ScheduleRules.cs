using Quartz;
using Scrutiny.Dashboards;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Scheduling;

/// <summary>What is wrong with the schedules of declared sources; the library can't tell, since the expressions are Quartz's.</summary>
internal static class ScheduleRules
{
    // Any day without a change of clocks, in the zone that has none.
    private static readonly DateTimeOffset SomeDay = new(2027, 6, 1, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<Fault> Check(Catalogue catalogue) => catalogue.Sources.Values.SelectMany(Check);

    public static IEnumerable<Fault> Check(Declaration<Source> source)
    {
        if (!CronExpression.TryParse(source.Value.Schedule, out _))
        {
            yield return source.At(source.Value, nameof(Source.Schedule), $"'{source.Value.Schedule}' is not a cron expression with seconds, such as \"0 0/15 * * * ?\" for every quarter of an hour.");
        }
        else if (NamesTheHourOfChange(source.Value.Schedule))
        {
            yield return source.At(source.Value, nameof(Source.Schedule), $"'{source.Value.Schedule}' names a time between 01:00 and 02:00, which one day in March lacks and one in October has twice: choose another hour, or every hour.");
        }
    }

    // Who looks in every hour of the day loses nothing by an hour that is missing or comes twice.
    private static bool NamesTheHourOfChange(string schedule)
    {
        var fields = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var daily = new CronExpression(fields.Length < 6 ? schedule : $"{fields[0]} {fields[1]} {fields[2]} * * ?", TimeZoneInfo.Utc);
        var hours = Enumerable.Range(0, 24).Where(hour => FiresIn(daily, SomeDay.AddHours(hour))).ToList();

        return hours.Contains(1) && hours.Count < 24;
    }

    private static bool FiresIn(CronExpression daily, DateTimeOffset hour) => daily.GetNextValidTimeAfter(hour.AddSeconds(-1)) is { } next && next < hour.AddHours(1);
}
