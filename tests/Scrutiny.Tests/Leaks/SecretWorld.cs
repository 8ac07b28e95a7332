using Scrutiny.Dashboards;
using Scrutiny.Tests.Database;

namespace Scrutiny.Tests.Leaks;

/// <summary>Databases that hold what is not published beside what is. One is made once for all tests that need no seed of their own.</summary>
internal static class SecretWorld
{
    private const int Seed = 4;

    private static readonly Lazy<Task<TestDatabase>> Made = new(() => WithDeclarationsAsync(declarations => MakeAsync(declarations, Seed)));
    private static readonly Lazy<Task<TestDatabase>> Whole = new(() => WithDeclarationsAsync(MakeWholeAsync));

    /// <summary>Before the last publication.</summary>
    public static async Task<TestDatabase> CopyAsync() => await (await Made.Value).CopyAsync();

    /// <summary>With it.</summary>
    public static async Task<TestDatabase> CopyWholeAsync() => await (await Whole.Value).CopyAsync();

    /// <summary>With it, from a seed.</summary>
    public static async Task<TestDatabase> MakeWholeAsync(StaffOnly declarations, int seed) => await PublishedAsync(await MakeAsync(declarations, seed), declarations);

    private static async Task<TestDatabase> MakeWholeAsync(StaffOnly declarations) => await PublishedAsync(await CopyAsync(), declarations);

    private static async Task<TestDatabase> MakeAsync(StaffOnly declarations, int seed)
    {
        var database = await PublishedWorld.CopyAsync();
        await UnpublishedThings.AddAsync(database, Catalogue.Read(declarations.Folder), seed);
        return database;
    }

    private static async Task<TestDatabase> PublishedAsync(TestDatabase database, StaffOnly declarations)
    {
        await PublishedWorld.PublishOneMoreAsync(database, Catalogue.Read(declarations.Folder));
        return database;
    }

    private static async Task<TestDatabase> WithDeclarationsAsync(Func<StaffOnly, Task<TestDatabase>> make)
    {
        using var declarations = new StaffOnly();
        return await make(declarations);
    }
}
