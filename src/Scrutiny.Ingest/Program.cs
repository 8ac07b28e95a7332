using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scrutiny.Processes;

using var host = Host.CreateApplicationBuilder(args).Build();
ParentWatch.Start(host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication);
await host.RunAsync();
