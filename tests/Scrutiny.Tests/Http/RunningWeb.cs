using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Scrutiny.Database;
using Scrutiny.Tests.Database;
using Scrutiny.Web.Operations;

namespace Scrutiny.Tests.Http;

/// <summary>The real web host on a free port, asked over real HTTP.</summary>
internal sealed class RunningWeb : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestDatabase? _own;

    private RunningWeb(WebApplication app, TestDatabase database, TestDatabase? own)
    {
        (_app, Database, _own) = (app, database, own);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
    }

    public HttpClient Client { get; }

    /// <summary>What it stands on.</summary>
    public TestDatabase Database { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>What operators read at <c>/metrics</c>, which has no address on this port.</summary>
    public string Numbers() => _app.Services.GetRequiredService<RequestCounts>().ToText() + _app.Services.GetRequiredService<ProbingWatch>().ToText();

    /// <summary>Starts on an empty database of its own.</summary>
    public static async Task<RunningWeb> StartAsync(Action<WebApplication>? more = null, params string[] args)
    {
        var database = await TestDatabase.CreateAsync();
        try
        {
            return await StartAsync(database, database, more, args);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts for the public on a database that the test keeps.</summary>
    public static Task<RunningWeb> StartOnAsync(TestDatabase database, params string[] args) => StartAsync(database, null, null, args);

    /// <summary>The same, with something more in the host than the program has.</summary>
    public static Task<RunningWeb> StartOnAsync(TestDatabase database, Action<WebApplication> more, params string[] args) => StartAsync(database, null, more, args);

    private static async Task<RunningWeb> StartAsync(TestDatabase database, TestDatabase? own, Action<WebApplication>? more, string[] args)
    {
        var app = Scrutiny.Web.Program.Build(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", "--ConnectionStrings:Scrutiny", database.ConnectionString(DatabaseRole.Public), .. args]);
        more?.Invoke(app);
        await app.StartAsync();
        return new RunningWeb(app, database, own);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
    }
}
