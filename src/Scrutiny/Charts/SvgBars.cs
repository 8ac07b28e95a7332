using System.Globalization;
using System.Text;

namespace Scrutiny.Charts;

/// <summary>Writes horizontal bars: labels at the left (on a phone over each bar), values at the bars' ends, an axis from zero at the foot.</summary>
internal sealed class SvgBars
{
    private const double LabelLine = 1.2;
    private readonly BarChart _chart;
    private readonly PictureFrame _frame;
    private readonly SvgPen _pen;
    private readonly SvgWriter _svg;
    private readonly ChartTheme _theme;
    private readonly double _size;
    private readonly IReadOnlyList<string>[] _labels;
    private readonly string[] _values;
    private readonly double _labelsWidth;
    private readonly double _barHeight;
    private readonly double _left;
    private readonly double _right;
    private readonly ValueAxis _axis;

    public SvgBars(BarChart chart)
    {
        _chart = chart;
        _frame = new PictureFrame(chart, []);
        _pen = new SvgPen(_frame);
        _svg = _pen.Svg;
        _theme = _pen.Theme;
        _size = _frame.TextSize;
        _barHeight = _size * (_frame.Narrow ? 1.1 : 1.3);

        var widest = _frame.Narrow ? _frame.Across : _frame.Across * 0.34;
        _labels = [.. chart.Bars.Select(bar => TextWidth.Wrap(bar.Label, widest, _size, bar.Marked))];
        _values = [.. chart.Bars.Select(bar => bar.Value is { } value ? PointWords.Written(value, bar.Status, chart) : PointWords.OfStatus(bar.Status))];
        _labelsWidth = _frame.Narrow || _labels.Length == 0 ? 0 : chart.Bars.Select((bar, index) => _labels[index].Max(line => TextWidth.Of(line, _size, bar.Marked))).Max() + (_size * 0.8);

        // Each value stands outside its bar, to the right of a rise and to the left of a fall; the plot leaves room for the widest.
        double WidestValue(Func<ChartBar, bool> which) => chart.Bars.Select((bar, index) => which(bar) ? TextWidth.Of(_values[index], _size, bold: true) + (_size * 0.6) : 0).DefaultIfEmpty(0).Max();
        _left = _frame.Margin + _labelsWidth + WidestValue(bar => bar.Value < 0);
        _right = chart.Width - _frame.Margin - Math.Max(WidestValue(bar => bar.Value >= 0), _size);
        _axis = AxisFor();
    }

    public string Draw()
    {
        var key = new ChartKey(KeyItems(), _frame);
        var note = ValueText.AxisCaption(_chart.Unit);
        var keyTop = _frame.HeaderBottom;
        var noteTop = keyTop + key.Height;
        var top = noteTop + (note.Length > 0 || _chart.Synthetic ? _frame.NoteHeight : 0);
        var target = _chart.Target is { } line ? $"{line.Label} {ValueText.Full(line.Value, _chart.Unit, line.Value == Math.Round(line.Value) ? 0 : _chart.Decimals)}" : "";
        var targetLines = target.Length > 0 ? TextWidth.Wrap(target, _frame.Across, _size) : [];
        top = Math.Ceiling(top + (targetLines.Count * _size * PictureFrame.LineHeight) + (_size * 0.4));

        var gap = _size * 0.7;
        double RowOf(int index) => _frame.Narrow ? (_labels[index].Count * _size * LabelLine) + (_size * 0.2) + _barHeight : Math.Max(_barHeight, _labels[index].Count * _size * LabelLine);
        var rows = Enumerable.Range(0, _chart.Bars.Count).Sum(index => RowOf(index) + gap);
        var empty = _chart.Bars.Count == 0;
        var bottom = top + (empty ? _size * 6 : rows);
        var contentBottom = bottom + (empty ? 0 : _size * 1.9);

        _pen.Open("bars", _frame.HeightFor(contentBottom));
        _svg.Box(_left, top, _right - _left, bottom - top, $"class=\"chart-data\" fill=\"{_theme.DataBackground}\"");
        _pen.Header();
        _pen.Key(key, keyTop);
        _pen.Notes(noteTop, note);
        if (empty)
        {
            _pen.Empty(_chart.Width / 2.0, (top + bottom) / 2);
        }
        else
        {
            WriteAxis(top, bottom);
            WriteLabels(top, RowOf, gap);
            WriteBars(top, RowOf, gap);
            WriteTarget(top, bottom, targetLines);
            WriteValues(top, RowOf, gap);
        }

        _pen.Foot(contentBottom + _frame.FootGap);
        return _pen.Close();
    }

    private static string C(double value) => SvgWriter.Coordinate(value);

    private double X(double value) => _left + ((value - _axis.Bottom) / (_axis.Top - _axis.Bottom) * (_right - _left));

