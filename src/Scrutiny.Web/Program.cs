using Scrutiny.Processes;

var app = WebApplication.CreateBuilder(args).Build();
ParentWatch.Start(app.Lifetime.StopApplication);
app.MapGet("/health/ready", () => "ready");
await app.RunAsync();
