using Scrutiny.Statistics;

namespace Scrutiny.Tests.Statistics;

/// <summary>Makes monthly series for tests, the first point in January 2020.</summary>
internal static class Series
{
    public static SpcSeries Of(
        IEnumerable<double?> values,
        Improvement improvement = Improvement.Increase,
        double? target = null,
        IReadOnlyCollection<DateOnly>? rebase = null,
        int? fixAfter = null,
        bool screen = true,
        Tolerance? tolerance = null) => new()
        {
            Points = [.. values.Select((value, i) => new SpcPoint(Month(i), value))],
            Improvement = improvement,
            Target = target,
            Tolerance = tolerance,
            RebaseDates = rebase ?? [],
            FixAfter = fixAfter,
            ScreenOutliers = screen,
        };

    /// <summary>The first of the month so many months after January 2020.</summary>
    public static DateOnly Month(int after) => new DateOnly(2020, 1, 1).AddMonths(after);
}
