using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Scrutiny.Database;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Loading;

/// <summary>The real program, killed without warning in the middle of a load of half a million rows, and started again.</summary>
[Category("B-1")]
[Category("Long")]
internal sealed class KilledLoadTests
{
    private const int Rows = 500_000;
    private static readonly string[] Measures = ["calls-999-answer-time", "calls-999-volume", "calls-101-answer-time", "calls-101-volume", "online-reports", "complaints-logged", "complaints-timeliness", "special-constable-hours"];

    private string folder = "";
    private string file = "";

    [SetUp]
    public void WriteTheFile()
    {
        folder = Directory.CreateTempSubdirectory("scrutiny-killed-").FullName;
        // The server's own user must be able to pass through, or the cluster would be kept elsewhere.
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        file = Path.Combine(folder, "half-a-million.csv");
        using var text = new StreamWriter(file);
        text.WriteLine("measure,area_code,area,breakdown,period,value,numerator,denominator,status,publisher");
        var areas = Scrutiny.Dashboards.Catalogue.Read(Repository.PathTo("dashboards")).Areas.ByCode.Keys.Order(StringComparer.Ordinal).ToList();
        for (var row = 0; row < Rows; row++)
        {
            var (rest, measure) = Math.DivRem(row, Measures.Length);
            var (month, area) = Math.DivRem(rest, areas.Count);
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Measures[measure]},{areas[area]},any,,{new DateOnly(1900, 1, 1).AddMonths(month):yyyy-MM},{row * 7919L % 100_000},,,,synthetic"));
        }
    }

    [TearDown]
    public void RemoveTheFile() => Directory.Delete(folder, recursive: true);

    [Test]
    [CancelAfter(600_000)]
    public async Task A_load_that_was_killed_at_any_moment_counts_once_when_it_is_run_again(CancellationToken cancel)
    {
        var data = DataFolder.Open(Path.Combine(folder, "data"));
        // Held throughout, so that the database outlives the killed loads as it does under the supervisor.
        await using var lease = await PrivateCluster.UseAsync(data, _ => { }, new PrivateClusterOptions { UseEnvironment = false }, cancel);
        await RunAsync(data, ["migrate"], null, cancel);

        foreach (var moment in new[] { "copying", "late" })
        {
            await RunAsync(data, ["load", file, "--source", "sample-returns"], process => KillWhenAsync(process, lease, moment, cancel), cancel);
            Assert.That(await CountAsync(lease, "working.observation", cancel), Is.Zero, $"nothing may be left of a load killed {moment}");
            Assert.That(await CountAsync(lease, "published.observation", cancel), Is.Zero, $"nothing may be left of a load killed {moment}");
        }

        var code = await RunAsync(data, ["load", file, "--source", "sample-returns"], null, cancel);
        var again = await RunAsync(data, ["load", file, "--source", "sample-returns"], null, cancel);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, cancel)).Replace("1,,,,synthetic", "2,,,,synthetic", StringComparison.Ordinal), cancel);
        foreach (var moment in new[] { "staged", "merging", "late" })
        {
            await RunAsync(data, ["load", file, "--source", "sample-returns"], process => KillWhenAsync(process, lease, moment, cancel), cancel);
            Assert.That(await CountAsync(lease, "working.observation", cancel), Is.EqualTo(Rows), $"nothing may be left of a correction killed {moment}");
            Assert.That(await CountAsync(lease, "published.observation", cancel), Is.EqualTo(Rows), $"nothing may be left of a correction killed {moment}");
        }

        Assert.Multiple(async () =>
        {
            Assert.That((code, again), Is.EqualTo((0, 0)));
            Assert.That(await CountAsync(lease, "working.observation", cancel), Is.EqualTo(Rows));
            Assert.That(await CountAsync(lease, "published.observation", cancel), Is.EqualTo(Rows));
            Assert.That(await CountAsync(lease, "working.load", cancel), Is.EqualTo(1));
        });
    }

    [Test]
    [CancelAfter(600_000)]
    public async Task A_load_whose_database_was_killed_leaves_nothing_and_counts_once_when_both_are_started_again(CancellationToken cancel)
    {
        var data = DataFolder.Open(Path.Combine(folder, "data"));
        await using (var lease = await PrivateCluster.UseAsync(data, _ => { }, new PrivateClusterOptions { UseEnvironment = false }, cancel))
        {
            await RunAsync(data, ["migrate"], null, cancel);
            await RunAsync(
                data,
                ["load", file, "--source", "sample-returns"],
                async process =>
                {
                    await UntilAsync(() => IsInAsync(lease, "copying", cancel), process, cancel);
                    await KillThePostmasterAsync(lease, cancel);
                    await process.WaitForExitAsync(cancel);
                },
                cancel);
        }

        await using var revived = await PrivateCluster.UseAsync(data, _ => { }, new PrivateClusterOptions { UseEnvironment = false }, cancel);
        var left = await CountAsync(revived, "working.observation", cancel);
        var code = await RunAsync(data, ["load", file, "--source", "sample-returns"], null, cancel);

        Assert.Multiple(async () =>
        {
            Assert.That(left, Is.Zero);
            Assert.That(code, Is.Zero);
            Assert.That(await CountAsync(revived, "published.observation", cancel), Is.EqualTo(Rows));
        });
    }

    private static async Task KillWhenAsync(Process process, DatabaseLease lease, string moment, CancellationToken cancel)
    {
        await UntilAsync(() => IsInAsync(lease, moment, cancel), process, cancel);
        process.Kill();
        await process.WaitForExitAsync(cancel);
        // The server notices that its client is gone and rolls back.
        await UntilAsync(async () => !await IsInAsync(lease, "any", cancel), null, cancel);
    }

    /// <summary>Where the load is, by what its session is doing: copying figures, comparing and writing them, or publishing.</summary>
    private static async Task<bool> IsInAsync(DatabaseLease lease, string moment, CancellationToken cancel)
    {
        var doing = moment switch
        {
            "copying" => "copy working.observation%",
            "staged" => "copy stage %",
            "merging" => "%update working.observation o set known_to%",
            "late" => "%insert into published.observation%",
            _ => "%",
        };
        await using var connection = new NpgsqlConnection(lease.Superuser);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("select count(*) > 0 from pg_stat_activity where usename = 'scrutiny_ingest' and state = 'active' and query ilike $1", connection) { Parameters = { new() { Value = doing } } };
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, Process? process, CancellationToken cancel)
    {
        while (!await condition())
        {
            if (process is { HasExited: true })
            {
                Assert.Fail("The load ended before it could be killed.");
            }

            await Task.Delay(10, cancel);
        }
    }

    private static async Task KillThePostmasterAsync(DatabaseLease lease, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(lease.Superuser);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("show data_directory", connection);
        var folder = (string)(await command.ExecuteScalarAsync(cancel))!;
        using var postmaster = Process.GetProcessById(int.Parse(File.ReadLines(Path.Combine(folder, "postmaster.pid")).First(), CultureInfo.InvariantCulture));
        postmaster.Kill();
    }

    private static async Task<int> RunAsync(DataFolder data, string[] arguments, Func<Process, Task>? meanwhile, CancellationToken cancel)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Scrutiny.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, "Scrutiny.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. arguments, "--data", data.Path]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SCRUTINY_HOME"] = Repository.Root;
        start.Environment.Remove("ConnectionStrings__Scrutiny");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancel);
        var errors = process.StandardError.ReadToEndAsync(cancel);
        if (meanwhile is not null)
        {
            await meanwhile(process);
        }

        await process.WaitForExitAsync(cancel);
        await TestContext.Out.WriteLineAsync($"{string.Join(' ', arguments)}: {process.ExitCode} {await output}{await errors}");
        return process.ExitCode;
    }

    private static async Task<long> CountAsync(DatabaseLease lease, string table, CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(lease.Superuser);
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand($"select count(*) from {table}", connection);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }
}
