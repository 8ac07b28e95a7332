using System.Globalization;

namespace Scrutiny.Charts;

/// <summary>Where everything in a chart stands. Computed once, top to bottom; says nothing of colour or markup.</summary>
internal sealed class ChartLayout
{
    private const int NarrowBelow = 480;
    private const char NoBreak = '\u00a0';
    private readonly double[] _x;
    private readonly double _bandWidth;

    public ChartLayout(ChartSpecification chart)
    {
        Chart = chart;
        var narrow = chart.Width / chart.Scale < NarrowBelow;
        TitleSize = (narrow ? 16 : 19) * chart.Scale;
        SubtitleSize = (narrow ? 14 : 16) * chart.Scale;
        TextSize = (narrow ? 12 : 14) * chart.Scale;
        Margin = (chart.Standalone ? 16 : 4) * chart.Scale;
        HasValues = chart.Points.Any(point => point.Value is not null);
        Judged = chart.Kind == ChartKind.Spc && chart.Segments.Any(segment => segment.Upper is not null || segment.Lower is not null);

        var across = chart.Width - (2 * Margin);
        TitleLines = chart.ShowTitle ? TextWidth.Wrap(chart.Title, across, TitleSize, bold: true) : [];
        SubtitleLines = chart.ShowTitle && chart.Subtitle.Length > 0 ? TextWidth.Wrap(chart.Subtitle, across, SubtitleSize) : [];
        Key = KeyRows(across);
        FootLines =
        [
            .. chart.Annotations.OrderBy(note => note.Number).SelectMany(note => TextWidth.Wrap(
                string.Create(CultureInfo.InvariantCulture, $"{note.Number}. {note.Date:d MMMM yyyy}: {note.Label}"), across, TextSize)),
            .. chart.Source.Length > 0 ? TextWidth.Wrap("Source: " + chart.Source, across, TextSize) : [],
        ];

        var labels = LabelTexts();
        LabelsWidth = labels.Count == 0 ? 0 : labels.Max(label => label.Width) + (Leader * 2);
        var labelsHeight = labels.Sum(label => label.Height);

        // Header.
        var y = Margin;
        TitleTop = y;
        y += TitleLines.Count * TitleSize * LineHeight;
        SubtitleTop = y;
        y += SubtitleLines.Count * SubtitleSize * LineHeight;
        y += y > Margin ? TextSize * 0.5 : 0;
        KeyTop = y;
        y += Key.Count == 0 ? 0 : ((Key.Max(item => item.Row) + 1) * TextSize * 1.5) + (TextSize * 0.3);

        // The note on the axis and the word on synthetic data share a row, which both fit at any width.
        NoteTop = y;
        var plotWidth = chart.Width * 0.42 / chart.Scale;
        var footHeight = (FootLines.Count * TextSize * LineHeight) + (FootLines.Count > 0 ? TextSize * 0.75 : 0) + Margin;
        var noteHeight = TextSize * 2.1;
        var annotationRoom = chart.Annotations.Count > 0 ? MarkerRadius * 2.4 : 0;
        var automatic = Math.Clamp(plotWidth, 200, 460) * chart.Scale;
        var wished = chart.Height is { } height ? height - y - noteHeight - annotationRoom - footHeight - (TextSize * 3.2) : automatic;
        PlotHeight = Math.Round(Math.Max(wished, Math.Max(labelsHeight + TextSize, 80 * chart.Scale)));

        // The axis needs the height, the left edge needs the axis, the rest needs the left edge.
        Axis = HasValues ? AxisFor(Math.Clamp((int)(PlotHeight / (44 * chart.Scale)), 2, 8)) : null;
        PlotLeft = Margin + (Axis is null ? 0 : Axis.Ticks.Max(tick => TextWidth.Of(TickText(tick), TextSize)) + (TextSize * 0.6));
        PlotRight = chart.Width - Margin - LabelsWidth;
        _bandWidth = chart.Points.Count == 0 ? 0 : (PlotRight - PlotLeft) / chart.Points.Count;
        _x = [.. Enumerable.Range(0, chart.Points.Count).Select(PointX)];

        AxisNote = string.Join(". ", new[] { ValueText.AxisCaption(chart.Unit), Axis is { StartsAtZero: false } ? "Axis does not start at zero" : "" }.Where(part => part.Length > 0));
        Markers = PlaceMarkers();
        var markerRows = Markers.Count == 0 ? 0 : Markers.Max(marker => marker.Row) + 1;
        y += AxisNote.Length > 0 || chart.Synthetic ? noteHeight : TextSize * 0.8;
        MarkersTop = y;
        y += markerRows * MarkerRadius * 2.4;
        PlotTop = Math.Ceiling(y);
        PlotBottom = PlotTop + PlotHeight;

        Ticks = chart.Points.Count == 0 ? [] : PeriodAxis.Ticks(chart.Points, index => _x[index], chart.Kind == ChartKind.Column, TextSize, Margin, chart.Width - Margin);
        var tickRows = Ticks.Count == 0 ? 0 : Ticks.Any(tick => tick.Second.Length > 0) ? 2 : 1;
        y = PlotBottom + (TextSize * (0.6 + (tickRows * 1.25)));
        FootTop = y + (FootLines.Count > 0 ? TextSize * 0.75 : 0);
        Height = Math.Ceiling(Math.Max(chart.Height ?? 0, FootTop + (FootLines.Count * TextSize * LineHeight) + Margin));

        Labels = PlaceLabels(labels);
    }

