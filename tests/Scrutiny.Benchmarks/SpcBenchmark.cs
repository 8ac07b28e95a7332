using Scrutiny.Statistics;

namespace Scrutiny.Benchmarks;

/// <summary>1,000 series of 60 points with all rules and icons, beside a bare two-pass mean and moving range of the same numbers.</summary>
internal static class SpcBenchmark
{
    public static IReadOnlyList<BenchmarkRun> Run()
    {
        var series = Enumerable.Range(0, 1000).Select(seed => new SpcSeries { Improvement = Improvement.Increase, Target = 90, Points = Points(seed) }).ToList();
        var sink = 0.0;
        var ours = BenchmarkRun.BestSeconds(10, () =>
        {
            foreach (var one in series)
            {
                sink += Spc.Analyse(one, SpcMode.Product).Points.Count;
            }
        });
        var bare = BenchmarkRun.BestSeconds(10, () =>
        {
            foreach (var one in series)
            {
                sink += Bare(one.Points);
            }
        });
        GC.KeepAlive(sink);

        return [new BenchmarkRun("spc", 1000 / ours, 1000 / bare, "series/s")];
    }

    private static SpcPoint[] Points(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 60).Select(month => new SpcPoint(new DateOnly(2020, 1, 1).AddMonths(month), 88 + (random.NextDouble() * 6)))];
    }

    private static double Bare(IReadOnlyList<SpcPoint> points)
    {
        double sum = 0, ranges = 0, rest = 0;
        for (var i = 0; i < points.Count; i++)
        {
            sum += points[i].Value!.Value;
            ranges += i == 0 ? 0 : Math.Abs(points[i].Value!.Value - points[i - 1].Value!.Value);
        }

        var mean = sum / points.Count;
        for (var i = 0; i < points.Count; i++)
        {
            rest += points[i].Value!.Value - mean;
        }

        return mean + (rest / points.Count) + ranges;
    }
}
