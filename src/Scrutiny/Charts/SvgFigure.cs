using System.Globalization;
using System.Text;

namespace Scrutiny.Charts;

/// <summary>Writes one chart with axes, from its layout and its palette. Order is depth: what is written later lies above.</summary>
internal sealed class SvgFigure
{
    private const string NoFigures = "No figures yet";
    private const int MostTabStops = 60;
    private readonly ChartSpecification _chart;
    private readonly ChartTheme _theme;
    private readonly ChartLayout _layout;
    private readonly SvgWriter _svg = new();

    public SvgFigure(ChartSpecification chart)
    {
        _chart = chart;
        _theme = ChartTheme.Of(chart.Theme);
        _layout = new ChartLayout(chart);
    }

    public string Draw()
    {
        SvgRoot.Open(_svg, _chart, _layout.Height, "group");
        _svg.Box(0, 0, _chart.Width, _layout.Height, $"class=\"chart-figure\" fill=\"{_theme.FigureBackground}\"");
        _svg.Box(_layout.PlotLeft, _layout.PlotTop, _layout.PlotRight - _layout.PlotLeft, _layout.PlotHeight, $"class=\"chart-data\" fill=\"{_theme.DataBackground}\"");
        WriteHeader();
        WriteKey();
        WriteNotes();
        WriteGridAndAxes();
        if (_layout.HasValues)
        {
            WriteBand();
        }

        WriteMarkers();
        if (_layout.HasValues)
        {
            WriteReferenceLines();
            WriteSeries();
        }
        else
        {
            _svg.Text((_layout.PlotLeft + _layout.PlotRight) / 2, (_layout.PlotTop + _layout.PlotBottom) / 2, NoFigures, $"class=\"chart-empty\" text-anchor=\"middle\" font-size=\"{C(_layout.SubtitleSize)}\" fill=\"{_theme.MutedText}\"");
        }

        WritePoints();
        WriteLabels();
        WriteFoot();
        return _svg.Line("</svg>").ToString();
    }

    private static string C(double value) => SvgWriter.Coordinate(value);

