using System.Globalization;

namespace Scrutiny.Charts;

/// <summary>Where everything in a chart over time stands. Computed once, top to bottom; says nothing of colour or markup.</summary>
internal sealed class ChartLayout
{
    private readonly double[] _x;
    private readonly double _bandWidth;
    private readonly double[] _values;
    private readonly BeforeAfterChart? _parted;

    /// <summary>Computes the layout.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="parted">The chart of before and after that it stands for; null for none.</param>
    public ChartLayout(ChartSpecification chart, BeforeAfterChart? parted = null)
    {
        Chart = chart;
        _parted = parted;
        Series = [chart.Points, .. chart.OtherSeries.Select(series => series.Points)];
        AxisPoints = Series.Count == 1 ? chart.Points : [.. Series.SelectMany(points => points).DistinctBy(point => point.Position).OrderBy(point => point.Position)];
        _values = [.. Series.SelectMany(points => points).Where(point => point.Value is not null).Select(point => point.Value!.Value)];
        HasValues = _values.Length > 0;
        Judged = chart.Kind == ChartKind.Spc && chart.Segments.Any(segment => segment.Upper is not null || segment.Lower is not null);

        Frame = new PictureFrame(chart, chart.Annotations.OrderBy(note => note.Number)
            .Select(note => string.Create(CultureInfo.InvariantCulture, $"{note.Number}. {note.Date:d MMMM yyyy}: {note.Label}")));
        TextSize = Frame.TextSize;
        Key = new ChartKey(KeyItems(), Frame);
        DifferenceLines = parted is { Difference.Length: > 0 } ? TextWidth.Wrap(parted.Difference, Frame.Across, TextSize, bold: true) : [];
        var halves = parted is null ? [] : HalfTexts(parted);

        var labels = LabelTexts();
        LabelsWidth = labels.Count == 0 ? 0 : labels.Max(label => label.Width) + (Leader * (Series.Count > 1 ? 4 : 2));
        var labelsHeight = labels.Sum(label => label.Height);

        // Header.
        DifferenceTop = Frame.HeaderBottom;
        var y = DifferenceTop + (DifferenceLines.Count * TextSize * PictureFrame.LineHeight) + (DifferenceLines.Count > 0 ? TextSize * 0.5 : 0);
        KeyTop = y;
        y += Key.Height;
        NoteTop = y;
        var halvesHeight = halves.Length == 0 ? 0 : ((Frame.Narrow ? halves.Sum(half => half.Count) : halves.Max(half => half.Count)) * TextSize * PictureFrame.LineHeight) + (TextSize * 0.5);
        var annotationRoom = chart.Annotations.Count > 0 ? MarkerRadius * 2.4 : 0;
        var automatic = (HasValues ? Math.Clamp(chart.Width * 0.42 / chart.Scale, 200, 460) : 110) * chart.Scale;
        var wished = chart.Height is { } height ? height - y - Frame.NoteHeight - halvesHeight - annotationRoom - Frame.FootHeight - (TextSize * 3.2) : automatic;
        var least = Math.Max(labelsHeight + TextSize, 80 * chart.Scale);
        PlotHeight = Math.Round(Math.Max(wished, least));

        // The axis needs the height, the left edge needs the axis, the rest needs the left edge.
        Axis = HasValues ? AxisFor(Math.Clamp((int)(PlotHeight / (44 * chart.Scale)), 2, 8)) : null;
        PlotLeft = Margin + (Axis is null ? 0 : Axis.Ticks.Max(tick => TextWidth.Of(TickText(tick), TextSize)) + (TextSize * 0.6));
        PlotRight = chart.Width - Margin - LabelsWidth;
        _bandWidth = AxisPoints.Count == 0 ? 0 : (PlotRight - PlotLeft) / AxisPoints.Count;
        _x = [.. Enumerable.Range(0, AxisPoints.Count).Select(PointX)];

        AxisNote = string.Join(". ", new[] { ValueText.AxisCaption(chart.Unit), Axis is { StartsAtZero: false } ? "Axis does not start at zero" : "" }.Where(part => part.Length > 0));
        Markers = PlaceMarkers();
        var markerRows = Markers.Count == 0 ? 0 : Markers.Max(marker => marker.Row) + 1;
        y += AxisNote.Length > 0 || chart.Synthetic ? Frame.NoteHeight : TextSize * 0.8;
        Halves = parted is null ? [] : PlaceHalves(halves, parted, y);
        y += halvesHeight + (markerRows * MarkerRadius * 2.4);
        PlotTop = Math.Ceiling(y);

        Ticks = AxisPoints.Count == 0 ? [] : PeriodAxis.Ticks(AxisPoints, index => _x[index], chart.Kind == ChartKind.Column, TextSize, Margin, chart.Width - Margin);
        var tickRows = Ticks.Count == 0 ? 0 : Ticks.Any(tick => tick.Second.Length > 0) ? 2 : 1;
        var beneath = TextSize * (0.6 + (tickRows * 1.25));
        if (chart.Height is { } asked)
        {
            // Now that every row is known, the plot takes what is left.
            PlotHeight = Math.Floor(Math.Max(asked - PlotTop - beneath - Frame.FootHeight, least));
        }

        PlotBottom = PlotTop + PlotHeight;
        var contentBottom = PlotBottom + beneath;
        FootTop = contentBottom + Frame.FootGap;
        Height = Frame.HeightFor(contentBottom);

        Targets = TargetSpans();
        Bands = BandSpans();
        Labels = PlaceLabels(labels);
    }

