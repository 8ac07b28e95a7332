using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scrutiny;
using Scrutiny.Ingest;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Mailing;
using Scrutiny.Ingest.Parsing;
using Scrutiny.Processes;

if (args is [ParserChild.Verb])
{
    return ParserChild.Run();
}

ReceivedFile.RemoveLeftovers(TimeProvider.System);
try
{
    var mail = args is [MailHost.Verb, ..];
    var builder = Host.CreateApplicationBuilder([.. mail ? args[1..] : args, "--hostBuilder:reloadConfigOnChange", "false"]);
    if (mail)
    {
        builder.AddMail();
    }
    else
    {
        builder.AddIngest();
    }

    using var host = builder.Build();
    if (!mail)
    {
        await host.CheckDatabaseAsync();
        await host.CheckSchedulerAsync();
    }

    ParentWatch.Start(host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication);
    await host.RunAsync();
    return 0;
}
catch (SentenceException sentence)
{
    await Console.Error.WriteLineAsync(sentence.Message);
    return sentence.ExitCode;
}