    /// <summary>A stroke width, to two decimals, scaled with the picture and the palette.</summary>
    private string Weight(double width) => Math.Round(width * _chart.Scale * _theme.LineWeight, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A dash pattern, scaled with the picture.</summary>
    private string Dash(params ReadOnlySpan<double> lengths)
    {
        var text = new StringBuilder("stroke-dasharray=\"");
        for (var index = 0; index < lengths.Length; index++)
        {
            text.Append(index == 0 ? "" : " ").Append(C(lengths[index] * _chart.Scale));
        }

        return text.Append('"').ToString();
    }

    /// <summary>Where the letters of a line stand, if its middle is to be at a height.</summary>
    private static double Baseline(double middle, double size) => middle + (size * 0.35);

    private void WriteHeader()
    {
        // The picture's name already says the title.
        WriteLines(_layout.TitleLines, _layout.TitleTop, _layout.TitleSize, $"class=\"chart-title\" aria-hidden=\"true\" font-size=\"{C(_layout.TitleSize)}\" font-weight=\"700\" fill=\"{_theme.Text}\"");
        WriteLines(_layout.SubtitleLines, _layout.SubtitleTop, _layout.SubtitleSize, $"class=\"chart-subtitle\" font-size=\"{C(_layout.SubtitleSize)}\" fill=\"{_theme.MutedText}\"");
    }

    private void WriteFoot() =>
        WriteLines(_layout.FootLines, _layout.FootTop, _layout.TextSize, $"class=\"chart-foot\" font-size=\"{C(_layout.TextSize)}\" fill=\"{_theme.MutedText}\"");

    private void WriteLines(IReadOnlyList<string> lines, double top, double size, string attributes)
    {
        if (lines.Count == 0)
        {
            return;
        }

        _svg.Line($"<g {attributes}>");
        for (var index = 0; index < lines.Count; index++)
        {
            _svg.Text(_layout.Margin, top + (size * (0.95 + (index * _layout.LineHeight))), lines[index]);
        }

        _svg.Line("</g>");
    }

    private void WriteKey()
    {
        if (_layout.Key.Count == 0)
        {
            return;
        }

        var size = _layout.TextSize;
        _svg.Line($"<g class=\"chart-key\" font-size=\"{C(size)}\" fill=\"{_theme.MutedText}\">");
        foreach (var item in _layout.Key)
        {
            var middle = _layout.KeyTop + (size * (0.75 + (item.Row * 1.5)));
            if (item.Meaning is { } meaning)
            {
                var shape = PointShape.Of(meaning, size * 0.34, PointShape.ClassOf(meaning), $"fill=\"{_theme.ColourOf(meaning)}\"");
                _svg.Line($"<g transform=\"translate({C(item.X + (size * 0.5))},{C(middle)})\">{shape}</g>");
            }
            else
            {
                _svg.Text(item.X + (size * 0.2), Baseline(middle, size), item.Letter, $"font-weight=\"700\" fill=\"{_theme.Text}\"");
            }

            _svg.Text(item.X + _layout.KeySymbolWidth, Baseline(middle, size), item.Words);
        }

        _svg.Line("</g>");
    }

    private void WriteNotes()
    {
        var size = _layout.TextSize;
        var baseline = _layout.NoteTop + (size * 0.95);
        if (_layout.AxisNote.Length > 0)
        {
            _svg.Text(_layout.Margin, baseline, _layout.AxisNote, $"class=\"chart-axis-note\" font-size=\"{C(size)}\" fill=\"{_theme.MutedText}\"");
        }

        if (_chart.Synthetic)
        {
            var width = TextWidth.Of(SvgRoot.SyntheticWords, size, bold: true);
            var right = _chart.Width - _layout.Margin;
            _svg.Box(right - width - (size * 0.8), baseline - (size * 1.05), width + (size * 0.8), size * 1.45, $"class=\"chart-tag\" fill=\"none\" stroke=\"{_theme.Annotation}\" stroke-width=\"{Weight(1)}\"");
            _svg.Text(right - (width / 2) - (size * 0.4), baseline, SvgRoot.SyntheticWords, $"class=\"chart-synthetic\" text-anchor=\"middle\" font-size=\"{C(size)}\" font-weight=\"700\" fill=\"{_theme.Text}\"");
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
                _svg.Text(left - (size * 0.5), Baseline(_layout.Y(tick), size), _layout.TickText(tick));
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

    private void WriteBand()
    {
        if (_chart.Tolerance is not { } band)
        {
            return;
        }

        var top = _layout.Y(_layout.Drawn(band.Upper));
        var bottom = _layout.Y(_layout.Drawn(band.Lower));
        var edge = $"class=\"chart-band-edge\" stroke=\"{_theme.BandEdge}\" stroke-width=\"{Weight(1)}\" {Dash(1, 3)}";
        _svg.Line("<g aria-hidden=\"true\">");
        _svg.Box(_layout.PlotLeft, top, _layout.PlotRight - _layout.PlotLeft, bottom - top, $"class=\"chart-band\" fill=\"{_theme.Band}\"");
        _svg.Stroke(_layout.PlotLeft, top, _layout.PlotRight, top, edge);
        _svg.Stroke(_layout.PlotLeft, bottom, _layout.PlotRight, bottom, edge);
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
                ChartAnnotationKind.Rebase => ("chart-rebase", Dash(6, 4)),
                ChartAnnotationKind.Break => ("chart-break", Dash(6, 4)),
                ChartAnnotationKind.Event => ("chart-event", Dash(1.5, 3)),
            };
            _svg.Stroke(marker.X, middle + radius, marker.X, _layout.PlotBottom, $"class=\"{name}\" stroke=\"{_theme.Annotation}\" stroke-width=\"{Weight(1.25)}\" {dash}");
            _svg.Line($"<circle class=\"chart-marker\" cx=\"{C(marker.X)}\" cy=\"{C(middle)}\" r=\"{C(radius)}\" fill=\"{_theme.FigureBackground}\" stroke=\"{_theme.Annotation}\" stroke-width=\"{Weight(1.25)}\"/>");
            _svg.Text(marker.X, Baseline(middle, size), marker.Note.Number.ToString(CultureInfo.InvariantCulture), $"font-size=\"{C(Math.Max(size * 0.86, 12 * _chart.Scale))}\"");
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

        if (_chart.Target is { } target)
        {
            var y = _layout.Y(target.Value);
            _svg.Stroke(_layout.PlotLeft, y, _layout.PlotRight, y, $"class=\"chart-target\" stroke=\"{_theme.Target}\" stroke-width=\"{Weight(2)}\" {Dash(10, 4, 2, 4)}");
        }

        _svg.Line("</g>");
    }

    private void WriteSegment(ChartSegment segment, double left, double right)
    {
        var limit = $"class=\"chart-limit\" stroke=\"{_theme.Limit}\" stroke-width=\"{Weight(1.25)}\" {(segment.Trial ? Dash(1.5, 4) : Dash(6, 4))}";
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
            _svg.Stroke(left, _layout.Y(mean), right, _layout.Y(mean), $"class=\"chart-mean\" stroke=\"{_theme.Mean}\" stroke-width=\"{Weight(1)}\"{(segment.Trial ? " " + Dash(1.5, 4) : "")}");
        }
    }

    private void WriteSeries()
    {
        if (_chart.Kind == ChartKind.Column)
        {
            return;
        }

        var path = new StringBuilder();
        var joined = false;
        for (var index = 0; index < _chart.Points.Count; index++)
        {
            var point = _chart.Points[index];
            if (point.Value is { } value)
            {
                path.Append(joined && !BreaksBefore(index) ? 'L' : 'M').Append(C(_layout.X(index))).Append(' ').Append(C(_layout.Y(value)));
            }

            joined = point.Value is not null;
        }

        var (colour, width) = _chart.Kind == ChartKind.Spc ? (_theme.ProcessLine, 1.75) : (_theme.Series, 2.25);
        _svg.Line($"<path class=\"chart-series\" aria-hidden=\"true\" d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{Weight(width)}\" stroke-linejoin=\"round\"/>");
    }

    /// <summary>True where the line must not join a point to the one before it.</summary>
    private bool BreaksBefore(int index) =>
        _chart.Points[index].Status == PointStatus.Break ||
        _chart.Annotations.Any(note => note.Kind == ChartAnnotationKind.Break && note.Date > _chart.Points[index - 1].Position && note.Date <= _chart.Points[index].Position);

    private void WritePoints()
    {
        if (_chart.Points.Count == 0)
        {
            return;
        }

        var size = _layout.TextSize;
        var spacing = _layout.Spacing / _chart.Scale;
        var radius = Math.Clamp(spacing * 0.38, 1.8, _chart.Kind == ChartKind.Spc ? 4.5 : 3.5) * _chart.Scale;
        var special = Math.Max(radius, 3.2 * _chart.Scale);
        var ordinary = _chart.Kind == ChartKind.Spc ? _theme.CommonCause : _theme.Series;
        var columnTexts = ColumnTexts();
        var letterEnd = double.NegativeInfinity;

        // A rim parts a mark from the line and the band behind it; on small marks it would only cut the line to pieces.
        var rim = _chart.Kind == ChartKind.Spc && radius >= 3 * _chart.Scale ? _theme.DataBackground : "none";
        _svg.Line($"<g class=\"chart-points\" font-size=\"{C(size)}\" text-anchor=\"middle\" fill=\"{ordinary}\" stroke=\"{rim}\" stroke-width=\"{Weight(1)}\">");
        for (var index = 0; index < _chart.Points.Count; index++)
        {
            var point = _chart.Points[index];
            var x = _layout.X(index);
            var y = point.Value is { } value ? _layout.Y(value) : _layout.PlotBottom;
            var spoken = point.Spoken ?? PointWords.Spoken(point, _chart, _layout.Judged);
            var stop = _chart.Points.Count <= MostTabStops || index == _chart.Points.Count - 1 ? "0" : "-1";
            _svg.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"<g class=\"chart-point\" tabindex=\"{stop}\" role=\"img\" data-point=\"{index}\" transform=\"translate({C(x)},{C(y)})\" aria-label=\"{SvgWriter.Escape(spoken)}\">"));

            var letter = PointWords.Letter(point.Status);
            if (_chart.Kind == ChartKind.Column && point.Value is not null)
            {
                WriteColumn(point, y, columnTexts[index]);
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
                    var above = point.Value is null || IsPeak(index);
                    _svg.Text(0, above ? -special - (size * 0.35) : special + (size * 0.95), letter, $"class=\"chart-mark\" font-weight=\"700\" fill=\"{_theme.Text}\" stroke=\"{_theme.DataBackground}\" stroke-width=\"{Weight(3)}\" paint-order=\"stroke\"");
                }
            }

