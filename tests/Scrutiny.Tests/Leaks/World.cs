using Microsoft.AspNetCore.Builder;
using Scrutiny.Dashboards;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;

namespace Scrutiny.Tests.Leaks;

/// <summary>A database with its public site, as a stranger sees it.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly IDisposable? declarations;

    private World(TestDatabase database, RunningWeb web, Catalogue catalogue, IDisposable? declarations) =>
        (Database, Web, Catalogue, this.declarations) = (database, web, catalogue, declarations);

    public TestDatabase Database { get; }

    public RunningWeb Web { get; }

    public Catalogue Catalogue { get; }

    /// <summary>Published things and nothing else.</summary>
    public static async Task<World> OpenAsync(params string[] args) =>
        await OpenAsync(await PublishedWorld.CopyWholeAsync(), Catalogue.Read(Repository.PathTo("dashboards")), null, null, args);

    /// <summary>The same published things; and before the last of them was published, all that is not.</summary>
    /// <param name="seed">Of the unpublished things.</param>
    public static async Task<World> OpenWithSecretsAsync(int seed)
    {
        var declarations = new StaffOnly();
        return await OpenAsync(await SecretWorld.MakeWholeAsync(declarations, seed), Catalogue.Read(declarations.Folder), declarations, null, ["--dashboards", declarations.Folder]);
    }

    /// <summary>The same, with unpublished things that were made once for all tests.</summary>
    public static async Task<World> OpenWithSecretsAsync()
    {
        var declarations = new StaffOnly();
        return await OpenAsync(await SecretWorld.CopyWholeAsync(), Catalogue.Read(declarations.Folder), declarations, null, ["--dashboards", declarations.Folder]);
    }

    /// <summary>The same, with something that gives them away.</summary>
    public static async Task<World> OpenLeakingAsync(PlantedLeak leak)
    {
        var declarations = new StaffOnly();
        var (database, catalogue) = (await SecretWorld.CopyAsync(), Catalogue.Read(declarations.Folder));
        await leak.Before(database);
        await PublishedWorld.PublishOneMoreAsync(database, catalogue);
        await leak.After(database);
        return await OpenAsync(database, catalogue, declarations, app => leak.Site(app, database), ["--dashboards", declarations.Folder]);
    }

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        await Database.DisposeAsync();
        declarations?.Dispose();
    }

    private static async Task<World> OpenAsync(TestDatabase database, Catalogue catalogue, StaffOnly? declarations, Action<WebApplication>? more, string[] args)
    {
        var web = await RunningWeb.StartOnAsync(
            database,
            app =>
            {
                // The pages for what went wrong belong to what a stranger sees.
                app.MapGet("/fails", string () => throw new InvalidOperationException("It failed."));
                app.MapGet("/api/fails", string () => throw new InvalidOperationException("It failed."));
                more?.Invoke(app);
            },
            args);
        return new World(database, web, catalogue, declarations);
    }
}
