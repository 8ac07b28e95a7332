using Scrutiny.Database;

namespace Scrutiny.Tests;

/// <summary>
/// One PostgreSQL server for the whole run, in a throw-away folder, started by the first test that needs it. In the root namespace so
/// that it ends after the last test of every folder.
/// </summary>
[SetUpFixture]
public sealed class TestCluster
{
    private const string FolderPrefix = "scrutiny-tests-";
    private const string InMemory = "/dev/shm";
    private const long RoomInMemory = 6L << 30;
    private const string Secrets = "secrets.json";

    private static readonly Lazy<Task<DatabaseLease>> Started = new(StartAsync);

    /// <summary>Speed over safety: nothing here outlives the run.</summary>
    internal static PrivateClusterOptions ThrowAway { get; } = new()
    {
        Durable = false,
        UseEnvironment = false,
        Settings = new Dictionary<string, string> { ["max_connections"] = "300", ["autovacuum"] = "off", ["max_wal_size"] = "512MB" },
    };

    internal static Task<DatabaseLease> LeaseAsync() => Started.Value;

    /// <summary>A new data folder with the server's passwords, for a program that is given one of its databases by name.</summary>
    internal static async Task<DataFolder> NewFolderWithSecretsAsync()
    {
        await LeaseAsync();
        var other = NewFolder();
        File.Copy(folder!.PathOf(Secrets), other.PathOf(Secrets));
        return other;
    }

    /// <summary>A new folder where temporary files go.</summary>
    internal static DataFolder NewFolder() =>
        DataFolder.Open(Directory.CreateDirectory(Path.Combine(Place, FolderPrefix + Path.GetRandomFileName()), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName);

    /// <summary>Stops what runs in the folder and deletes it.</summary>
    internal static async Task RemoveAsync(DataFolder data)
    {
        using (await FileLock.TakeAloneAsync(data.PathOf(PrivateCluster.StartLock), CancellationToken.None))
        {
            await PrivateCluster.StopIfUnusedAsync(data);
        }

        Directory.Delete(data.Path, recursive: true);
    }

    // Databases come and go by the hundred, each of 700 files: in memory that takes a tenth of the time, where there is room for it.
    private static string Place => new DriveInfo(InMemory) is { IsReady: true, DriveFormat: "tmpfs", AvailableFreeSpace: > RoomInMemory } ? InMemory : Path.GetTempPath();

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        if (Started.IsValueCreated)
        {
            await using (await Started.Value)
            {
            }

            await RemoveAsync(folder!);
        }
    }

    private static DataFolder? folder;

    private static async Task<DatabaseLease> StartAsync()
    {
        await RemoveLeftoversAsync();
        folder = NewFolder();
        return await PrivateCluster.UseAsync(folder, TestContext.Progress.WriteLine, ThrowAway, CancellationToken.None);
    }

    // A run that was killed leaves its server behind; its lock is free then. So is that of a folder whose test, in another run beside this one, needs no server: no test takes an hour.
    private static async Task RemoveLeftoversAsync()
    {
        var old = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1);
        foreach (var path in Directory.EnumerateDirectories(Path.GetTempPath(), FolderPrefix + "*").Concat(Directory.Exists(InMemory) ? Directory.EnumerateDirectories(InMemory, FolderPrefix + "*") : []).Where(x => Directory.GetCreationTimeUtc(x) < old))
        {
            try
            {
                var unused = FileLock.TryTakeAlone(Path.Combine(path, PrivateCluster.UsersLock));
                unused?.Dispose();
                if (unused is not null)
                {
                    await RemoveAsync(DataFolder.Open(path));
                }
            }
            catch (Exception fault) when (fault is SentenceException or IOException or UnauthorizedAccessException)
            {
                TestContext.Progress.WriteLine($"{path} was left by an earlier run and cannot be removed: {fault.Message}");
            }
        }
    }
}