    private ValueAxis AxisFor()
    {
        List<double> all = [.. _chart.Bars.SelectMany(bar => (double?[])[bar.Value, bar.Lower, bar.Upper]).OfType<double>()];
        if (_chart.Target is { } target)
        {
            all.Add(target.Value);
        }

        // A bar's end needs no air before the edge: its value stands outside the plot.
        var (least, most) = (Math.Min(0, all.DefaultIfEmpty().Min()), Math.Max(0, all.DefaultIfEmpty().Max()));
        return least == most
            ? new ValueAxis(0, 1, 1)
            : ValueAxis.Covering(least, most, _chart.Unit, fromZero: true, Math.Clamp((int)((_right - _left) / (90 * _chart.Scale)), 1, 8)).Within(least, most);
    }

    private IEnumerable<KeyItem> KeyItems()
    {
        if (_chart.Bars.Any(bar => bar.Lower is not null))
        {
            var across = _size * 0.4;
            yield return KeyItem.OfShape($"<path d=\"M{C(-across)} 0H{C(across)}M{C(-across)} {C(-across * 0.6)}v{C(across * 1.2)}M{C(across)} {C(-across * 0.6)}v{C(across * 1.2)}\" class=\"chart-interval\" fill=\"none\" stroke=\"{_theme.Text}\" stroke-width=\"{_pen.Weight(1.5)}\"/>", _chart.IntervalWords);
        }

        // A bar that is absent says so in words; the letters that stand behind values are explained.
        foreach (var item in ChartKey.Statuses(_chart.Bars.Where(bar => bar.Value is not null).Select(bar => bar.Status)))
        {
            yield return item;
        }
    }

    private void WriteAxis(double top, double bottom)
    {
        var grid = new StringBuilder();
        foreach (var tick in _axis.Ticks)
        {
            grid.Append(CultureInfo.InvariantCulture, $"M{C(X(tick))} {C(top)}V{C(bottom)}");
        }

        _svg.Line("<g aria-hidden=\"true\">");
        _svg.Line($"<path class=\"chart-grid\" d=\"{grid}\" fill=\"none\" stroke=\"{_theme.Grid}\" stroke-width=\"{_pen.Weight(1)}\"/>");
        _svg.Stroke(X(0), top, X(0), bottom, $"class=\"chart-axis\" fill=\"none\" stroke=\"{_theme.Axis}\" stroke-width=\"{_pen.Weight(1.25)}\"");
        _svg.Line($"<g class=\"chart-axis-text\" font-size=\"{C(_size)}\" fill=\"{_theme.MutedText}\">");
        var end = double.NegativeInfinity;
        foreach (var tick in _axis.Ticks)
        {
            var label = ValueText.OnAxis(tick, _axis.Step, _chart.Unit);
            var start = PeriodAxis.Start(label, X(tick), _size, _frame.Margin, _chart.Width - _frame.Margin);
            if (start > end + (_size / 2))
            {
                end = start + TextWidth.Of(label, _size);
                _svg.Text((start + end) / 2, bottom + (_size * 1.3), label, "text-anchor=\"middle\"");
            }
        }

        _svg.Line("</g>");
        _svg.Line("</g>");
    }

    private void WriteLabels(double top, Func<int, double> rowOf, double gap)
    {
        // The bars themselves say their labels.
        _svg.Line($"<g class=\"chart-bar-labels\" aria-hidden=\"true\" font-size=\"{C(_size)}\" fill=\"{_theme.Text}\"{(_frame.Narrow ? "" : " text-anchor=\"end\"")}>");
        var y = top + (gap / 2);
        for (var index = 0; index < _labels.Length; index++)
        {
            var lines = _labels[index];
            // Over a bar, a label crosses the lines of the grid.
            var weight = _frame.Narrow ? _pen.OnData("chart-name", _chart.Bars[index].Marked) : _chart.Bars[index].Marked ? "class=\"chart-bar-label\" font-weight=\"700\"" : "class=\"chart-bar-label\"";
            var first = _frame.Narrow ? y + (_size * 0.6) : y + ((rowOf(index) - ((lines.Count - 1) * _size * LabelLine)) / 2);
            for (var line = 0; line < lines.Count; line++)
            {
                _svg.Text(_frame.Narrow ? _frame.Margin : _frame.Margin + _labelsWidth - (_size * 0.8), SvgPen.Baseline(first + (line * _size * LabelLine), _size), lines[line], weight);
            }

            y += rowOf(index) + gap;
        }

