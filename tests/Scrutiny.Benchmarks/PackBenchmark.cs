using System.Diagnostics;
using Scrutiny.Boards;
using Scrutiny.Body;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Packs;
using Scrutiny.Periods;
using Scrutiny.Processes;

namespace Scrutiny.Benchmarks;

/// <summary>A pack of the board on contact with ten years of months, from its figures to the sealed files and the PDF; beside it the same with twice the pages, and with twice the months. A ratio of 2 is growth in step.</summary>
internal static class PackBenchmark
{
    private const int Chapters = 2;
    private const int Months = 120;
    private const string Area = "E23000030";

    public static async Task<IReadOnlyList<BenchmarkRun>> RunAsync()
    {
        var catalogue = Catalogue.Read(Path.Combine(DataFolder.FindHome(), "dashboards")).ForPublic();
        await BuildAsync(catalogue, Chapters, Months);
        var once = await BuildAsync(catalogue, Chapters, Months);
        var pages = await BuildAsync(catalogue, 2 * Chapters, Months);
        var months = await BuildAsync(catalogue, Chapters, 2 * Months);
        return
        [
            new BenchmarkRun("pack twice the pages, files", pages.Files, once.Files, "s"),
            new BenchmarkRun("pack twice the pages, PDF", pages.Pdf, once.Pdf, "s"),
            new BenchmarkRun("pack twice the months, files", months.Files, once.Files, "s"),
            new BenchmarkRun("pack twice the months, PDF", months.Pdf, once.Pdf, "s"),
        ];
    }

    private static async Task<(double Files, double Pdf)> BuildAsync(Catalogue catalogue, int chapters, int months)
    {
        var plan = PackPlan.OfBoards("bench", "Bench", [.. Enumerable.Repeat("contact", chapters)], new DateTimeOffset(2026, 10, 22, 12, 0, 0, TimeSpan.Zero), Area, catalogue);
        var started = Stopwatch.GetTimestamp();
        var series = PackContent.Needs(plan, catalogue).SelectMany(need => need).Distinct().Select((name, place) => Series(catalogue, name, place, months)).ToDictionary(one => one.Name);
        var content = PackContent.Of(plan, catalogue, new BodySettings(), new Dictionary<string, IReadOnlyDictionary<SeriesName, BoardSeries>> { ["contact"] = series }, [], null);
        var files = PackManifest.Complete(content, PackFiles.Of(content, catalogue, new Dictionary<long, FigureOrigin>(), new SvgChartRenderer()));
        var made = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var (pdf, wrong) = await new ChromiumPrinter().PrintAsync([.. files.Select(file => (file.Name, file.Bytes))], CancellationToken.None);
        return pdf is null ? throw SentenceException.Unreachable(wrong!) : (made, Stopwatch.GetElapsedTime(started).TotalSeconds - made);
    }

    private static BoardSeries Series(Catalogue catalogue, SeriesName name, int place, int months)
    {
        var period = Period.Month(2026, 9);
        var points = new List<SeriesPoint>();
        for (var month = 0; month < months; month++)
        {
            var first = period.From.AddMonths(month + 1 - months);
            points.Add(new SeriesPoint(Period.Month(first.Year, first.Month), 92 + (month * 7 % 11 / 10m), null, null, ObservationStatus.Final, DateTimeOffset.UnixEpoch, "sample-returns", (place * 1000) + month + 1));
        }

        return new BoardSeries(name, catalogue.Areas.ByCode[name.Area], JudgedSeries.Of(catalogue.Measures[name.Measure].Value, points)) { Synthetic = true };
    }
}
