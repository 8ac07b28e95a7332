using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scrutiny.Ingest;
using Scrutiny.Processes;

var builder = Host.CreateApplicationBuilder(args);
builder.AddIngest();
using var host = builder.Build();
ParentWatch.Start(host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication);
await host.RunAsync();