    public ChartSpecification Chart { get; }

    public double TitleSize { get; }

    public double SubtitleSize { get; }

    public double TextSize { get; }

    public double Margin { get; }

    public double LineHeight { get; } = 1.25;

    public double Leader => 8 * Chart.Scale;

    public double MarkerRadius => TextSize * 0.72;

    public bool HasValues { get; }

    /// <summary>True where points stand against limits.</summary>
    public bool Judged { get; }

    public IReadOnlyList<string> TitleLines { get; }

    public IReadOnlyList<string> SubtitleLines { get; }

    public IReadOnlyList<string> FootLines { get; }

    public IReadOnlyList<KeyItem> Key { get; }

    public string AxisNote { get; }

    public double TitleTop { get; }

    public double SubtitleTop { get; }

    public double KeyTop { get; }

    public double NoteTop { get; }

    public double MarkersTop { get; }

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

    /// <summary>Where a point stands across.</summary>
    public double X(int index) => _x[index];

    /// <summary>Where a value stands; only where there are values.</summary>
    public double Y(double value) => PlotBottom - ((value - Axis!.Bottom) / (Axis.Top - Axis.Bottom) * PlotHeight);

    /// <summary>Width of a column.</summary>
    public double ColumnWidth => Math.Min(_bandWidth * 0.66, 72 * Chart.Scale);

    /// <summary>Distance between two neighbours.</summary>
    public double Spacing => Chart.Points.Count < 2 ? PlotRight - PlotLeft : (_x[^1] - _x[0]) / (Chart.Points.Count - 1);

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
    public string ColumnText(ChartPoint point) => ValueText.Full(point.Value!.Value, Chart.Unit, Chart.Decimals) + Bracketed(point.Status);

    private bool CannotFall => Chart.Unit != ChartUnit.Pounds && Chart.Points.All(point => point.Value is null or >= 0);

    private static string Bracketed(PointStatus status) => status == PointStatus.Final ? "" : $" [{PointWords.Letter(status)}]";

    private double PointX(int index)
    {
        if (Chart.Kind == ChartKind.Column)
        {
            return PlotLeft + ((index + 0.5) * _bandWidth);
        }

        if (Chart.Points.Count == 1)
        {
            return (PlotLeft + PlotRight) / 2;
        }

        var inset = 10 * Chart.Scale;
        var first = Chart.Points[0].Position.DayNumber;
        var days = Chart.Points[^1].Position.DayNumber - first;
        return PlotLeft + inset + ((PlotRight - PlotLeft - (2 * inset)) * (Chart.Points[index].Position.DayNumber - first) / days);
    }

    private ValueAxis AxisFor(int intervals)
    {
        var values = Chart.Points.Where(point => point.Value is not null).Select(point => point.Value!.Value);
        if (Chart.Target is { } target)
        {
            values = values.Append(target.Value);
        }

        if (Chart.Tolerance is { } band)
        {
            values = values.Append(Drawn(band.Lower)).Append(Drawn(band.Upper));
        }

        if (Chart.Kind == ChartKind.Spc)
        {
            values = values.Concat(Chart.Segments.Where(segment => Span(segment) is not null)
                .SelectMany(segment => (double?[])[segment.Mean, segment.Lower is { } lower ? Drawn(lower) : null, segment.Upper is { } upper ? Drawn(upper) : null])
                .OfType<double>());
        }

        var all = values.ToArray();
        if (Chart.Kind == ChartKind.Column)
        {
            // Room for the value that stands at a column's end.
            var room = (Math.Max(all.Max(), 0) - Math.Min(all.Min(), 0)) * 1.5 * TextSize / PlotHeight;
            var (lowest, highest) = (all.Min(), all.Max());
            var top = highest > 0 ? highest + room : highest;
            var cap = Chart.Unit == ChartUnit.Percent && highest <= 100 ? 100 : double.PositiveInfinity;
            return ValueAxis.Covering(lowest < 0 ? lowest - room : lowest, Math.Min(top, cap), Chart.Unit, fromZero: true, intervals);
        }

        return ValueAxis.Covering(all.Min(), all.Max(), Chart.Unit, fromZero: false, intervals);
    }

