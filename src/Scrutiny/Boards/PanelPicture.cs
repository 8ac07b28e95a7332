using Scrutiny.Charts;
using Scrutiny.Comparisons;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;
using ChartKind = Scrutiny.Charts.ChartKind;

namespace Scrutiny.Boards;

/// <summary>Turns a panel's series into the specification of its picture: the same for page, file and frame.</summary>
public static class PanelPicture
{
    private const int SparklinePoints = 24;
    private const int FewestInSparkline = 3;
    private const int FewPoints = 4;

    /// <summary>The picture of a panel.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="series">Its series in order, at least one of them with a figure.</param>
    /// <param name="lookback">How far back it looks.</param>
    /// <param name="setting">What it needs besides.</param>
    /// <param name="id">Unique on the page; letters, digits and hyphens.</param>
    /// <param name="title">The panel's heading.</param>
    /// <returns>The picture; null for a panel that has none.</returns>
    public static ChartPicture? Of(Panel panel, IReadOnlyList<BoardSeries> series, Lookback lookback, PanelSetting setting, string id, string title)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(setting);
        var shown = series.Where(one => one.Series.Latest is not null).ToList();
        if (shown.Count == 0)
        {
            return null;
        }

        ChartPicture? picture = panel.Type switch
        {
            PanelType.Headline => Headline(shown[0], lookback, id),
            PanelType.Spc => Within(Specify(shown[0], id), shown[0], lookback),
            PanelType.Line => Line(shown, lookback, id),
            PanelType.Column => Within(Specify(shown[0], id), shown[0], lookback) with { Kind = ChartKind.Column, Segments = [], Annotations = [] },
            PanelType.Bar => Bars(panel, shown, id),
            PanelType.SmallMultiples => Multiples(shown, lookback, id),
            PanelType.BeforeAfter => setting.Split is { } split ? Parted(shown[0], lookback, split, id) : null,
            PanelType.Funnel => setting.Compared is { } compared ? ComparisonChart.Specify(compared, id, "", false) : null,
            PanelType.SparklineTable or PanelType.Table or PanelType.Text => null,
        };