        _svg.Line("</g>");
    }

    private void WriteBars(double top, Func<int, double> rowOf, double gap)
    {
        // Where some are marked, the others stand back.
        var plain = _chart.Bars.Any(bar => bar.Marked) ? _theme.CommonCause : _theme.Series;
        _svg.Line($"<g class=\"chart-points\" font-size=\"{C(_size)}\" fill=\"{plain}\">");
        var y = top + (gap / 2);
        for (var index = 0; index < _chart.Bars.Count; index++)
        {
            var bar = _chart.Bars[index];
            var row = rowOf(index);
            var middle = _frame.Narrow ? y + row - (_barHeight / 2) : y + (row / 2);
            _pen.OpenPoint(index, null, tabStop: true, X(0), middle, bar.Spoken ?? Spoken(bar));
            if (bar.Value is { } value)
            {
                WriteBar(bar, X(value) - X(0), plain);
            }

            _svg.Line("</g>");
            y += row + gap;
        }

        _svg.Line("</g>");
    }

    /// <summary>The values, over the target's line where they meet. The bars themselves say them.</summary>
    private void WriteValues(double top, Func<int, double> rowOf, double gap)
    {
        _svg.Line($"<g class=\"chart-values\" aria-hidden=\"true\" font-size=\"{C(_size)}\">");
        var y = top + (gap / 2);
        for (var index = 0; index < _chart.Bars.Count; index++)
        {
            var bar = _chart.Bars[index];
            var row = rowOf(index);
            var baseline = SvgPen.Baseline(_frame.Narrow ? y + row - (_barHeight / 2) : y + (row / 2), _size);
            if (bar.Value is not { } value)
            {
                _svg.Text(X(0) + (_size * 0.4), baseline, _values[index], $"class=\"chart-absent\" fill=\"{_theme.MutedText}\"");
            }
            else
            {
                var width = TextWidth.Of(_values[index], _size, bar.Marked);
                var left = value < 0 ? X(Math.Min(value, bar.Lower ?? value)) - (_size * 0.4) - width : X(Math.Max(value, bar.Upper ?? value)) + (_size * 0.4);
                if (_chart.Target is { } target && X(target.Value) > left && X(target.Value) < left + width)
                {
                    _svg.Box(left, baseline - (_size * 0.85), width, _size * 1.1, $"class=\"chart-under\" fill=\"{_theme.DataBackground}\"");
                }

                _svg.Text(value < 0 ? left + width : left, baseline, _values[index], _pen.OnData("chart-value", bar.Marked) + (value < 0 ? " text-anchor=\"end\"" : ""));
            }

            y += row + gap;
        }

        _svg.Line("</g>");
    }

    private void WriteBar(ChartBar bar, double length, string plain)
    {
        var colour = bar.Marked ? _theme.Series : plain;
        var paint = bar.Status == PointStatus.Provisional
            ? $"class=\"chart-bar chart-hollow\" fill=\"{_theme.DataBackground}\" stroke=\"{colour}\" stroke-width=\"{_pen.Weight(2)}\" {_pen.Dash(5, 3)}"
            : bar.Marked ? $"class=\"chart-bar chart-marked\" fill=\"{colour}\"" : "class=\"chart-bar\"";
        _svg.Box(Math.Min(0, length), -_barHeight / 2, Math.Abs(length), _barHeight, paint);

        if (bar is { Lower: { } lower, Upper: { } upper })
        {
            var (from, to, cap) = (X(lower) - X(0), X(upper) - X(0), _barHeight * 0.22);
            var path = $"d=\"M{C(from)} 0H{C(to)}M{C(from)} {C(-cap)}v{C(cap * 2)}M{C(to)} {C(-cap)}v{C(cap * 2)}\" fill=\"none\"";
            _svg.Line($"<path {path} class=\"chart-halo\" stroke=\"{_theme.DataBackground}\" stroke-width=\"{_pen.Weight(4.5)}\"/>");
            _svg.Line($"<path {path} class=\"chart-interval\" stroke=\"{_theme.Text}\" stroke-width=\"{_pen.Weight(1.5)}\"/>");
        }
    }

    private string Spoken(ChartBar bar)
    {
        var status = PointWords.OfStatus(bar.Status);
        if (bar.Value is not { } value)
        {
            return $"{bar.Label}: {status}";
        }

        string Words(double number) => ValueText.Full(number, _chart.Unit, _chart.Decimals);
        var interval = bar is { Lower: { } lower, Upper: { } upper } ? $", {_chart.IntervalWords} {Words(lower)} to {Words(upper)}" : "";
        return $"{bar.Label}: {Words(value)}{(status.Length > 0 ? " " + status : "")}{interval}";
    }

    private void WriteTarget(double top, double bottom, IReadOnlyList<string> lines)
    {
        if (_chart.Target is not { } target)
        {
            return;
        }

        var x = X(target.Value);
        _svg.Stroke(x, top - (_size * 0.2), x, bottom, $"class=\"chart-target\" aria-hidden=\"true\" fill=\"none\" stroke=\"{_theme.Target}\" stroke-width=\"{_pen.Weight(2)}\" {_pen.Dash(10, 4, 2, 4)}");
        for (var index = 0; index < lines.Count; index++)
        {
            var start = PeriodAxis.Start(lines[index], x, _size, _frame.Margin, _chart.Width - _frame.Margin);
            _svg.Text(start, top - (_size * (0.5 + ((lines.Count - 1 - index) * PictureFrame.LineHeight))), lines[index], $"class=\"chart-label chart-label-target\" font-size=\"{C(_size)}\" fill=\"{_theme.MutedText}\"");
        }
    }
}
