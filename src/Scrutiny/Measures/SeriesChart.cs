using System.Globalization;
using Scrutiny.Charts;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;

namespace Scrutiny.Measures;

/// <summary>Turns a judged series into the specification of its chart.</summary>
public static class SeriesChart
{
    private const int FewPoints = 4;

    /// <summary>The chart of a series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="id">Unique on the page; letters, digits and hyphens.</param>
    /// <param name="area">Name of the area.</param>
    /// <param name="part">Name of the breakdown; null for the total.</param>
    /// <param name="source">Who published the figures.</param>
    /// <param name="synthetic">Whether they are made up.</param>
    public static ChartSpecification Specify(JudgedSeries series, string id, string area, string? part, string source, bool synthetic)
    {
        ArgumentNullException.ThrowIfNull(series);
        var measure = series.Measure;
        var values = series.Values;
        var span = values.Count == 0 ? "" : values.Count == 1 ? $", {values[0].Period.Words(measure.Frequency)}" : $", {values[0].Period.Words(measure.Frequency)} to {values[^1].Period.Words(measure.Frequency)}";

        return new ChartSpecification
        {
            Id = id,
            Kind = measure.Chart == ChartKind.Spc ? Charts.ChartKind.Spc : values.Count <= FewPoints ? Charts.ChartKind.Column : Charts.ChartKind.Line,
            Title = part is null ? measure.Name : $"{measure.Name}: {part}",
            Subtitle = $"{area}{span}",
            Description = $"{SeriesSentence.Latest(series)} {SeriesSentence.Signal(series)} The table below holds every figure.".Replace("  ", " ", StringComparison.Ordinal),
            Unit = UnitOf(measure.Unit),
            Decimals = Math.Min(measure.Decimals, 3),
            Points = [.. values.Select(value => PointOf(value, measure))],
            Segments = series.Control is { } control ? [.. control.Segments.Where(segment => segment.Count > 0 && segment.Mean is not null).Select(segment => SegmentOf(segment, values))] : [],
            Synthetic = synthetic,
            Source = source,
        };
    }

    private static ChartPoint PointOf(JudgedValue value, Measure measure)
    {
        var status = StatusOf(value.Point?.Status ?? ObservationStatus.NotAvailable);

        return new ChartPoint
        {
            Position = PositionOf(value.Period),
            ShortLabel = ShortLabelOf(value.Period, measure.Frequency),
            LongLabel = value.Period.Words(measure.Frequency),
            Value = (double?)value.Point?.Value,
            Status = status,
            Meaning = value.Judged?.Meaning switch
            {
                null or Meaning.CommonCause => PointMeaning.CommonCause,
                Meaning.Improvement => PointMeaning.Improvement,
                Meaning.Concern => PointMeaning.Concern,
                _ => PointMeaning.Neutral,
            },
        };
    }

    private static ChartSegment SegmentOf(SpcSegment segment, IReadOnlyList<JudgedValue> values) => new()
    {
        From = PositionOf(values[segment.First].Period),
        To = PositionOf(values[segment.First + segment.Count - 1].Period),
        Mean = segment.Mean,
        Lower = segment.Lpl,
        Upper = segment.Upl,
        Trial = segment.Notes.HasFlag(SpcNotes.TrialLimits),
    };

    private static DateOnly PositionOf(Period period) => new(period.To.Year, period.To.Month, 1);

    private static string ShortLabelOf(Period period, Frequency frequency) => frequency switch
    {
        Frequency.FinancialYear or Frequency.Year => period.Key(frequency),
        Frequency.Quarter => period.Key(frequency),
        Frequency.Month or Frequency.Rolling12 or Frequency.AsAt => period.To.ToString("MMM yyyy", CultureInfo.InvariantCulture),
    };

    private static ChartUnit UnitOf(Unit unit) => unit switch
    {
        Unit.Percent => ChartUnit.Percent,
        Unit.Count or Unit.RatePer1000 => ChartUnit.Count,
        Unit.Seconds => ChartUnit.Seconds,
        Unit.Days => ChartUnit.Days,
        Unit.Hours => ChartUnit.Hours,
        Unit.Pounds => ChartUnit.Pounds,
    };

    private static PointStatus StatusOf(ObservationStatus status) => status switch
    {
        ObservationStatus.Final => PointStatus.Final,
        ObservationStatus.Provisional => PointStatus.Provisional,
        ObservationStatus.Revised => PointStatus.Revised,
        ObservationStatus.Break => PointStatus.Break,
        ObservationStatus.LowReliability => PointStatus.LowReliability,
        ObservationStatus.NotAvailable => PointStatus.NotAvailable,
        ObservationStatus.NotApplicable => PointStatus.NotApplicable,
        ObservationStatus.Confidential => PointStatus.Confidential,
    };
}
