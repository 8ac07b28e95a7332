using System.Diagnostics;

namespace Scrutiny.Benchmarks;

/// <summary>One thing measured beside its baseline in the same run; the ratio is ours ÷ baseline in the unit given.</summary>
internal sealed record BenchmarkRun(string Name, double Ours, double Baseline, string Unit)
{
    public double Ratio => Baseline == 0 ? 0 : Ours / Baseline;

    /// <summary>Most memory that this process and its largest child have held, added up, in megabytes.</summary>
    public double PeakMb { get; } = Memory.PeakMb();

    public static BenchmarkRun Of(string name, double rowsPerSecond, double baseline) => new(name, rowsPerSecond, baseline, "rows/s");

    /// <summary>Best of several timings, after one that warms up; seconds.</summary>
    public static double BestSeconds(int times, Action work)
    {
        work();
        var best = double.MaxValue;
        for (var i = 0; i < times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return best;
    }
}