    public ChartSpecification Chart { get; }

    public PictureFrame Frame { get; }

    /// <summary>Every series, the chart's own points first.</summary>
    public IReadOnlyList<IReadOnlyList<ChartPoint>> Series { get; }

    /// <summary>One point for each position on the axis of time.</summary>
    public IReadOnlyList<ChartPoint> AxisPoints { get; }

    public double TextSize { get; }

    public double Margin => Frame.Margin;

    public double Leader => 8 * Chart.Scale;

    public double MarkerRadius => TextSize * 0.72;

    public bool HasValues { get; }

    /// <summary>True where points stand against limits.</summary>
    public bool Judged { get; }

    public ChartKey Key { get; }

    public IReadOnlyList<string> DifferenceLines { get; }

    public IReadOnlyList<PlacedHalf> Halves { get; }

    public string AxisNote { get; }

    public double DifferenceTop { get; }

    public double KeyTop { get; }

    public double NoteTop { get; }

    public double PlotTop { get; }

    public double PlotBottom { get; }

    public double PlotLeft { get; }

    public double PlotRight { get; }

    public double PlotHeight { get; }

    public double LabelsWidth { get; }

    public double FootTop { get; }

    public double Height { get; }

    public ValueAxis? Axis { get; }

    public IReadOnlyList<PeriodTick> Ticks { get; }

    public IReadOnlyList<PlacedLabel> Labels { get; }

    public IReadOnlyList<PlacedMarker> Markers { get; }

    /// <summary>Targets with the stretch for which each was in force, oldest first.</summary>
    public IReadOnlyList<ThresholdSpan> Targets { get; }

    /// <summary>Tolerances with the stretch for which each was in force, oldest first.</summary>
    public IReadOnlyList<ThresholdSpan> Bands { get; }

    /// <summary>Where a point of a series stands across.</summary>
    public double X(int series, int index) => Series.Count == 1 ? _x[index] : At(Series[series][index].Position);

    /// <summary>Where a value stands; only where there are values.</summary>
    public double Y(double value) => PlotBottom - ((value - Axis!.Bottom) / (Axis.Top - Axis.Bottom) * PlotHeight);

    /// <summary>Width of a column.</summary>
    public double ColumnWidth => Math.Min(_bandWidth * 0.66, 72 * Chart.Scale);

    /// <summary>Distance between two neighbours.</summary>
    public double Spacing => _x.Length < 2 ? PlotRight - PlotLeft : (_x[^1] - _x[0]) / (_x.Length - 1);

    /// <summary>A limit as it is drawn: never beyond what the measure can reach.</summary>
    public double Drawn(double limit) => Math.Clamp(limit, CannotFall ? 0 : double.NegativeInfinity, Chart.Unit == ChartUnit.Percent ? 100 : double.PositiveInfinity);

