using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.Ingest.Loading;

namespace Scrutiny.Benchmarks;

/// <summary>A generated file in the tidy layout through the whole loading path, all guarantees on, beside COPY of the same bytes into a bare logged table.</summary>
internal static class IngestBenchmark
{
    private const int Rows = 500_000;
    private static readonly string[] Measures = ["calls-999-answer-time", "calls-999-volume", "calls-101-answer-time", "calls-101-volume", "online-reports", "complaints-logged", "complaints-timeliness", "special-constable-hours"];

    public static async Task<IReadOnlyList<BenchmarkRun>> RunAsync(IReadOnlyList<string> names)
    {
        var folder = Directory.CreateTempSubdirectory("scrutiny-bench-").FullName;
        // The server's own user must be able to pass through, or the cluster would be kept elsewhere and stay behind.
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        try
        {
            var catalogue = Catalogue.Read(Path.Combine(DataFolder.FindHome(), "dashboards"));
            var (first, second) = (Path.Combine(folder, "first.csv"), Path.Combine(folder, "second.csv"));
            Write(first, catalogue, "first");
            Write(second, catalogue, "second");
            var data = DataFolder.Open(Path.Combine(folder, "data"));
            await using var lease = await PrivateCluster.UseAsync(data, _ => { }, new PrivateClusterOptions { UseEnvironment = false }, CancellationToken.None);
            await lease.SetRolesAsync(CancellationToken.None);
            await Migrator.MigrateAsync(lease.ConnectionString(DatabaseRole.Owner), CancellationToken.None);
            await using var database = NpgsqlDataSource.Create(lease.ConnectionString(DatabaseRole.Ingest));
            var loader = new Loader(database, catalogue, TimeProvider.System);
            var runs = new List<BenchmarkRun>();
            var bare = Rows / await CopyAsync(lease.Superuser!, first);
            var loaded = Rows / await LoadAsync(loader, first);
            if (names.Count == 0 || names.Contains("first"))
            {
                runs.Add(new BenchmarkRun("first", loaded, bare, "rows/s"));
            }

            if (names.Count == 0 || names.Contains("unchanged"))
            {
                // Other bytes with the same figures, so that every one is read and compared.
                runs.Add(new BenchmarkRun("unchanged", Rows / await LoadAsync(loader, second), bare, "rows/s"));
            }

            return runs;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(string path, Catalogue catalogue, string publisher)
    {
        var areas = catalogue.Areas.ByCode.Keys.Order(StringComparer.Ordinal).ToList();
        using var text = new StreamWriter(path);
        text.WriteLine("measure,area_code,area,breakdown,period,value,numerator,denominator,status,publisher");
        for (var row = 0; row < Rows; row++)
        {
            var (rest, measure) = Math.DivRem(row, Measures.Length);
            var (month, area) = Math.DivRem(rest, areas.Count);
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Measures[measure]},{areas[area]},any,,{new DateOnly(1900, 1, 1).AddMonths(month):yyyy-MM},{row * 7919L % 100_000},,,,{publisher}"));
        }
    }

    private static async Task<double> LoadAsync(Loader loader, string path)
    {
        var started = Stopwatch.GetTimestamp();
        var report = await loader.LoadAsync(new LoadRequest(path, Path.GetFileName(path), "sample-returns", Delivery.Hand), CancellationToken.None);
        return report.State == LoadState.Accepted && report.Loaded + report.Unchanged == Rows
            ? Stopwatch.GetElapsedTime(started).TotalSeconds
            : throw new InvalidOperationException($"The benchmark's file was not loaded whole: {report.Reason}");
    }

    private static async Task<double> CopyAsync(string connectionString, string path)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using (var create = new NpgsqlCommand("create table bare (measure text, area_code text, area text, breakdown text, period text, value text, numerator text, denominator text, status text, publisher text)", connection))
        {
            await create.ExecuteNonQueryAsync();
        }

        var started = Stopwatch.GetTimestamp();
        await using (var target = await connection.BeginTextImportAsync("copy bare from stdin (format csv, header)"))
        {
            using var source = new StreamReader(path);
            var buffer = new char[1 << 16];
            for (int read; (read = await source.ReadAsync(buffer)) > 0;)
            {
                await target.WriteAsync(buffer.AsMemory(0, read));
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