            _svg.Line("</g>");
        }

        _svg.Line("</g>");
    }

    /// <summary>True where there is more room above a point than below it.</summary>
    private bool IsPeak(int index)
    {
        var value = _chart.Points[index].Value!.Value;
        var before = index > 0 ? _chart.Points[index - 1].Value ?? value : value;
        var after = index < _chart.Points.Count - 1 ? _chart.Points[index + 1].Value ?? value : value;
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

    private void WriteColumn(ChartPoint point, double y, string text)
    {
        var foot = _layout.Y(0);
        var hollow = point.Status == PointStatus.Provisional;
        var paint = hollow
            ? $"class=\"chart-plain chart-hollow\" fill=\"{_theme.DataBackground}\" stroke=\"{_theme.Series}\" stroke-width=\"{Weight(2)}\" {Dash(5, 3)}"
            : "class=\"chart-plain\" stroke=\"none\"";
        _svg.Box(-_layout.ColumnWidth / 2, Math.Min(0, foot - y), _layout.ColumnWidth, Math.Abs(foot - y), paint);
        if (text.Length > 0)
        {
            var size = _layout.TextSize;
            _svg.Text(0, point.Value >= 0 ? -size * 0.4 : size * 1.1, text, $"class=\"chart-value\" font-weight=\"700\" fill=\"{_theme.Text}\" stroke=\"{_theme.DataBackground}\" stroke-width=\"{Weight(3)}\" paint-order=\"stroke\"");
        }
    }

    /// <summary>The values over the columns: all where all fit, otherwise the latest alone.</summary>
    private string[] ColumnTexts()
    {
        var texts = _chart.Points.Select(point => _chart.Kind == ChartKind.Column && point.Value is not null ? _layout.ColumnText(point) : "").ToArray();
        var room = _layout.Spacing - (_layout.TextSize * 0.4);
        if (texts.All(text => TextWidth.Of(text, _layout.TextSize, bold: true) <= room))
        {
            return texts;
        }

        var latest = Array.FindLastIndex(texts, text => text.Length > 0);
        return [.. texts.Select((text, index) => index == latest ? text : "")];
    }

    private void WriteLabels()
    {
        if (_layout.Labels.Count == 0)
        {
            return;
        }

        var size = _layout.TextSize;
        var x = _layout.PlotRight + (_layout.Leader * 1.5);
        _svg.Line($"<g class=\"chart-labels\" font-size=\"{C(size)}\" fill=\"{_theme.MutedText}\">");
        foreach (var placed in _layout.Labels)
        {
            if (Math.Abs(placed.Centre - placed.Wish) > size * 0.3)
            {
                _svg.Stroke(_layout.PlotRight, placed.Wish, x - (2 * _chart.Scale), placed.Centre, $"class=\"chart-leader\" stroke=\"{_theme.Axis}\" stroke-width=\"{Weight(1)}\"");
            }

            var lines = placed.Label.Lines;
            var first = placed.Centre - ((lines.Count - 1) * size * 0.575);
            var paint = placed.Label.Bold ? $" font-weight=\"700\" fill=\"{_theme.Text}\"" : "";
            for (var index = 0; index < lines.Count; index++)
            {
                _svg.Text(x, Baseline(first + (index * size * 1.15), size), lines[index], $"class=\"chart-label chart-label-{placed.Label.Role}\"{paint}");
            }
        }

        _svg.Line("</g>");
    }
}
