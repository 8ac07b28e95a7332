using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.Ingest.Loading;

namespace Scrutiny.Benchmarks;

/// <summary>
/// Files through the whole loading path, all guarantees on, beside COPY of the same bytes into a bare logged table: a generated one whose
/// every row is an observation, new and then unchanged, and the outcomes file whose rows are counted into observations.
/// </summary>
internal static class IngestBenchmark
{
    private const int DefaultRows = 2_000_000;
    private const string Outcomes = "../shared/data/home-office-outcomes/outcomes-open-data-2017-18.csv.gz";
    private const string OutcomesSource = "home-office-outcomes";
    private static readonly string[] Names = ["outcomes", "first", "unchanged", "published"];

    public static async Task<IReadOnlyList<BenchmarkRun>> RunAsync(IReadOnlyList<string> arguments)
    {
        // A number among the names is that many rows, to see what grows with the file.
        var rows = arguments.Select(argument => int.TryParse(argument, CultureInfo.InvariantCulture, out var count) ? count : 0).FirstOrDefault(count => count > 0, DefaultRows);
        var wanted = arguments.Where(Names.Contains).DefaultIfEmpty().SelectMany(name => name is null ? Names : [name]).ToHashSet();
        var folder = Directory.CreateTempSubdirectory("scrutiny-bench-").FullName;
        // The server's own user must be able to pass through, or the cluster would be kept elsewhere and stay behind.
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        try
        {
            var catalogue = Declared(folder);
            var data = DataFolder.Open(Path.Combine(folder, "data"));
            await using var lease = await PrivateCluster.UseAsync(data, _ => { }, new PrivateClusterOptions { UseEnvironment = false }, CancellationToken.None);
            await lease.SetRolesAsync(CancellationToken.None);
            await Migrator.MigrateAsync(lease.ConnectionString(DatabaseRole.Owner), CancellationToken.None);
            await using var database = LoadingConnections.Open(lease.ConnectionString(DatabaseRole.Ingest));
            var bench = new Bench(new Loader(database, catalogue, TimeProvider.System), lease.Superuser!);
            // The ingest process has been up for long when a file comes.
            var small = Path.Combine(folder, "small.csv");
            Write(small, catalogue, 1000, "");
            await bench.LoadAsync("bench-warm", small, report => report.Loaded == 1000);
            var runs = new List<BenchmarkRun>();
            if (wanted.Contains("outcomes"))
            {
                await OutcomesAsync(bench, catalogue, folder, runs);
            }

            if (wanted.Overlaps(["first", "unchanged", "published"]))
            {
                await GeneratedAsync(bench, catalogue, folder, rows, wanted, runs);
            }

            return runs;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task GeneratedAsync(Bench bench, Catalogue catalogue, string folder, int rows, HashSet<string> wanted, List<BenchmarkRun> runs)
    {
        var (first, second) = (Path.Combine(folder, "first.csv"), Path.Combine(folder, "second.csv"));
        Write(first, catalogue, rows, "");
        // Other bytes with the same figures, so that every one is read and compared.
        Write(second, catalogue, rows, ".0");
        var bare = await bench.CopyAsync(first, rows);
        var loaded = await bench.LoadAsync("bench-waiting", first, report => report.Loaded == rows);
        if (wanted.Contains("first"))
        {
            runs.Add(BenchmarkRun.Of("first", loaded, bare));
        }

        if (wanted.Contains("unchanged"))
        {
            runs.Add(BenchmarkRun.Of("unchanged", await bench.LoadAsync("bench-waiting", second, report => report.Unchanged == rows), bare));
        }

        if (wanted.Contains("published"))
        {
            runs.Add(BenchmarkRun.Of("published", await bench.LoadAsync("bench-published", first, report => report.Loaded == rows), bare));
        }
    }

    private static async Task OutcomesAsync(Bench bench, Catalogue catalogue, string folder, List<BenchmarkRun> runs)
    {
        var packed = Path.Combine(DataFolder.FindHome(), Outcomes);
        if (!catalogue.Sources.ContainsKey(OutcomesSource) || !File.Exists(packed))
        {
            await Console.Error.WriteLineAsync($"The run 'outcomes' is left out: it needs the source {OutcomesSource} and the file {Outcomes}.");
            return;
        }

        var plain = Path.Combine(folder, "outcomes.csv");
        await using (var source = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress))
        await using (var target = File.Create(plain))
        {
            await source.CopyToAsync(target);
        }

        var rows = File.ReadLines(plain).LongCount() - 1;
        var bare = await bench.CopyAsync(plain, rows);
        runs.Add(BenchmarkRun.Of("outcomes", await bench.LoadAsync(OutcomesSource, packed, report => report.Read > 0, rows), bare));
    }

    /// <summary>The catalogue of the program with three sources more, which differ in when the public sees a load.</summary>
    private static Catalogue Declared(string folder)
    {
        var from = Path.Combine(DataFolder.FindHome(), "dashboards");
        var to = Path.Combine(folder, "dashboards");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        foreach (var (id, publish) in new[] { ("bench-warm", "on-load"), ("bench-waiting", "on-approval"), ("bench-published", "on-load") })
        {
            File.WriteAllText(Path.Combine(to, "sources", id + ".yaml"), $$"""
                schema: source/1
                title: Generated figures
                publisher: The benchmark
                licence: MIT licence, with the program
                kind: synthetic
                publish: {{publish}}
                schedule: "0 0 6 * * ?"
                tables:
                  - name: Generated
                    header: [area_code, month, breakdown, value]
                    area: { column: area_code }
                    period: { column: month, form: month }
                    values: [{ column: value, measure: crime-incidents, breakdown_column: breakdown }]
                """);
        }

        var measure = Path.Combine(to, "measures", "crime-incidents.yaml");
        File.WriteAllText(measure, File.ReadAllText(measure).Replace("sources: [", "sources: [bench-warm, bench-waiting, bench-published, ", StringComparison.Ordinal));
        return Catalogue.Read(to);
    }

    private static void Write(string path, Catalogue catalogue, int rows, string decimals)
    {
        var areas = catalogue.Areas.ByCode.Keys.Order(StringComparer.Ordinal).ToList();
        var breakdowns = catalogue.Measures["crime-incidents"].Value.Breakdowns.Select(breakdown => breakdown.Key).ToList();
        var months = (rows / (areas.Count * breakdowns.Count)) + 1;
        using var text = new StreamWriter(path);
        text.WriteLine("area_code,month,breakdown,value");
        for (var row = 0; row < rows; row++)
        {
            var (rest, breakdown) = Math.DivRem(row, breakdowns.Count);
            var (area, month) = Math.DivRem(rest, months);
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{areas[area]},{new DateOnly(1900, 1, 1).AddMonths(month):yyyy-MM},{breakdowns[breakdown]},{row * 7919L % 100_000}{decimals}"));
        }
    }

    private sealed class Bench(Loader loader, string superuser)
    {
        /// <returns>Rows per second.</returns>
        public async Task<double> LoadAsync(string source, string path, Predicate<LoadReport> isWhole, long? rows = null)
        {
            var started = Stopwatch.GetTimestamp();
            var report = await loader.LoadAsync(new LoadRequest(path, Path.GetFileName(path), source, Delivery.Hand), CancellationToken.None);
            return report.State == LoadState.Accepted && isWhole(report)
                ? (rows ?? report.Read) / Stopwatch.GetElapsedTime(started).TotalSeconds
                : throw new InvalidOperationException($"The benchmark's file was not loaded whole: {report.Reason}");
        }

        /// <returns>Rows per second: the best of three, each into a new table.</returns>
        public async Task<double> CopyAsync(string path, long rows)
        {
            await using var connection = new NpgsqlConnection(superuser);
            await connection.OpenAsync();
            var columns = File.ReadLines(path).First().Split(',').Length;
            var best = double.MaxValue;
            for (var attempt = 0; attempt < 3; attempt++)
            {
                await using (var create = new NpgsqlCommand($"drop table if exists bare; create table bare ({string.Join(", ", Enumerable.Range(1, columns).Select(column => $"c{column} text"))})", connection))
                {
                    await create.ExecuteNonQueryAsync();
                }

                var started = Stopwatch.GetTimestamp();
                using (var source = new StreamReader(path))
                await using (var target = await connection.BeginTextImportAsync("copy bare from stdin (format csv, header)"))
                {
                    var buffer = new char[1 << 16];
                    for (int read; (read = await source.ReadAsync(buffer)) > 0;)
                    {
                        await target.WriteAsync(buffer.AsMemory(0, read));
                    }
                }

                best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
            }

            return rows / best;
        }
    }
}
