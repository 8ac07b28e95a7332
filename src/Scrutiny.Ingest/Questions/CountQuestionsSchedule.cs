using Microsoft.Extensions.Hosting;
using Quartz;

namespace Scrutiny.Ingest.Questions;

/// <summary>Gives the counting of questions its trigger: every quarter of an hour, and after a standstill once.</summary>
internal sealed class CountQuestionsSchedule(ISchedulerFactory schedulers, TimeProvider time) : BackgroundService
{
    private const string EachQuarterOfAnHour = "0 0/15 * * * ?";

    private static readonly JobKey Job = new("count", "questions");

    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        var job = JobBuilder.Create<CountQuestionsJob>().WithIdentity(Job).StoreDurably().Build();
        var trigger = TriggerBuilder.Create(time).WithIdentity(Job.Name, Job.Group).ForJob(job)
            .WithSchedule(CronScheduleBuilder.Create(EachQuarterOfAnHour).InTimeZone(London).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
            .Build();
        await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, stoppingToken);
    }
}
