using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scrutiny;
using Scrutiny.Ingest;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Parsing;
using Scrutiny.Processes;

if (args is [ParserChild.Verb])
{
    return ParserChild.Run();
}

ReceivedFile.RemoveLeftovers(TimeProvider.System);
try
{
    var builder = Host.CreateApplicationBuilder(args);
    builder.AddIngest();
    using var host = builder.Build();
    await host.CheckDatabaseAsync();
    await host.CheckSchedulerAsync();
    ParentWatch.Start(host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication);
    await host.RunAsync();
    return 0;
}
catch (SentenceException sentence)
{
    await Console.Error.WriteLineAsync(sentence.Message);
    return sentence.ExitCode;
}