    /// <summary>First and last point of a segment, by index; null where no point lies in it.</summary>
    public (int First, int Last)? Span(ChartSegment segment)
    {
        var first = -1;
        var last = -1;
        for (var index = 0; index < Chart.Points.Count; index++)
        {
            if (Chart.Points[index].Position >= segment.From && Chart.Points[index].Position <= segment.To)
            {
                first = first < 0 ? index : first;
                last = index;
            }
        }

        return first < 0 ? null : (first, last);
    }

    /// <summary>The line between a point and the one before it; the plot's edge for the first.</summary>
    public double Before(int index) =>
        index <= 0 ? PlotLeft : index >= _x.Length ? PlotRight : (_x[index - 1] + _x[index]) / 2;

    /// <summary>What stands at a tick of the value axis.</summary>
    public string TickText(double tick) => ValueText.OnAxis(tick, Axis!.Step, Chart.Unit);

    /// <summary>The value written over a column.</summary>
    public string ColumnText(ChartPoint point) => PointWords.Written(point.Value!.Value, point.Status, Chart);

    private bool CannotFall => Chart.Unit != ChartUnit.Pounds && Array.TrueForAll(_values, value => value >= 0);

    private double PointX(int index) => Chart.Kind == ChartKind.Column ? PlotLeft + ((index + 0.5) * _bandWidth) : At(AxisPoints[index].Position);

    private double At(DateOnly position)
    {
        if (AxisPoints.Count == 1)
        {
            return (PlotLeft + PlotRight) / 2;
        }

        var inset = 10 * Chart.Scale;
        var first = AxisPoints[0].Position.DayNumber;
        var days = AxisPoints[^1].Position.DayNumber - first;
        return PlotLeft + inset + ((PlotRight - PlotLeft - (2 * inset)) * (position.DayNumber - first) / days);
    }

    private IEnumerable<ChartTarget> AllTargets() => Chart.Target is { } target ? Chart.FormerTargets.Append(target) : Chart.FormerTargets;

    private IEnumerable<ChartBand> AllBands() => Chart.Tolerance is { } band ? Chart.FormerTolerances.Append(band) : Chart.FormerTolerances;

    private ValueAxis AxisFor(int intervals)
    {
        List<double> all = [.. _values, .. AllTargets().Select(target => target.Value)];
        foreach (var band in AllBands())
        {
            all.AddRange(((double?[])[band.Lower, band.Upper]).OfType<double>().Select(Drawn));
        }

        if (Chart.Kind == ChartKind.Spc)
        {
            foreach (var segment in Chart.Segments.Where(segment => Span(segment) is not null))
            {
                all.AddRange(((double?[])[segment.Mean, segment.Lower, segment.Upper]).OfType<double>().Select(Drawn));
            }
        }

        var (lowest, highest) = (all.Min(), all.Max());
        if (Chart.Kind == ChartKind.Column)
        {
            // Room for the value that stands at a column's end.
            var room = (Math.Max(highest, 0) - Math.Min(lowest, 0)) * 1.5 * TextSize / PlotHeight;
            var top = highest > 0 ? highest + room : highest;
            var cap = Chart.Unit == ChartUnit.Percent && highest <= 100 ? 100 : double.PositiveInfinity;
            return ValueAxis.Covering(lowest < 0 ? lowest - room : lowest, Math.Min(top, cap), Chart.Unit, fromZero: true, intervals);
        }

        return ValueAxis.Covering(lowest, highest, Chart.Unit, fromZero: false, intervals);
    }

    private IEnumerable<KeyItem> KeyItems()
    {
        var points = Series.SelectMany(series => series);
        var meanings = Chart.Kind == ChartKind.Spc ? points.Where(point => point.Value is not null).Select(point => point.Meaning).Distinct().Order().ToArray() : [];
        var shown = meanings.Any(meaning => meaning != PointMeaning.CommonCause) ? meanings : [];
        return shown.Select(meaning => KeyItem.OfShape(
                PointShape.Of(meaning, TextSize * 0.34, PointShape.ClassOf(meaning), $"fill=\"{ChartTheme.Of(Chart.Theme).ColourOf(meaning)}\""), PointWords.OfMeaning(meaning)))
            .Concat(ChartKey.Statuses(points.Select(point => point.Status)));
    }

