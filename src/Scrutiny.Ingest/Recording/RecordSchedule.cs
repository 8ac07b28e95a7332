using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Quartz;

namespace Scrutiny.Ingest.Recording;

/// <summary>Gives the daily publication of the record's head its trigger, and runs it once now: after a day's standstill, or on the first day, nobody waits for midnight.</summary>
internal sealed class RecordSchedule(ISchedulerFactory schedulers, IOptions<RecordSettings> settings, TimeProvider time) : BackgroundService
{
    private static readonly JobKey Job = new("publish-head", "record");

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        var job = JobBuilder.Create<PublishHeadJob>().WithIdentity(Job).StoreDurably().Build();
        var trigger = TriggerBuilder.Create(time).WithIdentity(Job.Name, Job.Group).ForJob(job)
            .WithSchedule(CronScheduleBuilder.Create(settings.Value.Schedule).InTimeZone(London).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, stoppingToken);
        await scheduler.TriggerJob(Job, stoppingToken);
    }
}
