using System.Globalization;
using System.Text;

namespace Scrutiny.Charts;

/// <summary>Writes one chart over time, from its layout and its palette. Order is depth: what is written later lies above.</summary>
internal sealed class SvgFigure
{
    private const int MostTabStops = 60;
    private readonly ChartSpecification _chart;
    private readonly ChartTheme _theme;
    private readonly ChartLayout _layout;
    private readonly SvgPen _pen;
    private readonly SvgWriter _svg;
    private readonly string _kind;
    private readonly IReadOnlyList<string> _colours;

    public SvgFigure(ChartSpecification chart, BeforeAfterChart? parted = null)
    {
        _chart = chart;
        _layout = new ChartLayout(chart, parted);
        _pen = new SvgPen(_layout.Frame);
        _svg = _pen.Svg;
        _theme = _pen.Theme;
        _kind = parted is null ? ClassOf(chart.Kind) : "before-after";
        _colours = _theme.CategoriesFor(_layout.Series.Count);
    }

    public string Draw()
    {
        _pen.Open(_kind, _layout.Height);
        _svg.Box(_layout.PlotLeft, _layout.PlotTop, _layout.PlotRight - _layout.PlotLeft, _layout.PlotHeight, $"class=\"chart-data\" fill=\"{_theme.DataBackground}\"");
        _pen.Header();
        _pen.Lines(_layout.DifferenceLines, _layout.Margin, _layout.DifferenceTop, _layout.TextSize, $"class=\"chart-difference\" font-size=\"{C(_layout.TextSize)}\" font-weight=\"700\" fill=\"{_theme.Text}\"");
        _pen.Key(_layout.Key, _layout.KeyTop);
        _pen.Notes(_layout.NoteTop, _layout.AxisNote);
        WriteHalves();
        WriteGridAndAxes();
        if (_layout.HasValues)
        {
            WriteBands();
        }

        WriteMarkers();
        if (!_layout.HasValues)
        {
            _pen.Empty((_layout.PlotLeft + _layout.PlotRight) / 2, (_layout.PlotTop + _layout.PlotBottom) / 2);
            WritePoints();
        }
        else if (_chart.Kind == ChartKind.Column)
        {
            // A column would hide the line that it is measured against.
            WritePoints();
            WriteReferenceLines();
            WriteColumnTexts();
        }
        else
        {
            WriteReferenceLines();
            WriteSeries();
            WritePoints();
        }

        WriteFormerTargets();
        WriteLabels();
        _pen.Foot(_layout.FootTop);
        return _pen.Close();
    }

    private static string ClassOf(ChartKind kind) => kind switch
    {
        ChartKind.Spc => "spc",
        ChartKind.Line => "line",
        ChartKind.Column => "column",
        ChartKind.Sparkline => "sparkline",
    };

    private static string C(double value) => SvgWriter.Coordinate(value);

    private string Weight(double width) => _pen.Weight(width);

    /// <summary>The pattern of a series' line, so that colour is not all that tells the lines apart; the first is unbroken.</summary>
    private string SeriesDash(int series) => series switch { 0 => "", 1 => _pen.Dash(8, 4), 2 => _pen.Dash(2, 3), _ => _pen.Dash(10, 3, 2, 3) };

    private void WriteHalves()
    {
        foreach (var half in _layout.Halves)
        {
            var size = _layout.TextSize;
            for (var index = 0; index < half.Lines.Count; index++)
            {
                var paint = index == 0 && !_layout.Frame.Narrow ? $"font-weight=\"700\" fill=\"{_theme.Text}\"" : $"fill=\"{_theme.MutedText}\"";
                _svg.Text(half.X, half.Top + (size * (0.95 + (index * PictureFrame.LineHeight))), half.Lines[index], $"class=\"chart-half\" font-size=\"{C(size)}\" {paint}");
            }
        }
    }

