using Scrutiny.Comparisons;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;

namespace Scrutiny.Boards;

/// <summary>What a funnel panel compares, from the series of a board: the same comparison as on <c>/compare/{measure}</c>.</summary>
public static class ForceFunnel
{
    /// <summary>The comparison at the latest period that the board's own force shares with another one.</summary>
    /// <param name="series">The panel's series, the board's own force first.</param>
    /// <param name="catalogue">Groups of forces, and the measure that a rate counts.</param>
    /// <returns>The comparison; null where there is no such period.</returns>
    public static ForcesCompared? Of(IReadOnlyList<BoardSeries> series, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(catalogue);
        var own = series[0];
        var forces = series.Where(one => one.Name.Measure == own.Name.Measure).ToList();
        var shared = own.Series.Values.Where(value => value.Point?.Value is not null).Select(value => (Period?)value.Period).LastOrDefault(period => forces.Exists(force => force != own && PanelPicture.At(force, period!.Value)?.Value is not null));
        if (shared is not { } period)
        {
            return null;
        }

        var counted = series.Where(one => one.Name.Measure == own.Measure.Comparability.Numerator).ToDictionary(one => one.Name.Area);
        return ForcesCompared.Of(own.Measure, period, own.Area, catalogue.Groups.FirstOrDefault(group => group.Of == own.Area.Code), forces.Select(force => FigureOf(force, counted.GetValueOrDefault(force.Name.Area), period)));
    }

    /// <summary>What the comparison shows, and why it needs care.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="compared">The comparison; null where there is none.</param>
    public static string Words(Measure measure, ForcesCompared? compared)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var care = measure.Comparability.Forces == ForceComparison.WithCare ? $" Compare with care. {measure.Comparability.Reason}" : "";
        return (compared is null ? "No other force has figures for the same period, so there is nothing to compare yet." : ComparisonWords.Of(compared)) + care;
    }

    private static ForceFigure FigureOf(BoardSeries force, BoardSeries? counted, Period period)
    {
        var point = PanelPicture.At(force, period);
        var (numerator, denominator) = ForceFigure.BaseOf(point?.Value, point?.Numerator, point?.Denominator, counted is null ? null : PanelPicture.At(counted, period)?.Value);
        return new ForceFigure(force.Area, point?.Value, numerator, denominator, point?.Status ?? ObservationStatus.NotAvailable, point?.Source, point?.Receipt);
    }
}
