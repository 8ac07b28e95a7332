using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using Scrutiny.Database;
using Scrutiny.Ingest;
using Scrutiny.Ingest.Scheduling;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Scheduling;

/// <summary>The ingest process as it is, in this process: on a test's database, catalogue, inbox and clock. Tells of every firing by a schedule.</summary>
internal sealed class RunningIngest : IAsyncDisposable
{
    private readonly IHost host;

    private RunningIngest(IHost host) => this.host = host;

    public List<(string Instance, DateTimeOffset? Scheduled)> Fired { get; private init; } = [];

    public IScheduler Scheduler { get; private set; } = null!;

    public static async Task<RunningIngest> StartAsync(LoadingDatabase database, string inbox, TimeProvider clock)
    {
        var host = Build(database, inbox, clock);
        await host.CheckSchedulerAsync();
        var ingest = new RunningIngest(host) { Scheduler = await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler() };
        ingest.Scheduler.ListenerManager.AddJobListener(new Counter(ingest.Fired), []);
        await host.StartAsync();
        await Until.TrueAsync(async () => await ingest.Scheduler.GetTrigger(new TriggerKey("made", SourceSchedules.Group)) is not null);
        return ingest;
    }

    public static IHost Build(LoadingDatabase database, string inbox, TimeProvider clock, Action<IServiceCollection>? change = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Scrutiny"] = database.Database.ConnectionString(DatabaseRole.Ingest),
            ["Ingest:InboxFolder"] = inbox,
            ["Record:HeadsFile"] = Path.Combine(inbox, "heads.txt"),
        });
        builder.AddIngest();
        builder.Services.AddSingleton(database.Catalogue);
        builder.Services.AddSingleton(clock);
        builder.Logging.ClearProviders();
        change?.Invoke(builder.Services);
        return builder.Build();
    }

    public int Count()
    {
        lock (Fired)
        {
            return Fired.Count;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    private sealed class Counter(List<(string, DateTimeOffset?)> fired) : IJobListener
    {
        public string Name => "counter";

        public ValueTask JobToBeExecuted(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            // What the inbox's watcher wakes has a trigger of its own.
            if (context.Trigger.Key.Group != SourceSchedules.Group)
            {
                return ValueTask.CompletedTask;
            }

            lock (fired)
            {
                fired.Add((context.Scheduler.SchedulerInstanceId, context.ScheduledFireTimeUtc));
            }

            return ValueTask.CompletedTask;
        }
    }
}
