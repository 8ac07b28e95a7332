using Quartz;
using Scrutiny.Dashboards;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Scheduling;

/// <summary>What is wrong with the schedules of declared sources; the library can't tell, since the expressions are Quartz's.</summary>
internal static class ScheduleRules
{
    public static IEnumerable<Fault> Check(Catalogue catalogue) => catalogue.Sources.Values.SelectMany(Check);

    public static IEnumerable<Fault> Check(Declaration<Source> source)
    {
        if (!CronExpression.TryParse(source.Value.Schedule, out _))
        {
            yield return source.At(source.Value, nameof(Source.Schedule), $"'{source.Value.Schedule}' is not a cron expression with seconds, such as \"0 0/15 * * * ?\" for every quarter of an hour.");
        }
    }
}