        return picture is null ? null : picture with
        {
            Title = title,
            Description = panel.Alt == Panel.Auto ? picture.Description : panel.Alt,
            Synthetic = series.Any(one => one.Synthetic),
            Source = string.Join("; ", shown.Select(one => one.Publishers).Distinct()),
        };
    }

    /// <summary>The small picture beside a headline or in a row of a table; null where there are too few figures for one.</summary>
    /// <param name="series">The series.</param>
    /// <param name="id">Unique on the page.</param>
    public static ChartSpecification? Sparkline(BoardSeries series, string id)
    {
        var whole = Specify(series, id);
        var recent = whole.Points.TakeLast(SparklinePoints).ToList();
        return recent.Count(point => point.Value is not null) < FewestInSparkline ? null : whole with { Kind = ChartKind.Sparkline, Points = recent, Segments = [], Annotations = [], Synthetic = false, Width = 180, Height = 48 };
    }

    /// <summary>What a series is called beside the panel's others: by what differs between them.</summary>
    /// <param name="series">The series.</param>
    /// <param name="all">All that the panel shows.</param>
    public static string NameAmong(BoardSeries series, IReadOnlyList<BoardSeries> all)
    {
        ArgumentNullException.ThrowIfNull(series);
        List<string> words = [];
        if (all.Select(one => one.Name.Measure).Distinct().Count() > 1)
        {
            words.Add(series.Measure.Name);
        }

        if (all.Select(one => one.Name.Area).Distinct().Count() > 1)
        {
            words.Add(series.Area.Name);
        }

        if (all.Select(one => one.Name.Breakdown).Distinct().Count() > 1)
        {
            words.Add(series.Part ?? "All");
        }

        return words.Count == 0 ? series.Measure.Name : string.Join(", ", words);
    }

    /// <summary>The last period in which any of the series has a figure.</summary>
    /// <param name="series">The series, at least one with a figure.</param>
    public static Period LastPeriod(IEnumerable<BoardSeries> series) => series.Max(one => one.Series.Latest?.Period ?? default);

    /// <summary>In the order of the panel for areas, since districts differ in size and are no league; the largest first for parts.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="series">Its series.</param>
    /// <param name="period">The period on show.</param>
    public static IReadOnlyList<BoardSeries> InOrder(Panel panel, IReadOnlyList<BoardSeries> series, Period period)
    {
        ArgumentNullException.ThrowIfNull(panel);
        return panel.Breakdowns.Count > 0 ? [.. series.OrderByDescending(one => At(one, period)?.Value ?? decimal.MinValue)] : series;
    }

    /// <summary>The figure of a period; null where there is none.</summary>
    /// <param name="series">The series.</param>
    /// <param name="period">The period.</param>
    public static SeriesPoint? At(BoardSeries series, Period period)
    {
        ArgumentNullException.ThrowIfNull(series);
        return series.Series.Values.LastOrDefault(value => value.Period == period)?.Point;
    }

    private static ChartSpecification Specify(BoardSeries series, string id) =>
        SeriesChart.Specify(series.Series, id, series.Area.Name, series.Part, series.Publishers, series.Synthetic);

    /// <summary>The part of a chart that the lookback holds. Average and limits stay those of the whole series.</summary>
    private static ChartSpecification Within(ChartSpecification whole, BoardSeries series, Lookback lookback, DateOnly? latest = null)
    {
        var values = series.Series.Values;
        var end = latest ?? values[^1].Period.To;
        var first = values.TakeWhile(value => !lookback.Holds(value.Period, end)).Count();
        if (first == 0 || first == values.Count)
        {
            return whole;
        }

        var from = whole.Points[first].Position;
        return whole with
        {
            Subtitle = $"{series.Area.Name}, {values[first].Period.Words(series.Measure.Frequency)} to {values[^1].Period.Words(series.Measure.Frequency)}",
            Points = [.. whole.Points.Skip(first)],
            Segments = [.. whole.Segments.Where(segment => segment.To >= from).Select(segment => segment.From < from ? segment with { From = from } : segment)],
            Annotations = [.. whole.Annotations.Where(note => note.Date > values[first].Period.From)],
        };
    }

    private static HeadlineChart Headline(BoardSeries series, Lookback lookback, string id)
    {
        var chart = Within(Specify(series, id), series, lookback);
        var latest = series.Series.Latest!;
        return new HeadlineChart
        {
            Id = id,
            Title = chart.Title,
            Subtitle = series.Area.Name,
            Description = chart.Description,
            Unit = chart.Unit,
            Decimals = chart.Decimals,
            Value = (double?)latest.Point!.Value,
            Status = chart.Points[^1].Value is null ? PointStatus.Final : chart.Points[^1].Status,
            Period = latest.Period.Words(series.Measure.Frequency),
            Meaning = latest.Judged is null ? null : chart.Points.Last(point => point.Value is not null).Meaning,
            Points = [.. chart.Points.TakeLast(SparklinePoints)],
        };
    }

    private static ChartSpecification Line(List<BoardSeries> series, Lookback lookback, string id)
    {
        var latest = LastPeriod(series).To;
        var lines = series.Select(one => Within(Specify(one, id), one, lookback, latest) with { Kind = ChartKind.Line, Segments = [] }).ToList();
        // Between two or three points a line tells of a course that nobody knows, on an axis that need not start at zero.
        return series.Count == 1 ? lines[0].Points.Count <= FewPoints ? lines[0] with { Kind = ChartKind.Column, Annotations = [] } : lines[0] : lines[0] with
        {
            Subtitle = lines[0].Subtitle,
            Description = string.Join(' ', series.Select(one => SeriesSentence.Latest(one.Series))) + " The table below holds every figure.",
            SeriesName = NameAmong(series[0], series),
            OtherSeries = [.. series.Skip(1).Zip(lines.Skip(1), (one, line) => new ChartSeries(NameAmong(one, series), line.Points))],
            Target = null,
            FormerTargets = [],
            Tolerance = null,
            FormerTolerances = [],
            Annotations = lines[0].Annotations,
        };
    }

    private static BarChart Bars(Panel panel, List<BoardSeries> series, string id)
    {
        var period = LastPeriod(series);
        var chart = Specify(series[0], id);
        return new BarChart
        {
            Id = id,
            Title = chart.Title,
            Subtitle = period.Words(series[0].Measure.Frequency),
            Description = PanelWords.Comparison(panel, series) + " The table below holds every figure.",
            Unit = chart.Unit,
            Decimals = chart.Decimals,
            Bars = [.. InOrder(panel, series, period).Select(one => new ChartBar(NameAmong(one, series), (double?)At(one, period)?.Value) { Status = StatusAt(one, period, id) })],
        };
    }

    // The chart of the series knows how each status is drawn.
    private static PointStatus StatusAt(BoardSeries series, Period period, string id)
    {
        var at = series.Series.Values.TakeWhile(value => value.Period != period).Count();
        return at == series.Series.Values.Count ? PointStatus.NotAvailable : Specify(series, id).Points[at].Status;
    }

    private static SmallMultiples Multiples(List<BoardSeries> series, Lookback lookback, string id)
    {
        var latest = LastPeriod(series).To;
        var charts = series.Select(one => Within(Specify(one, id), one, lookback, latest) with { Title = NameAmong(one, series), Annotations = [] }).ToList();
        return new SmallMultiples
        {
            Id = id,
            Title = series[0].Measure.Name,
            Subtitle = charts[0].Subtitle,
            Description = PanelWords.Signals(series) + " The table below holds the latest figures.",
            Unit = charts[0].Unit,
            Decimals = charts[0].Decimals,
            Charts = [.. charts.Select(chart => chart.Kind == ChartKind.Spc ? chart : chart with { Kind = ChartKind.Line })],
        };
    }

    private static BeforeAfterChart? Parted(BoardSeries series, Lookback lookback, Annotation split, string id)
    {
        if (PanelWords.SidesOf(series, split) is not { } sides)
        {
            return null;
        }

        var whole = Specify(series, id);
        var shown = Within(whole, series, lookback);
        // A lookback that does not reach the event would show one side only.
        var chart = shown.Points[0].Position < whole.Points[sides.Mark.At].Position ? shown : whole;
        return new BeforeAfterChart
        {
            Id = id,
            Title = whole.Title,
            Subtitle = chart.Subtitle,
            Description = sides.Sentence + " The table below holds every figure.",
            Unit = whole.Unit,
            Decimals = whole.Decimals,
            Points = chart.Points,
            At = split.Date,
            Event = split.Title + ".",
            Before = SideOf(sides.Before, sides.MeanBefore, sides.Mark.Cuts, series, whole, chart.Points[0].Position),
            After = SideOf(sides.After, sides.MeanAfter, sides.Mark.Cuts, series, whole, chart.Points[0].Position),
            Difference = sides.Sentence,
            Target = whole.Target,
            Tolerance = whole.Tolerance,
        };
    }

    // Limits belong to a side only where they start anew at the event.
    private static ChartSegment SideOf(IReadOnlyList<JudgedValue> side, decimal mean, bool limits, BoardSeries series, ChartSpecification whole, DateOnly shownFrom)
    {
        DateOnly PositionOf(JudgedValue value) => whole.Points[series.Series.Values.TakeWhile(other => other.Period != value.Period).Count()].Position;

        var segment = limits ? side[0].Judged?.Segment : null;
        return new ChartSegment
        {
            From = PositionOf(side[0]) < shownFrom ? shownFrom : PositionOf(side[0]),
            To = PositionOf(side[^1]),
            Mean = (double)mean,
            Lower = segment?.Lpl,
            Upper = segment?.Upl,
            Trial = segment?.Notes.HasFlag(SpcNotes.TrialLimits) ?? false,
        };
    }
}