    private List<KeyItem> KeyRows(double across)
    {
        var items = new List<KeyItem>();
        if (Chart.Kind == ChartKind.Spc && Chart.Points.Any(point => point.Meaning != PointMeaning.CommonCause && point.Value is not null))
        {
            foreach (var meaning in Enum.GetValues<PointMeaning>())
            {
                if (Chart.Points.Any(point => point.Meaning == meaning && point.Value is not null))
                {
                    items.Add(new KeyItem(meaning, "", Sentence(PointWords.OfMeaning(meaning)), 0, 0));
                }
            }
        }

        foreach (var status in Enum.GetValues<PointStatus>())
        {
            if (status != PointStatus.Final && Chart.Points.Any(point => point.Status == status))
            {
                items.Add(new KeyItem(null, PointWords.Letter(status), Sentence(PointWords.OfStatus(status)), 0, 0));
            }
        }

        var x = 0.0;
        var row = 0;
        for (var index = 0; index < items.Count; index++)
        {
            var width = KeySymbolWidth + TextWidth.Of(items[index].Words, TextSize);
            if (x > 0 && x + width > across)
            {
                x = 0;
                row++;
            }

            items[index] = items[index] with { X = Margin + x, Row = row };
            x += width + (TextSize * 1.4);
        }

        return items;
    }

    /// <summary>Room for the symbol before the words of a key item.</summary>
    public double KeySymbolWidth => TextSize * 1.3;

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private List<LabelText> LabelTexts()
    {
        var labels = new List<LabelText>();
        if (!HasValues)
        {
            return labels;
        }

        // A value is never split from its unit, so lines break between a name and its value.
        string Value(double value) => Unbroken(ValueText.Full(value, Chart.Unit, Chart.Decimals));
        string Round(double value) => Unbroken(ValueText.Full(value, Chart.Unit, value == Math.Round(value) ? 0 : Chart.Decimals));
        void Add(string role, double at, string text, bool bold = false)
        {
            var widest = Math.Clamp(Chart.Width / Chart.Scale * 0.24, 84, 190) * Chart.Scale;
            var lines = TextWidth.Wrap(text, widest, TextSize, bold).Select(line => line.Replace(NoBreak, ' ')).ToArray();
            labels.Add(new LabelText(role, at, lines, bold, lines.Max(line => TextWidth.Of(line, TextSize, bold)), ((lines.Length * 1.15) + 0.2) * TextSize));
        }

        if (Chart.Kind == ChartKind.Spc && Chart.Segments.LastOrDefault(segment => Span(segment) is not null) is { } segment)
        {
            // A limit that a measure cannot reach is not written as a number.
            var trial = segment.Trial ? " (trial)" : "";
            if (segment.Upper is { } upper)
            {
                Add("limit", Drawn(upper), $"Upper limit{trial} {(Drawn(upper) < upper ? "over" + NoBreak + Round(Drawn(upper)) : Value(upper))}");
            }

            if (segment.Mean is { } mean)
            {
                Add("mean", mean, $"Mean{trial} {Value(mean)}");
            }

            if (segment.Lower is { } lower)
            {
                Add("limit", Drawn(lower), $"Lower limit{trial} {(Drawn(lower) > lower ? "below" + NoBreak + Round(Drawn(lower)) : Value(lower))}");
            }
        }

        if (Chart.Target is { } target)
        {
            Add("target", target.Value, $"{target.Label} {Round(target.Value)}");
        }

        if (Chart.Tolerance is { } band)
        {
            Add("band", (Drawn(band.Lower) + Drawn(band.Upper)) / 2, $"{band.Label} {Round(band.Lower)} to {Round(band.Upper)}");
        }

        if (Chart.Kind != ChartKind.Column)
        {
            var last = Chart.Points.Last(point => point.Value is not null);
            var period = ReferenceEquals(last, Chart.Points[^1]) ? "" : last.ShortLabel + ": ";
            Add("value", last.Value!.Value, $"{period}{Value(last.Value.Value)}{Unbroken(Bracketed(last.Status))}", bold: true);
        }

        return labels;
    }

    private static string Unbroken(string text) => text.Replace(' ', NoBreak);

    private PlacedLabel[] PlaceLabels(List<LabelText> labels)
    {
        var wishes = labels.Select(label => (Centre: Y(label.At), label.Height)).ToArray();
        var centres = DirectLabels.Arrange(wishes, PlotTop - (TextSize * 0.6), PlotBottom + (TextSize * 0.6));
        return [.. labels.Select((label, index) => new PlacedLabel(label, wishes[index].Centre, centres[index]))];
    }

    private List<PlacedMarker> PlaceMarkers()
    {
        var markers = new List<PlacedMarker>();
        var ends = new List<double>();
        if (Chart.Points.Count == 0)
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

    private double MarkerX(ChartAnnotation note)
    {
        var index = 0;
        while (index < Chart.Points.Count && Chart.Points[index].Position < note.Date)
        {
            index++;
        }

        if (note.Kind != ChartAnnotationKind.Event || Chart.Kind == ChartKind.Column || Chart.Points.Count < 2)
        {
            return Before(index);
        }

        var first = Chart.Points[0].Position.DayNumber;
        return _x[0] + ((_x[^1] - _x[0]) * (note.Date.DayNumber - first) / (Chart.Points[^1].Position.DayNumber - first));
    }
}