    private void WriteGridAndAxes()
    {
        var size = _layout.TextSize;
        var left = _layout.PlotLeft;
        var right = _layout.PlotRight;
        _svg.Line("<g aria-hidden=\"true\">");
        if (_layout.Axis is { } axis)
        {
            var grid = new StringBuilder();
            foreach (var tick in axis.Ticks)
            {
                grid.Append(CultureInfo.InvariantCulture, $"M{C(left)} {C(_layout.Y(tick))}H{C(right)}");
            }

            _svg.Line($"<path class=\"chart-grid\" d=\"{grid}\" fill=\"none\" stroke=\"{_theme.Grid}\" stroke-width=\"{Weight(1)}\"/>");
            _svg.Line($"<g class=\"chart-axis-text\" font-size=\"{C(size)}\" fill=\"{_theme.MutedText}\" text-anchor=\"end\">");
            foreach (var tick in axis.Ticks)
            {
                _svg.Text(left - (size * 0.5), SvgPen.Baseline(_layout.Y(tick), size), _layout.TickText(tick));
            }

            _svg.Line("</g>");
        }

        // A line at zero is the columns' foot; elsewhere the foot of the plot carries the periods.
        var foot = _layout.Axis is { Bottom: < 0, Top: >= 0 } ? _layout.Y(0) : _layout.PlotBottom;
        _svg.Stroke(left, foot, right, foot, $"class=\"chart-axis\" fill=\"none\" stroke=\"{_theme.Axis}\" stroke-width=\"{Weight(1.25)}\"");
        if (_layout.Ticks.Count > 0)
        {
            WritePeriodTicks(size);
        }

        _svg.Line("</g>");
    }

    private void WritePeriodTicks(double size)
    {
        if (_chart.Kind != ChartKind.Column)
        {
            var marks = new StringBuilder();
            foreach (var tick in _layout.Ticks)
            {
                marks.Append(CultureInfo.InvariantCulture, $"M{C(tick.X)} {C(_layout.PlotBottom)}v{C(size * 0.4)}");
            }

            _svg.Line($"<path class=\"chart-tick\" d=\"{marks}\" fill=\"none\" stroke=\"{_theme.Axis}\" stroke-width=\"{Weight(1.25)}\"/>");
        }

        _svg.Line($"<g class=\"chart-axis-text\" font-size=\"{C(size)}\" fill=\"{_theme.MutedText}\">");
        foreach (var tick in _layout.Ticks)
        {
            WritePeriod(tick.First, tick.X, 0, size);
            WritePeriod(tick.Second, tick.X, 1, size);
        }

        _svg.Line("</g>");
    }

    private void WritePeriod(string label, double x, int row, double size)
    {
        if (label.Length == 0)
        {
            return;
        }

        var baseline = _layout.PlotBottom + (size * (1.5 + (row * 1.25)));
        var start = PeriodAxis.Start(label, x, size, _layout.Margin, _chart.Width - _layout.Margin);
        _svg.Text(start + (TextWidth.Of(label, size) / 2), baseline, label, "text-anchor=\"middle\"");
    }

    private void WriteBands()
    {
        if (_layout.Bands.Count == 0)
        {
            return;
        }

        var edge = $"class=\"chart-band-edge\" stroke=\"{_theme.BandEdge}\" stroke-width=\"{Weight(1)}\" {_pen.Dash(1, 3)}";
        _svg.Line("<g aria-hidden=\"true\">");
        foreach (var band in _layout.Bands)
        {
            // A band without an edge on one side runs to the end of the plot there.
            var top = band.Upper is { } upper ? _layout.Y(upper) : _layout.PlotTop;
            var bottom = band.Lower is { } lower ? _layout.Y(lower) : _layout.PlotBottom;
            _svg.Box(band.Left, top, band.Right - band.Left, bottom - top, $"class=\"chart-band\" fill=\"{_theme.Band}\"");
            if (band.Upper is not null)
            {
                _svg.Stroke(band.Left, top, band.Right, top, edge);
            }

            if (band.Lower is not null)
            {
                _svg.Stroke(band.Left, bottom, band.Right, bottom, edge);
            }
        }

        _svg.Line("</g>");
    }

