using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Quartz;

namespace Scrutiny.Ingest.Ledger;

/// <summary>Gives what is done with questions by schedule its triggers, and does it once now: after a restore nobody waits for the next hour.</summary>
internal sealed class LedgerSchedule(ISchedulerFactory schedulers, IOptions<LedgerSettings> settings, TimeProvider time) : BackgroundService
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        await BeginAsync<RetentionJob>(scheduler, "erase-due", settings.Value.EraseSchedule, stoppingToken);
        await BeginAsync<CountJob>(scheduler, "count", settings.Value.CountSchedule, stoppingToken);
    }

    private async Task BeginAsync<TJob>(IScheduler scheduler, string name, string schedule, CancellationToken cancel)
        where TJob : class, IJob
    {
        var key = new JobKey(name, "questions");
        var job = JobBuilder.Create<TJob>().WithIdentity(key).StoreDurably().Build();
        var trigger = TriggerBuilder.Create(time).WithIdentity(key.Name, key.Group).ForJob(job)
            .WithSchedule(CronScheduleBuilder.Create(schedule).InTimeZone(London).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, cancel);
        await scheduler.TriggerJob(key, cancel);
    }
}
