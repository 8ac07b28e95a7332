using System.Diagnostics;
using Scrutiny.Areas;
using Scrutiny.Database;
using Scrutiny.Ingest.Loading;
using Scrutiny.Tests.Dashboards;

namespace Scrutiny.Tests.Loading;

/// <summary>The real programs on a test's database, with declarations of the test's own, told to die at a crash point.</summary>
internal sealed class MortalProgram : IDisposable
{
    /// <summary>How a process ends that was killed with signal 9.</summary>
    public const int Killed = 128 + 9;

    private readonly MadeDashboards dashboards;
    private readonly DataFolder data;
    private readonly string home = Directory.CreateTempSubdirectory("scrutiny-home-").FullName;

    private MortalProgram(MadeDashboards dashboards, DataFolder data)
    {
        (this.dashboards, this.data) = (dashboards, data);
        Directory.CreateSymbolicLink(Path.Combine(home, "dashboards"), dashboards.Folder);
    }

    public string Inbox => data.PathOf("inbox");

    public IEnumerable<string> Forces => dashboards.Read().Areas.ByCode.Values.Where(area => area.Kind == AreaKind.Force).Select(area => area.Name).Order(StringComparer.Ordinal);

    public static async Task<MortalProgram> CreateAsync(MadeDashboards dashboards) => new(dashboards, await TestCluster.NewFolderWithSecretsAsync());

    public Task<LoadingDatabase> NewDatabaseAsync() => LoadingDatabase.CreateAsync(dashboards.Read());

    /// <summary>Writes a file into a folder of its own, long enough ago to be whole.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-1));
        return path;
    }

    /// <summary>Runs a verb to its end.</summary>
    /// <returns>Its exit code; <see cref="Killed"/> when it died at the point.</returns>
    public async Task<int> RunAsync(LoadingDatabase database, string[] arguments, string? crashAt, CancellationToken cancel, string? otherHome = null)
    {
        using var process = Start("Scrutiny.Cli.dll", [.. arguments, "--data", data.Path], database.Database.ConnectionString(DatabaseRole.Owner), crashAt, otherHome);
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        await TestContext.Out.WriteLineAsync($"{string.Join(' ', arguments)} {crashAt}: {process.ExitCode} {await output}{await errors}");
        return process.ExitCode;
    }

    /// <summary>Runs the ingest process until a condition is true, or until it ends by itself.</summary>
    /// <returns>Its exit code; null when it had to be ended.</returns>
    public async Task<int?> IngestAsync(string connectionString, string? crashAt, Func<Task<bool>> until, CancellationToken cancel)
    {
        using var process = Start("Scrutiny.Ingest.dll", [], connectionString, crashAt);
        process.OutputDataReceived += (_, line) => TestContext.Out.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => TestContext.Out.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            while (!process.HasExited && !await until())
            {
                await Task.Delay(50, cancel);
            }

            return process.HasExited ? process.ExitCode : null;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    public void Dispose()
    {
        dashboards.Dispose();
        Directory.Delete(home, recursive: true);
        Directory.Delete(data.Path, recursive: true);
    }

    private Process Start(string program, IEnumerable<string> arguments, string connectionString, string? crashAt, string? otherHome = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SCRUTINY_HOME"] = otherHome ?? home;
        start.Environment["ConnectionStrings__Scrutiny"] = connectionString;
        start.Environment["Ingest__InboxFolder"] = Inbox;
        start.Environment["Record__HeadsFile"] = data.PathOf("heads.txt");
        if (crashAt is not null)
        {
            start.Environment["CRASH_AT"] = crashAt;
        }

        return Process.Start(start)!;
    }
}