    private void WriteMarkers()
    {
        if (_layout.Markers.Count == 0)
        {
            return;
        }

        // The words and numbers stand beneath the chart, where they are read.
        var size = _layout.TextSize;
        _svg.Line($"<g class=\"chart-markers\" aria-hidden=\"true\" font-size=\"{C(size)}\" font-weight=\"700\" text-anchor=\"middle\" fill=\"{_theme.Text}\">");
        foreach (var marker in _layout.Markers)
        {
            var radius = _layout.MarkerRadius;
            var middle = _layout.PlotTop - (radius * ((marker.Row * 2.4) + 1.3));
            var (name, dash) = marker.Note.Kind switch
            {
                ChartAnnotationKind.Rebase => ("chart-rebase", _pen.Dash(6, 4)),
                ChartAnnotationKind.Break => ("chart-break", _pen.Dash(6, 4)),
                ChartAnnotationKind.Event => ("chart-event", _pen.Dash(1.5, 3)),
            };
            _svg.Stroke(marker.X, middle + radius, marker.X, _layout.PlotBottom, $"class=\"{name}\" stroke=\"{_theme.Annotation}\" stroke-width=\"{Weight(1.25)}\" {dash}");
            _svg.Line($"<circle class=\"chart-marker\" cx=\"{C(marker.X)}\" cy=\"{C(middle)}\" r=\"{C(radius)}\" fill=\"{_theme.FigureBackground}\" stroke=\"{_theme.Annotation}\" stroke-width=\"{Weight(1.25)}\"/>");
            _svg.Text(marker.X, SvgPen.Baseline(middle, size), marker.Note.Number.ToString(CultureInfo.InvariantCulture), $"font-size=\"{C(Math.Max(size * 0.86, 12 * _chart.Scale))}\"");
        }

        _svg.Line("</g>");
    }

    private void WriteReferenceLines()
    {
        _svg.Line("<g aria-hidden=\"true\" fill=\"none\">");
        if (_chart.Kind == ChartKind.Spc)
        {
            foreach (var segment in _chart.Segments)
            {
                if (_layout.Span(segment) is { } span)
                {
                    WriteSegment(segment, _layout.Before(span.First), _layout.Before(span.Last + 1));
                }
            }
        }

        if (_layout.Targets.Count > 0)
        {
            WriteTargets();
        }

        _svg.Line("</g>");
    }

    private void WriteSegment(ChartSegment segment, double left, double right)
    {
        var limit = $"class=\"chart-limit\" stroke=\"{_theme.Limit}\" stroke-width=\"{Weight(1.25)}\" {(segment.Trial ? _pen.Dash(1.5, 4) : _pen.Dash(6, 4))}";
        foreach (var value in (double?[])[segment.Upper, segment.Lower])
        {
            if (value is { } at)
            {
                var y = _layout.Y(_layout.Drawn(at));
                _svg.Stroke(left, y, right, y, limit);
            }
        }

        if (segment.Mean is { } mean)
        {
            _svg.Stroke(left, _layout.Y(mean), right, _layout.Y(mean), $"class=\"chart-mean\" stroke=\"{_theme.Mean}\" stroke-width=\"{Weight(1)}\"{(segment.Trial ? " " + _pen.Dash(1.5, 4) : "")}");
        }
    }

    /// <summary>One line for all targets, stepped where one follows the other without a gap.</summary>
    private void WriteTargets()
    {
        var path = new StringBuilder();
        var end = double.NaN;
        foreach (var target in _layout.Targets)
        {
            var y = C(_layout.Y(target.Upper!.Value));
            path.Append(target.Left == end ? "V" + y : $"M{C(target.Left)} {y}").Append('H').Append(C(target.Right));
            end = target.Right;
        }

        _svg.Line($"<path d=\"{path}\" class=\"chart-target\" stroke=\"{_theme.Target}\" stroke-width=\"{Weight(2)}\" {_pen.Dash(10, 4, 2, 4)}/>");
    }

    /// <summary>The value of each target that was in force before, on its own line where it fits; the one in force has its label beside the plot.</summary>
    private void WriteFormerTargets()
    {
        var size = _layout.TextSize;
        foreach (var target in _layout.Targets.Where(span => span.Former && _layout.HasValues))
        {
            var text = ValueText.Full(target.Upper!.Value, _chart.Unit, target.Upper == Math.Round(target.Upper.Value) ? 0 : _chart.Decimals);
            if (TextWidth.Of(text, size) + size < target.Right - target.Left)
            {
                _svg.Text(target.Left + (size * 0.4), _layout.Y(target.Upper.Value) - (size * 0.4), text, $"aria-hidden=\"true\" font-size=\"{C(size)}\" " + _pen.OnData("chart-former", bold: false));
            }
        }
    }

