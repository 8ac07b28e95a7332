using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using Scrutiny.Dashboards;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Scheduling;

/// <summary>
/// Gives every declared source its job and its cron trigger, takes away those of sources that are gone, and wakes a job when its inbox stirs.
/// A trigger that is right is left alone, over restarts too: it knows which firing was missed, and that one is made up for, once. What is
/// wrong is put right again and again: after the machine's clock was set back, a trigger would otherwise sleep until the clock has caught up.
/// </summary>
internal sealed partial class SourceSchedules(ISchedulerFactory schedulers, Catalogue catalogue, Inbox inbox, TimeProvider time, ILogger<SourceSchedules> log) : BackgroundService
{
    public const string Group = "sources";

    private static readonly TimeSpan BetweenChecks = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    // A draft takes no files yet.
    private readonly Dictionary<string, Declaration<Source>> sources = catalogue.Sources.Where(source => !source.Value.Value.Draft).ToDictionary();

    private static TimeZoneInfo London { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>The job that looks for a source's files.</summary>
    public static JobKey JobOf(string source) => new(source, Group);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        inbox.Prepare(sources.Keys);
        await PutRightAsync(scheduler, stoppingToken);
        foreach (var key in (await scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(Group), stoppingToken)).Where(key => !sources.ContainsKey(key.Name)))
        {
            await scheduler.DeleteJob(key, stoppingToken);
        }

        // The schedule is the truth; a watcher only saves waiting for it, and may lose events without harm.
        var watchers = sources.Keys.Select(id => Watch(id, scheduler)).ToList();
        try
        {
            using var timer = new PeriodicTimer(BetweenChecks);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await PutRightAsync(scheduler, stoppingToken);
                }
                catch (Exception fault) when (fault is not OperationCanceledException)
                {
                    // The database is away; it is looked at again.
                    NotChecked(fault.GetType().Name);
                }
            }
        }
        catch (OperationCanceledException)
        {
            watchers.ForEach(watcher => watcher.Dispose());
        }
    }

    /// <summary>Sets the trigger of each source whose trigger is not what its declaration and the clock ask for.</summary>
    internal async Task PutRightAsync(IScheduler scheduler, CancellationToken cancel)
    {
        foreach (var (id, source) in sources)
        {
            var key = new TriggerKey(id, Group);
            var existing = await scheduler.GetTrigger(key, cancel) as ICronTrigger;
            if (existing is not null && IsRight(existing, source.Value.Schedule) && await scheduler.GetTriggerState(key, cancel) != TriggerState.Error)
            {
                continue;
            }

            var job = JobBuilder.Create<TakeFilesJob>().WithIdentity(id, Group).UsingJobData(TakeFilesJob.SourceKey, id).StoreDurably().Build();
            var trigger = TriggerBuilder.Create(time).WithIdentity(id, Group).ForJob(job)
                .WithSchedule(CronScheduleBuilder.Create(source.Value.Schedule).InTimeZone(London).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed))
                .Build();
            await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, cancel);
            if (existing is not null)
            {
                SetAgain(id);
            }
        }
    }

    private bool IsRight(ICronTrigger trigger, string schedule) =>
        trigger.CronExpressionString == schedule && trigger.TimeZone.Id == London.Id && trigger.MisfireInstruction == CronTriggerMisfireInstruction.FireAndProceed
        && trigger.NextFireTimeUtc is { } next
        && next <= new CronExpression(schedule, London).GetNextValidTimeAfter(time.GetUtcNow()) + Tolerance;

    private FileSystemWatcher Watch(string source, IScheduler scheduler)
    {
        var looks = 0;
        var watcher = new FileSystemWatcher(inbox.FolderOf(source)) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.Size };
        watcher.Created += (_, _) => Wake();
        watcher.Renamed += (_, _) => Wake();
        watcher.Changed += (_, _) => Wake();
        // It could not hold all that happened.
        watcher.Error += (_, _) => Wake();
        watcher.EnableRaisingEvents = true;
        if (!inbox.IsEmpty(source))
        {
            // It came while nobody watched.
            Wake();
        }

        return watcher;

        void Wake()
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
            try
            {
                await scheduler.TriggerJob(JobOf(source));
                // A file that was being written just now is whole, and taken, a little later.
                await Task.Delay(Inbox.Settled * 1.25, time);
                await scheduler.TriggerJob(JobOf(source));
            }
            catch (Exception fault) when (fault is SchedulerException or ObjectDisposedException)
            {
                // The schedule will see to it.
                NotChecked(fault.GetType().Name);
            }
            finally
            {
                Interlocked.Decrement(ref looks);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the schedule of {Source} was set again: its declaration or the machine's clock has changed")]
    private partial void SetAgain(string source);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the schedules could not be looked at just now ({Fault}); they are looked at again")]
    private partial void NotChecked(string fault);
}
