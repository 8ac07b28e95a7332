using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Quartz;

namespace Scrutiny.Ingest.Ledger;

/// <summary>Gives the erasing of what is due its trigger, and does it once now: after a restore nobody waits for the next hour.</summary>
internal sealed class LedgerSchedule(ISchedulerFactory schedulers, IOptions<LedgerSettings> settings, TimeProvider time) : BackgroundService
{
    private static readonly JobKey Job = new("erase-due", "questions");

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        var job = JobBuilder.Create<RetentionJob>().WithIdentity(Job).StoreDurably().Build();
        var trigger = TriggerBuilder.Create(time).WithIdentity(Job.Name, Job.Group).ForJob(job)
            .WithSchedule(CronScheduleBuilder.Create(settings.Value.EraseSchedule).InTimeZone(London).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, stoppingToken);
        await scheduler.TriggerJob(Job, stoppingToken);
    }
}