    private void WriteSeries()
    {
        // The first lies above the others: it is what the chart is about.
        for (var series = _layout.Series.Count - 1; series >= 0; series--)
        {
            WriteSeries(series);
        }
    }

    private void WriteSeries(int series)
    {
        var points = _layout.Series[series];
        var path = new StringBuilder();
        var joined = false;
        for (var index = 0; index < points.Count; index++)
        {
            var point = points[index];
            if (point.Value is { } value)
            {
                path.Append(joined && !BreaksBefore(points, index) ? 'L' : 'M').Append(C(_layout.X(series, index))).Append(' ').Append(C(_layout.Y(value)));
            }

            joined = point.Value is not null;
        }

        var (colour, width) = _chart.Kind == ChartKind.Spc ? (_theme.ProcessLine, 1.75) : (_colours[series], 2.25);
        var dash = SeriesDash(series);
        _svg.Line($"<path class=\"chart-series\" aria-hidden=\"true\" d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{Weight(width)}\" stroke-linejoin=\"round\"{(dash.Length > 0 ? " " + dash : "")}/>");
    }

    /// <summary>True where the line must not join a point to the one before it.</summary>
    private bool BreaksBefore(IReadOnlyList<ChartPoint> points, int index) =>
        points[index].Status == PointStatus.Break ||
        _chart.Annotations.Any(note => note.Kind == ChartAnnotationKind.Break && note.Date > points[index - 1].Position && note.Date <= points[index].Position);

    private void WritePoints()
    {
        for (var series = 0; series < _layout.Series.Count; series++)
        {
            WritePoints(series);
        }
    }

    private void WritePoints(int series)
    {
        var points = _layout.Series[series];
        if (points.Count == 0)
        {
            return;
        }

        var size = _layout.TextSize;
        var spacing = _layout.Spacing / _chart.Scale;
        var radius = Math.Clamp(spacing * 0.38, 1.8, _chart.Kind == ChartKind.Spc ? 4.5 : 3.5) * _chart.Scale;
        var special = Math.Max(radius, 3.2 * _chart.Scale);
        var ordinary = _chart.Kind == ChartKind.Spc ? _theme.CommonCause : _colours[series];
        var letterEnd = double.NegativeInfinity;
        var several = _layout.Series.Count > 1;
        var name = several ? (series == 0 ? _chart.SeriesName : _chart.OtherSeries[series - 1].Name) + ", " : "";

        // A rim parts a mark from the line and the band behind it; on small marks it would only cut the line to pieces.
        var rim = _chart.Kind == ChartKind.Spc && radius >= 3 * _chart.Scale ? _theme.DataBackground : "none";
        _svg.Line($"<g class=\"chart-points\" font-size=\"{C(size)}\" text-anchor=\"middle\" fill=\"{ordinary}\" stroke=\"{rim}\" stroke-width=\"{Weight(1)}\">");
        for (var index = 0; index < points.Count; index++)
        {
            var point = points[index];
            var x = _layout.X(series, index);
            var y = point.Value is { } value ? _layout.Y(value) : _layout.PlotBottom;
            var spoken = name + (point.Spoken ?? PointWords.Spoken(point, _chart, _layout.Judged));
            var stop = points.Count * _layout.Series.Count <= MostTabStops || index == points.Count - 1;
            _pen.OpenPoint(index, several ? series : null, stop, x, y, spoken);

            var letter = PointWords.Letter(point.Status);
            if (_chart.Kind == ChartKind.Column && point.Value is not null)
            {
                WriteColumn(point, y);
            }
            else
            {
                if (point.Value is not null)
                {
                    WriteMark(point, point.Meaning == PointMeaning.CommonCause ? radius : special, ordinary);
                }

                // Letters that would touch are left out; the hollow mark, the key and the table still say it.
                var half = TextWidth.Of(letter, size, bold: true) / 2;
                if (letter.Length > 0 && x - half > letterEnd)
                {
                    letterEnd = x + half + (size * 0.2);
                    var above = point.Value is null || IsPeak(points, index);
                    _svg.Text(0, above ? -special - (size * 0.35) : special + (size * 0.95), letter, _pen.OnData("chart-mark"));
                }
            }

            _svg.Line("</g>");
        }

        _svg.Line("</g>");
    }

