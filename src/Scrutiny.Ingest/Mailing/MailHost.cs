using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;
using Scrutiny.Dashboards;
using Scrutiny.Database;

namespace Scrutiny.Ingest.Mailing;

/// <summary>
/// The process that sends mail, with a role of its own: the only one that reads addresses, and it reads no file and takes no request. What is due stands in
/// PostgreSQL, so its schedule need not.
/// </summary>
internal static class MailHost
{
    /// <summary>The argument that makes the program this process.</summary>
    public const string Verb = "mail";

    private const int LookSeconds = 10;

    public static void AddMail(this HostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).AddFilter("Quartz", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        services.AddOptions<MailSettings>().BindConfiguration(MailSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        var connectionString = builder.Configuration.GetConnectionString("Scrutiny")
            ?? throw SentenceException.Unreachable("ConnectionStrings__Scrutiny is not set; ./scrutiny run sets it, or see the README on running each process by itself.");
        services.AddSingleton(NpgsqlDataSource.Create(connectionString));
        services.AddSingleton(Catalogue.Read(Path.Combine(DataFolder.FindHome(), "dashboards")));
        services.AddSingleton<IPostOffice, SmtpPostOffice>();
        services.AddSingleton<Outbox>();
        builder.AddQuartz(quartz =>
        {
            quartz.ScheduleJob<MailJob>(trigger => trigger.WithIdentity("send-mail").StartNow().WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(LookSeconds)).RepeatForever()));
        });
        builder.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
    }
}
