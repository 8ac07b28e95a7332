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
        var wakes = sources.Keys.ToDictionary(id => id, id => Waker(id, scheduler));
        using var watcher = Watch(wakes);
        foreach (var source in sources.Keys.Where(id => !inbox.IsEmpty(id)))
        {
            // It came while nobody watched.
            wakes[source]();
        }

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

    /// <summary>One for all inboxes, since a machine has few (inotify); null where it has none left.</summary>
    private FileSystemWatcher? Watch(Dictionary<string, Action> wakes)
    {
        var watcher = new FileSystemWatcher(inbox.Root) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.Size };
        watcher.Created += (_, stirred) => Stir(stirred.Name);
        watcher.Renamed += (_, stirred) => Stir(stirred.Name);
        watcher.Changed += (_, stirred) => Stir(stirred.Name);
        // It could not hold all that happened.
        watcher.Error += (_, _) => wakes.Values.ToList().ForEach(wake => wake());
        try
        {
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException fault)
        {
            BySchedule(fault.Message);
            watcher.Dispose();
            return null;
        }

        void Stir(string? path)
        {
            // SOURCE/FILE: what lies deeper was taken or refused.
            if (path?.Split(Path.DirectorySeparatorChar) is [var source, _] && wakes.TryGetValue(source, out var wake))
            {
                wake();
            }
        }
    }

    /// <summary>Has a source's job look soon.</summary>
    private Action Waker(string source, IScheduler scheduler)
    {
        var looks = 0;
        return Wake;

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

    [LoggerMessage(Level = LogLevel.Warning, Message = "files in the inboxes are found by their sources' schedules only, since nothing can watch them: {Reason}")]
    private partial void BySchedule(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the schedules could not be looked at just now ({Fault}); they are looked at again")]
    private partial void NotChecked(string fault);
}