    // A value is never split from its unit, so lines break between a name and its value.
    private string Value(double value) => LabelText.Unbroken(ValueText.Full(value, Chart.Unit, Chart.Decimals));

    private string Round(double value) => LabelText.Unbroken(ValueText.Full(value, Chart.Unit, value == Math.Round(value) ? 0 : Chart.Decimals));

    private List<LabelText> LabelTexts()
    {
        var labels = new List<LabelText>();
        if (!HasValues)
        {
            return labels;
        }

        var widest = Math.Clamp(Chart.Width / Chart.Scale * 0.24, 84, 190) * Chart.Scale;
        void Add(string role, double at, string text) => labels.Add(LabelText.Of(role, at, text, TextSize, widest));

        if (NamedSegment() is { } segment)
        {
            // A limit that a measure cannot reach is not written as a number.
            var trial = segment.Trial ? " (trial)" : "";
            if (segment.Upper is { } upper)
            {
                Add("limit", Drawn(upper), $"Upper limit{trial} {(Drawn(upper) < upper ? LabelText.Unbroken("over " + Round(Drawn(upper))) : Value(upper))}");
            }

            if (segment.Mean is { } mean)
            {
                Add("mean", mean, $"Mean{trial} {Value(mean)}");
            }

            if (segment.Lower is { } lower)
            {
                Add("limit", Drawn(lower), $"Lower limit{trial} {(Drawn(lower) > lower ? LabelText.Unbroken("below " + Round(Drawn(lower))) : Value(lower))}");
            }
        }

        if (Chart.Target is { } target)
        {
            Add("target", target.Value, $"{target.Label} {Round(target.Value)}{Since(target.From, Chart.FormerTargets.Count)}");
        }

        if (Chart.Tolerance is { } band)
        {
            Add("band", BandMiddle(band), $"{band.Label} {BandWords(band)}{Since(band.From, Chart.FormerTolerances.Count)}");
        }

        if (Chart.Kind != ChartKind.Column)
        {
            for (var index = 0; index < Series.Count; index++)
            {
                AddValue(labels, index, widest);
            }
        }

        return labels;
    }

    /// <summary>The segment whose lines are named beside the plot: the last; in a parted chart the one after, since each half says its own.</summary>
    private ChartSegment? NamedSegment() =>
        Chart.Kind != ChartKind.Spc ? null
        : _parted is null ? Chart.Segments.LastOrDefault(segment => Span(segment) is not null)
        : _parted.After is { } after && Span(after) is not null ? after : null;

    private void AddValue(List<LabelText> labels, int series, double widest)
    {
        if (Series[series].LastOrDefault(point => point.Value is not null) is not { } last)
        {
            return;
        }

        var name = Series.Count == 1 ? "" : (series == 0 ? Chart.SeriesName : Chart.OtherSeries[series - 1].Name) + " ";
        var period = last.Position == AxisPoints[^1].Position ? "" : last.ShortLabel + ": ";
        labels.Add(LabelText.Of(
            "value", last.Value!.Value, name + period + LabelText.Unbroken(PointWords.Written(last.Value.Value, last.Status, Chart)), TextSize, widest, bold: true, Series.Count == 1 ? null : series));
    }

    private static string Since(DateOnly? from, int former) => from is { } date && former > 0 ? string.Create(CultureInfo.InvariantCulture, $" since {date:MMM} {date:yyyy}") : "";

    private string BandWords(ChartBand band) => band switch
    {
        { Lower: { } lower, Upper: { } upper } => $"{Round(lower)} to {Round(upper)}",
        { Lower: { } lower } => $"at least {Round(lower)}",
        { Upper: { } upper } => $"at most {Round(upper)}",
        _ => "",
    };

    /// <summary>The height at which a band is named: its middle, or beside the edge that it has.</summary>
    private double BandMiddle(ChartBand band) => (Drawn(band.Lower ?? band.Upper!.Value) + Drawn(band.Upper ?? band.Lower!.Value)) / 2;

    private PlacedLabel[] PlaceLabels(List<LabelText> labels)
    {
        var wishes = labels.Select(label => (Centre: Y(label.At), label.Height)).ToArray();
        var centres = DirectLabels.Arrange(wishes, PlotTop - (TextSize * 0.6), PlotBottom + (TextSize * 0.6));
        return [.. labels.Select((label, index) => new PlacedLabel(label, wishes[index].Centre, centres[index]))];
    }

