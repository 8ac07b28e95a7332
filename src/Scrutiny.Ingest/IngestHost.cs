using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;
using Scrutiny.Audit;
using Scrutiny.Body;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.Ingest.Feeds;
using Scrutiny.Ingest.Fetching;
using Scrutiny.Ingest.Ledger;
using Scrutiny.Ingest.Letters;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Parsing;
using Scrutiny.Ingest.Promises;
using Scrutiny.Ingest.Questions;
using Scrutiny.Ingest.Quotations;
using Scrutiny.Ingest.Recording;
using Scrutiny.Ingest.Releases;
using Scrutiny.Ingest.Requests;
using Scrutiny.Ingest.Scheduling;

namespace Scrutiny.Ingest;

/// <summary>What the ingest process is made of.</summary>
internal static class IngestHost
{
    public static void AddIngest(this HostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Quartz", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        services.AddOptions<IngestSettings>().BindConfiguration("Ingest").ValidateDataAnnotations().ValidateOnStart();
        var connectionString = builder.Configuration.GetConnectionString("Scrutiny")
            ?? throw SentenceException.Unreachable("ConnectionStrings__Scrutiny is not set; ./scrutiny run sets it, or see the README on running each process by itself.");
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => LoadingConnections.Open(connectionString));
        services.AddSingleton(ReadCatalogue());
        services.AddOptions<ParserLimits>().BindConfiguration("Parser").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new Loader(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<Catalogue>(), TimeProvider.System, provider.GetRequiredService<IOptions<ParserLimits>>().Value));
        services.AddSingleton(provider => new Inbox(provider.GetRequiredService<IOptions<IngestSettings>>().Value.InboxFolder ?? Path.Combine(DataFolder.Open().Path, "inbox"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SourceRun>();
        services.AddOptions<FetchSettings>().BindConfiguration(FetchSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<FetchSettings>>().Value);
        services.AddSingleton(provider => new Fetcher(provider.GetRequiredService<FetchSettings>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SourceFetch>();
        services.AddSingleton(provider => new Approval(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<Catalogue>(), TimeProvider.System, provider.GetRequiredService<IOptions<IngestSettings>>().Value.TwoPersonApproval));
        services.AddHostedService<SourceSchedules>();
        services.AddSingleton(provider => new RequestWork(
            provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<Catalogue>(), provider.GetRequiredService<Loader>(), provider.GetRequiredService<Approval>(),
            async (source, cancel) => await (await provider.GetRequiredService<ISchedulerFactory>().GetScheduler(cancel)).TriggerJob(SourceSchedules.JobOf(source), cancel),
            provider.GetRequiredService<IOptions<IngestSettings>>().Value.EarlyHours));
        services.AddHostedService<RequestDesk>();
        services.AddSingleton<ReleaseClerk>();
        services.AddHostedService<ReleaseWatch>();
        services.AddSingleton<FeedRecord>();
        services.AddHostedService<FeedWatch>();
        services.AddSingleton<PromiseJudge>();
        services.AddHostedService<PromiseWatch>();
        services.AddOptions<BodySettings>().BindConfiguration(BodySettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new CorrectionKeeper(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<Catalogue>(), provider.GetRequiredService<IOptions<BodySettings>>().Value.Area));
        services.AddHostedService<QuotationWatch>();
        services.AddSingleton<LetterReminders>();
        services.AddHostedService<LetterWatch>();
        services.AddOptions<RecordSettings>().BindConfiguration(RecordSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => FilesOf(provider.GetRequiredService<IOptions<RecordSettings>>().Value));
        services.AddHostedService<RecordSchedule>();
        services.AddOptions<LedgerSettings>().BindConfiguration(LedgerSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<LedgerSchedule>();
        services.AddHostedService<CountQuestionsSchedule>();
        builder.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "scrutiny";
                scheduler.GenerateInstanceId = true;
            });
            quartz.UseDefaultThreadPool(2);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(connectionString);
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = TimeSpan.FromSeconds(2);
                    // One that died is taken over within six check-ins. One that only stood still that long finds its load locked or done.
                    cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(5);
                });
                store.ConfigureStore(options =>
                {
                    options.TablePrefix = "scheduler.qrtz_";
                    options.StoreJobDataAsStrings = true;
                    // What was missed is made up for within a minute, also when the clock was set forward.
                    options.MisfireThreshold = TimeSpan.FromSeconds(30);
                    options.MisfireHandlerFrequency = TimeSpan.FromSeconds(10);
                });
            });
        });
        builder.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
    }

    /// <exception cref="SentenceException">The database is of another version or can't be reached.</exception>
    public static Task CheckDatabaseAsync(this IHost host) =>
        Migrator.CheckAsync(host.Services.GetRequiredService<IConfiguration>().GetConnectionString("Scrutiny")!, CancellationToken.None);

    /// <summary>Makes the scheduler, which does not run yet.</summary>
    /// <exception cref="SentenceException">It would not share the database with others, or the database's tables are not its own.</exception>
    public static async Task CheckSchedulerAsync(this IHost host)
    {
        try
        {
            var scheduler = await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
            if (!(await scheduler.GetMetadata()).JobStoreClustered)
            {
                throw SentenceException.Refused("The scheduler is not clustered, so that a second one on this database would run every source again at the same time: remove the setting that turns clustering off.");
            }
        }
        catch (SchedulerConfigException fault)
        {
            throw SentenceException.Refused($"The scheduler's settings can't be used: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
        catch (SchedulerException fault)
        {
            throw SentenceException.Refused($"The scheduler can't use its tables, which are of another version than this program or damaged: run ./scrutiny migrate with the program's own version ({fault.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.')}).", fault);
        }
    }

    private static RecordFiles FilesOf(RecordSettings settings) => new(
        [new HeadsFile(settings.HeadsFile ?? DataFolder.Open().PathOf(HeadsFile.Name)), .. settings.SecondHeadsFile is { } second ? new[] { new HeadsFile(second) } : []]);

    private static Catalogue ReadCatalogue()
    {
        var catalogue = Catalogue.Read(Path.Combine(DataFolder.FindHome(), "dashboards"));
        return ScheduleRules.Check(catalogue).FirstOrDefault() is { } fault ? throw SentenceException.Refused(fault.ToString()) : catalogue;
    }
}

/// <summary>Settings of the ingest process, section <c>Ingest</c>.</summary>
internal sealed class IngestSettings
{
    /// <summary>Where the sources' inboxes are; by default <c>inbox</c> in the data folder.</summary>
    [MinLength(1)]
    public string? InboxFolder { get; set; }

    /// <summary>Whether a load may only be approved by somebody other than the person who brought it.</summary>
    public bool TwoPersonApproval { get; set; }

    /// <summary>How many hours before a release named people may see it.</summary>
    [Range(1, RequestWork.MostEarlyHours)]
    public int EarlyHours { get; set; } = RequestWork.MostEarlyHours;
}
