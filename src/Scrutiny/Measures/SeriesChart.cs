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
            Description = SeriesWords.Of(series).AltText + " The table below holds every figure.",
            Unit = ChartUnits.Of(measure.Unit),
            Decimals = Math.Min(measure.Decimals, 3),
            Points = [.. values.Select(value => PointOf(value, measure))],
            Segments = series.Control is { } control ? [.. control.Segments.Where(segment => segment.Count > 0 && segment.Mean is not null).Select(segment => SegmentOf(segment, values))] : [],
            Target = series.Target is { } target ? TargetOf(target, values) : null,
            FormerTargets = [.. series.FormerTargets.Select(former => TargetOf(former, values))],
            Tolerance = series.Tolerance is { } tolerance ? BandOf(tolerance, values) : null,
            FormerTolerances = [.. series.FormerTolerances.Select(former => BandOf(former, values))],
            Annotations = [.. series.Marks.Select(mark => AnnotationOf(mark, values))],
            Synthetic = synthetic,
            Source = source,
        };
    }

    /// <summary>The chart of a series without its season.</summary>
    /// <param name="view">The view; not a refused one.</param>
    /// <param name="id">Unique on the page; letters, digits and hyphens.</param>
    /// <param name="area">Name of the area.</param>
    /// <param name="part">Name of the breakdown; null for the total.</param>
    /// <param name="source">Who published the figures.</param>
    /// <param name="synthetic">Whether they are made up.</param>
    public static ChartSpecification Specify(SeasonalSeries view, string id, string area, string? part, string source, bool synthetic)
    {
        ArgumentNullException.ThrowIfNull(view);
        var measure = view.Reported.Measure;
        return new ChartSpecification
        {
            Id = id,
            Kind = Charts.ChartKind.Spc,
            Title = $"{(part is null ? measure.Name : $"{measure.Name}: {part}")}, without the season",
            Subtitle = $"{area}, {view.Values[0].Period.Words(measure.Frequency)} to {view.Values[^1].Period.Words(measure.Frequency)}{(view.OwnUnit is { } own ? $", {own}" : "")}",
            Description = view.Sentence + " The table below holds every figure.",
            Unit = view.OwnUnit is null ? ChartUnits.Of(measure.Unit) : ChartUnit.Count,
            Decimals = Math.Min(measure.Decimals, 3),
            Points = [.. view.Values.Select(value => PointOf(value, measure))],
            Segments = [.. view.Control!.Segments.Where(segment => segment.Count > 0 && segment.Mean is not null).Select(segment => SegmentOf(segment, view.Values))],
            Synthetic = synthetic,
            Source = source,
        };
    }

    /// <summary>The chart of a change: the series around it, with average and limits on both sides.</summary>
    /// <param name="change">The change.</param>
    /// <param name="id">Unique on the page; letters, digits and hyphens.</param>
    /// <param name="area">Name of the area.</param>
    /// <param name="part">Name of the breakdown; null for the total.</param>
    /// <param name="source">Who published the figures.</param>
    /// <param name="synthetic">Whether they are made up.</param>
    public static BeforeAfterChart Specify(BeforeAfter change, string id, string area, string? part, string source, bool synthetic)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (series, values) = (change.Series, change.Series.Values);
        var (first, last) = (change.Before[0].Period, change.After[^1].Period);

        return new BeforeAfterChart
        {
            Id = id,
            Title = $"{(part is null ? series.Measure.Name : $"{series.Measure.Name}: {part}")}, before and after",
            Subtitle = $"{area}, {first.Words(series.Measure.Frequency)} to {last.Words(series.Measure.Frequency)}",
            Description = $"{change.Mark.Title}. {change.Sentence}",
            Unit = ChartUnits.Of(series.Measure.Unit),
            Decimals = Math.Min(series.Measure.Decimals, 3),
            Points = [.. values.Where(value => value.Period >= first && value.Period <= last).Select(value => PointOf(value, series.Measure))],
            At = DateOf(change.Mark, values),
            Event = change.Mark.Title + ".",
            Before = SideOf(change.Before, change.MeanBefore, change.Mark.Cuts),
            After = SideOf(change.After, change.MeanAfter, change.Mark.Cuts),
            Difference = SeriesPhrases.Opening(change.Difference) + ".",
            Synthetic = synthetic,
            Source = source,
        };
    }

    // Where limits do not start anew at the change, they are those of neither side.
    private static ChartSegment SideOf(IReadOnlyList<JudgedValue> side, decimal mean, bool own) => new()
    {
        From = PositionOf(side[0].Period),
        To = PositionOf(side[^1].Period),
        Mean = (double)mean,
        Lower = own ? side[0].Judged?.Lpl : null,
        Upper = own ? side[0].Judged?.Upl : null,
        Trial = own && side[0].Judged?.Segment.Notes.HasFlag(SpcNotes.TrialLimits) == true,
    };

    // A cut inside a period starts with that period, which stands on the axis by the first day of its month.
    private static DateOnly DateOf(SeriesMark mark, IReadOnlyList<JudgedValue> values) =>
        mark.Cuts && PositionOf(values[mark.At].Period) is var position && mark.Date > position ? position : mark.Date;

    private static ChartPoint PointOf(JudgedValue value, Measure measure)
    {
        var status = ChartUnits.Of(value.Point?.Status ?? ObservationStatus.NotAvailable);

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

    private static ChartTarget TargetOf(MeasureTarget target, IReadOnlyList<JudgedValue> values) =>
        new((double)target.Value, target.Name) { From = Since(target, values), To = Until(target, values) };

    private static ChartBand BandOf(MeasureTolerance tolerance, IReadOnlyList<JudgedValue> values) =>
        new((double?)tolerance.Least, (double?)tolerance.Most, tolerance.Name) { From = Since(tolerance, values), To = Until(tolerance, values) };

    private static DateOnly? Since(IThreshold threshold, IReadOnlyList<JudgedValue> values) => threshold.From > values[0].Period.From ? threshold.From : null;

    private static DateOnly? Until(IThreshold threshold, IReadOnlyList<JudgedValue> values) => threshold.To < values[^1].Period.To ? threshold.To : null;

    private static ChartAnnotation AnnotationOf(SeriesMark mark, IReadOnlyList<JudgedValue> values)
    {
        var date = DateOf(mark, values);
        var inside = date != mark.Date;
        var label = mark.Kind == SeriesMarkKind.Rebase || mark.Annotation is not null ? mark.Title : mark.Words;

        return new ChartAnnotation(
            mark.Number,
            date,
            inside ? $"{label} (on {mark.Date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)})" : label,
            mark.Kind switch
            {
                SeriesMarkKind.Rebase => ChartAnnotationKind.Rebase,
                SeriesMarkKind.Break or SeriesMarkKind.CountingRule => ChartAnnotationKind.Break,
                SeriesMarkKind.Event => ChartAnnotationKind.Event,
            });
    }

    private static DateOnly PositionOf(Period period) => new(period.To.Year, period.To.Month, 1);

    private static string ShortLabelOf(Period period, Frequency frequency) => frequency switch
    {
        Frequency.FinancialYear or Frequency.Year => period.Key(frequency),
        Frequency.Quarter => period.Key(frequency),
        Frequency.Month or Frequency.Rolling12 or Frequency.AsAt => period.To.ToString("MMM yyyy", CultureInfo.InvariantCulture),
    };
}