    private ThresholdSpan[] TargetSpans() =>
        [.. AllTargets().Select(target => Threshold(target.Value, target.Value, target.From, target.To, !ReferenceEquals(target, Chart.Target))).Where(span => span.Right > span.Left)];

    private ThresholdSpan[] BandSpans() =>
    [
        .. AllBands().Select(band => Threshold(
                band.Lower is { } lower ? Drawn(lower) : null, band.Upper is { } upper ? Drawn(upper) : null, band.From, band.To, !ReferenceEquals(band, Chart.Tolerance)))
            .Where(span => span.Right > span.Left),
    ];

    private ThresholdSpan Threshold(double? lower, double? upper, DateOnly? from, DateOnly? to, bool former) =>
        new(lower, upper, from is { } first ? Before(FirstFrom(first)) : PlotLeft, to is { } last ? Before(FirstFrom(last.AddDays(1))) : PlotRight, former);

    /// <summary>The first position on the axis from a date on; one past the last where there is none.</summary>
    private int FirstFrom(DateOnly date)
    {
        var index = 0;
        while (index < AxisPoints.Count && AxisPoints[index].Position < date)
        {
            index++;
        }

        return index;
    }

    private List<PlacedMarker> PlaceMarkers()
    {
        var markers = new List<PlacedMarker>();
        var ends = new List<double>();
        if (AxisPoints.Count == 0)
        {
            return markers;
        }

        foreach (var note in Chart.Annotations.OrderBy(note => note.Date).ThenBy(note => note.Number))
        {
            var x = Math.Clamp(MarkerX(note), PlotLeft, PlotRight);
            var row = ends.FindIndex(end => end < x - MarkerRadius);
            if (row < 0)
            {
                row = ends.Count;
                ends.Add(0);
            }

            ends[row] = x + MarkerRadius + (3 * Chart.Scale);
            markers.Add(new PlacedMarker(note, x, row));
        }

        return markers;
    }

    private double MarkerX(ChartAnnotation note) =>
        note.Kind != ChartAnnotationKind.Event || Chart.Kind == ChartKind.Column || AxisPoints.Count < 2 ? Before(FirstFrom(note.Date)) : At(note.Date);

    /// <summary>What is said over each half: in three lines side by side, or in as few as fit where the picture is narrow.</summary>
    private IReadOnlyList<string>[] HalfTexts(BeforeAfterChart parted)
    {
        IReadOnlyList<string> Half(string name, ChartSegment? segment)
        {
            var mean = segment?.Mean is { } value ? "mean " + Value(value) : "too few figures for a mean";
            var limits = segment is { Lower: { } lower, Upper: { } upper } ? $"limits{(segment.Trial ? " (trial)" : "")} {Round(Drawn(lower))} to {Round(Drawn(upper))}" : "";
            var lines = Frame.Narrow
                ? TextWidth.Wrap($"{name}: {mean}{(limits.Length > 0 ? ", " + limits : "")}", Frame.Across, TextSize)
                : [name, .. new[] { mean, limits }.Where(words => words.Length > 0)];
            return [.. lines.Select(line => line.Replace('\u00a0', ' '))];
        }

        return [Half("Before", parted.Before), Half("After", parted.After)];
    }

    private PlacedHalf[] PlaceHalves(IReadOnlyList<string>[] halves, BeforeAfterChart parted, double top)
    {
        if (Frame.Narrow)
        {
            return [new PlacedHalf(halves[0], Margin, top), new PlacedHalf(halves[1], Margin, top + (halves[0].Count * TextSize * PictureFrame.LineHeight))];
        }

        double WidthOf(IReadOnlyList<string> lines) => lines.Max(line => TextWidth.Of(line, TextSize, bold: true));
        var split = Before(FirstFrom(parted.At));
        var left = Math.Max(split + (Leader / 2), PlotLeft + WidthOf(halves[0]) + (Leader * 2));
        return [new PlacedHalf(halves[0], PlotLeft, top), new PlacedHalf(halves[1], Math.Min(left, Chart.Width - Margin - WidthOf(halves[1])), top)];
    }
}
