using Scrutiny.Measures;
using Scrutiny.Statistics;

namespace Scrutiny.Boards;

/// <summary>A series parted at a date: what it was like on each side.</summary>
/// <param name="At">Index of the first period from the date on.</param>
/// <param name="Before">Average and limits before it.</param>
/// <param name="After">Average and limits from it on.</param>
public sealed record BeforeAndAfter(int At, SpcSegment Before, SpcSegment After)
{
    /// <summary>Parts a series. Where average and limits start anew at the date already, by a decision or a break, these are kept, so that this never says otherwise than the series' own chart.</summary>
    /// <param name="series">The series.</param>
    /// <param name="date">The date.</param>
    /// <returns>Both sides; null where one of them has no figure.</returns>
    public static BeforeAndAfter? Of(JudgedSeries series, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(series);
        var at = series.Values.TakeWhile(value => value.Period.To < date).Count();
        if (at == 0 || at == series.Values.Count)
        {
            return null;
        }

        var segments = series.Control?.Segments ?? [];
        if (segments.All(segment => segment.First != at))
        {
            segments = Spc.Analyse(
                new SpcSeries
                {
                    Points = [.. series.Values.Select(value => new SpcPoint(value.Period.To, (double?)value.Point?.Value))],
                    Improvement = series.Measure.Improvement,
                    RebaseDates = [series.Values[at].Period.To],
                },
                SpcMode.Product).Segments;
        }

        var after = segments.First(segment => segment.First == at);
        var before = segments.Last(segment => segment.First < at && segment.Count > 0);
        return before.Mean is null || after.Mean is null ? null : new BeforeAndAfter(at, before, after);
    }
}