    /// <summary>True where there is more room above a point than below it.</summary>
    private static bool IsPeak(IReadOnlyList<ChartPoint> points, int index)
    {
        var value = points[index].Value!.Value;
        var before = index > 0 ? points[index - 1].Value ?? value : value;
        var after = index < points.Count - 1 ? points[index + 1].Value ?? value : value;
        return value >= (before + after) / 2;
    }

    private void WriteMark(ChartPoint point, double radius, string ordinary)
    {
        var spc = _chart.Kind == ChartKind.Spc;
        var meaning = spc ? point.Meaning : PointMeaning.CommonCause;
        var colour = meaning == PointMeaning.CommonCause ? ordinary : _theme.ColourOf(meaning);
        var name = spc ? PointShape.ClassOf(meaning) : "chart-plain";
        if (point.Status == PointStatus.Provisional)
        {
            _svg.Line(PointShape.Of(meaning, radius, name + " chart-hollow", $"fill=\"{_theme.DataBackground}\" stroke=\"{colour}\" stroke-width=\"{Weight(1.75)}\""));
        }
        else
        {
            _svg.Line(PointShape.Of(meaning, radius, name, meaning == PointMeaning.CommonCause ? "" : $"fill=\"{colour}\" stroke=\"{_theme.DataBackground}\""));
        }
    }

    private void WriteColumn(ChartPoint point, double y)
    {
        var foot = _layout.Y(0);
        var hollow = point.Status == PointStatus.Provisional;
        var paint = hollow
            ? $"class=\"chart-plain chart-hollow\" fill=\"{_theme.DataBackground}\" stroke=\"{_theme.Series}\" stroke-width=\"{Weight(2)}\" {_pen.Dash(5, 3)}"
            : "class=\"chart-plain\" stroke=\"none\"";
        _svg.Box(-_layout.ColumnWidth / 2, Math.Min(0, foot - y), _layout.ColumnWidth, Math.Abs(foot - y), paint);
    }

    /// <summary>The values at the columns' ends, over a target's line where they meet. The columns themselves say them.</summary>
    private void WriteColumnTexts()
    {
        var size = _layout.TextSize;
        var texts = ColumnTexts();
        _svg.Line($"<g class=\"chart-values\" aria-hidden=\"true\" font-size=\"{C(size)}\" text-anchor=\"middle\">");
        for (var index = 0; index < texts.Length; index++)
        {
            if (texts[index].Length == 0)
            {
                continue;
            }

            var value = _chart.Points[index].Value!.Value;
            var x = _layout.X(0, index);
            var baseline = _layout.Y(value) + (value >= 0 ? -size * 0.4 : size * 1.1);
            if (_layout.Targets.Any(target => Math.Abs(_layout.Y(target.Upper!.Value) - baseline + (size * 0.35)) < size * 0.6))
            {
                var width = TextWidth.Of(texts[index], size, bold: true);
                _svg.Box(x - (width / 2), baseline - (size * 0.85), width, size, $"class=\"chart-under\" fill=\"{_theme.DataBackground}\"");
            }

            _svg.Text(x, baseline, texts[index], _pen.OnData("chart-value"));
        }

        _svg.Line("</g>");
    }

    /// <summary>The values over the columns: all where all fit, otherwise the latest alone.</summary>
    private string[] ColumnTexts()
    {
        var texts = _chart.Points.Select(point => point.Value is not null ? _layout.ColumnText(point) : "").ToArray();
        var room = _layout.Spacing - (_layout.TextSize * 0.4);
        if (texts.All(text => TextWidth.Of(text, _layout.TextSize, bold: true) <= room))
        {
            return texts;
        }

        var latest = Array.FindLastIndex(texts, text => text.Length > 0);
        return [.. texts.Select((text, index) => index == latest ? text : "")];
    }

    private void WriteLabels() => _pen.DirectLabels(_layout.Labels, _layout.PlotRight, _layout.TextSize, _layout.Series.Count == 1 ? null : series =>
        $"class=\"chart-series\" aria-hidden=\"true\" fill=\"none\" stroke=\"{_colours[series]}\" stroke-width=\"{Weight(2.25)}\" {SeriesDash(series)}");
}
