using System.Globalization;
using System.Text;
using Scrutiny.Charts;

namespace Scrutiny.Benchmarks;

/// <summary>A 60-point process control chart as SVG, beside writing the same number of bytes into a string builder.</summary>
internal static class ChartsBenchmark
{
    public static IReadOnlyList<BenchmarkRun> Run()
    {
        var renderer = new SvgChartRenderer();
        var chart = new ChartSpecification
        {
            Id = "bench",
            Kind = ChartKind.Spc,
            Title = "999 calls answered within 10 seconds",
            Description = "A benchmark.",
            Unit = ChartUnit.Percent,
            Decimals = 1,
            Points = [.. Enumerable.Range(0, 60).Select(month => new ChartPoint
            {
                Position = new DateOnly(2020, 1, 1).AddMonths(month),
                ShortLabel = new DateOnly(2020, 1, 1).AddMonths(month).ToString("MMM yyyy", CultureInfo.InvariantCulture),
                LongLabel = new DateOnly(2020, 1, 1).AddMonths(month).ToString("MMMM yyyy", CultureInfo.InvariantCulture),
                Value = 88 + (month * 7 % 11 / 2.0),
            })],
            Segments = [new ChartSegment { From = new DateOnly(2020, 1, 1), To = new DateOnly(2024, 12, 1), Mean = 90, Lower = 84, Upper = 96 }],
        };
        var bytes = Encoding.UTF8.GetByteCount(renderer.Render(chart));
        var length = 0;
        var ours = BenchmarkRun.BestSeconds(10, () =>
        {
            for (var i = 0; i < 200; i++)
            {
                length += renderer.Render(chart).Length;
            }
        });
        var bare = BenchmarkRun.BestSeconds(10, () =>
        {
            for (var i = 0; i < 200; i++)
            {
                var text = new StringBuilder();
                while (text.Length < bytes)
                {
                    text.Append("<text x=\"").Append(12.5).Append("\">");
                }

                length += text.ToString().Length;
            }
        });
        GC.KeepAlive(length);

        return [new BenchmarkRun("charts", 200 / ours, 200 / bare, "charts/s"), new BenchmarkRun("charts bytes", bytes, 20_000, "bytes")];
    }
}
