using Microsoft.Extensions.Hosting;
using Quartz;
using Scrutiny.Dashboards;

namespace Scrutiny.Ingest.Scheduling;

/// <summary>Gives every declared source its job and its cron trigger, takes away those of sources that are gone, and wakes a job when its inbox stirs.</summary>
internal sealed class SourceSchedules(ISchedulerFactory schedulers, Catalogue catalogue, Inbox inbox) : BackgroundService
{
    private const string Group = "sources";

    /// <summary>The job that looks for a source's files.</summary>
    public static JobKey JobOf(string source) => new(source, Group);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        inbox.Prepare(catalogue.Sources.Keys);
        foreach (var (id, source) in catalogue.Sources)
        {
            var job = JobBuilder.Create<TakeFilesJob>().WithIdentity(id, Group).UsingJobData(TakeFilesJob.SourceKey, id).StoreDurably().Build();
            var trigger = TriggerBuilder.Create().WithIdentity(id, Group).ForJob(job)
                .WithSchedule(CronScheduleBuilder.Create(source.Value.Schedule).InTimeZone(London).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
                .Build();
            await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, stoppingToken);
        }

        foreach (var key in (await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(Group), stoppingToken)).Where(key => !catalogue.Sources.ContainsKey(key.Name)))
        {
            await scheduler.DeleteJob(key, stoppingToken);
        }

        // The schedule is the truth; a watcher only saves waiting for it, and may lose events without harm.
        var watchers = catalogue.Sources.Keys.Select(id => Watch(id, scheduler)).ToList();
        try
        {
            await Task.Delay(Timeout.Infinite, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            watchers.ForEach(watcher => watcher.Dispose());
        }
    }

    private static TimeZoneInfo London { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private FileSystemWatcher Watch(string source, IScheduler scheduler)
    {
        var looks = 0;
        var watcher = new FileSystemWatcher(inbox.FolderOf(source)) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.Size };
        watcher.Created += Wake;
        watcher.Renamed += Wake;
        watcher.Changed += Wake;
        watcher.EnableRaisingEvents = true;
        return watcher;

        void Wake(object sender, FileSystemEventArgs stirred)
        {
            // However often it stirs, one look is under way and at most one waits.
            if (Interlocked.Increment(ref looks) <= 2)
            {
                _ = LookAsync();
            }
            else
            {
                Interlocked.Decrement(ref looks);
            }
        }

        async Task LookAsync()
        {
            await scheduler.TriggerJob(JobOf(source));
            // A file that was being written just now is whole, and taken, a little later.
            await Task.Delay(Inbox.Settled * 1.25);
            await scheduler.TriggerJob(JobOf(source));
            Interlocked.Decrement(ref looks);
        }
    }
}
