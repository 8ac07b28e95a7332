using System.Globalization;
using System.Text;

namespace Scrutiny.Charts;

/// <summary>Writes a funnel: units by size and value, curves of chance, the average; labels for the marked unit and, where there is room, for those
/// outside the curves and those that give context.</summary>
internal sealed class SvgFunnel
{
    private const double Million = 1_000_000;
    private readonly FunnelChart _chart;
    private readonly PictureFrame _frame;
    private readonly SvgPen _pen;
    private readonly SvgWriter _svg;
    private readonly ChartTheme _theme;
    private readonly double _size;
    private readonly FunnelUnit[] _units;

    // Set in this order by Draw, top to bottom and then left to right.
    private double _plotTop;
    private double _plotBottom;
    private double _plotLeft;
    private double _plotRight;
    private ValueAxis _values = new(0, 1, 1);
    private ValueAxis _sizes = new(0, 1, 1);

    public SvgFunnel(FunnelChart chart)
    {
        _chart = chart;
        _frame = new PictureFrame(chart, []);
        _pen = new SvgPen(_frame);
        _svg = _pen.Svg;
        _theme = _pen.Theme;
        _size = _frame.TextSize;
        _units = [.. chart.Units.OrderBy(unit => unit.Size).ThenBy(unit => unit.Label, StringComparer.Ordinal)];
    }

    public string Draw()
    {
        var empty = _units.Length == 0;
        var key = new ChartKey(KeyItems(), _frame);
        var labels = empty ? [] : LabelTexts();
        var noteTop = _frame.HeaderBottom + key.Height;
        var automatic = empty ? _size * 8 : Math.Clamp(_chart.Width * 0.5 / _chart.Scale, 240, 520) * _chart.Scale;

        // A first look at the axis for its note; the number of ticks follows from the height.
        var sizeLines = TextWidth.Wrap(_chart.SizeTitle, _frame.Across, _size);
        var beneath = _size * (2 + (sizeLines.Count * PictureFrame.LineHeight));
        _values = empty ? _values : ValuesFor(automatic);
        var note = string.Join(". ", new[] { ValueText.AxisCaption(_chart.Unit), _values.StartsAtZero ? "" : "Axis does not start at zero" }.Where(part => part.Length > 0));
        _plotTop = Math.Ceiling(noteTop + (note.Length > 0 || _chart.Synthetic ? _frame.NoteHeight : _size));
        var height = _chart.Height is { } asked ? Math.Max(asked - _plotTop - beneath - _frame.FootHeight, 120 * _chart.Scale) : automatic;
        _plotBottom = _plotTop + Math.Round(Math.Max(height, labels.Sum(label => label.Height) + _size));
        _values = empty ? _values : ValuesFor(_plotBottom - _plotTop);
        _plotLeft = _frame.Margin + (empty ? 0 : _values.Ticks.Max(tick => TextWidth.Of(ValueText.OnAxis(tick, _values.Step, _chart.Unit), _size)) + (_size * 0.6));
        _plotRight = _chart.Width - _frame.Margin - (labels.Count == 0 ? 0 : labels.Max(label => label.Width) + (16 * _chart.Scale));
        _sizes = empty ? _sizes : SizesFor();

        var contentBottom = _plotBottom + beneath;
        _pen.Open("funnel", _frame.HeightFor(contentBottom));
        _svg.Box(_plotLeft, _plotTop, _plotRight - _plotLeft, _plotBottom - _plotTop, $"class=\"chart-data\" fill=\"{_theme.DataBackground}\"");
        _pen.Header();
        _pen.Key(key, _frame.HeaderBottom);
        _pen.Notes(noteTop, note);
        WriteAxes(empty);
        _pen.Lines(sizeLines, _frame.Margin, _plotBottom + (_size * 1.9), _size, $"class=\"chart-axis-note\" font-size=\"{C(_size)}\" fill=\"{_theme.MutedText}\"");
        if (empty)
        {
            _pen.Empty((_plotLeft + _plotRight) / 2, (_plotTop + _plotBottom) / 2);
        }
        else
        {
            WriteCurves();
            WriteUnits();
            WriteNames();
            WriteLabels(labels);
        }

        _pen.Foot(contentBottom + _frame.FootGap);
        return _pen.Close();
    }

    private static string C(double value) => SvgWriter.Coordinate(value);

    private double X(double size) => _plotLeft + ((size - _sizes.Bottom) / (_sizes.Top - _sizes.Bottom) * (_plotRight - _plotLeft));

    private double Y(double value) => _plotBottom - ((value - _values.Bottom) / (_values.Top - _values.Bottom) * (_plotBottom - _plotTop));

    private double RadiusOf(FunnelUnit unit) => (unit.Marked ? 6 : unit.Context ? 4.5 : 3.5) * _chart.Scale;

    private ValueAxis ValuesFor(double height)
    {
        List<double> all = [.. _units.Select(unit => unit.Value)];
        if (_chart.Average is { } average)
        {
            all.Add(average);
        }

        // The curves open without end towards small sizes: room is made for them as they are at the middle unit.
        var middle = _units[_units.Length / 2].Size;
        foreach (var curve in (IReadOnlyList<FunnelLimit>[])[_chart.Limits95, _chart.Limits998])
        {
            if (curve.FirstOrDefault(limit => limit.Size >= middle) is { Size: > 0 } limit)
            {
                all.Add(limit.Lower);
                all.Add(limit.Upper);
            }
        }

        return ValueAxis.Covering(all.Min(), all.Max(), _chart.Unit, fromZero: false, Math.Clamp((int)(height / (44 * _chart.Scale)), 2, 8));
    }

    private ValueAxis SizesFor() =>
        ValueAxis.Covering(0, Math.Max(1, _units[^1].Size), ChartUnit.Count, fromZero: true, Math.Clamp((int)((_plotRight - _plotLeft) / (110 * _chart.Scale)), 2, 8)).Within(0, Math.Max(1, _units[^1].Size) * 1.04);

    private IEnumerable<KeyItem> KeyItems()
    {
        var radius = _size * 0.32;
        if (_units.Any(unit => unit.Context && !unit.Marked))
        {
            yield return KeyItem.OfShape(Mark(FunnelVerdict.Within, radius * 1.15, _theme.Third, "chart-context"), _chart.ContextWords);
        }

        if (_units.Any(unit => unit is { Context: false, Marked: false }))
        {
            yield return KeyItem.OfShape(Mark(FunnelVerdict.Within, radius, _theme.CommonCause, "chart-common"), _chart.OtherWords);
        }

        if (_units.Any(unit => unit.Verdict is FunnelVerdict.High95 or FunnelVerdict.Low95))
        {
            yield return KeyItem.OfShape(Mark(FunnelVerdict.High95, radius, _theme.CommonCause, "chart-common"), "beyond the 95% limit");
        }

        if (_units.Any(unit => unit.Verdict is FunnelVerdict.High998 or FunnelVerdict.Low998))
        {
            yield return KeyItem.OfShape(Mark(FunnelVerdict.High998, radius, _theme.CommonCause, "chart-common"), "beyond the 99.8% limit");
        }
    }

    private List<LabelText> LabelTexts()
    {
        var labels = new List<LabelText>();
        var widest = Math.Clamp(_chart.Width / _chart.Scale * 0.22, 76, 170) * _chart.Scale;
        void Add(string role, double at, string text) => labels.Add(LabelText.Of(role, at, text, _size, widest));
        var largest = _units[^1].Size;
        FunnelLimit? LastOf(IReadOnlyList<FunnelLimit> curve) => curve.Count == 0 ? null : curve.LastOrDefault(limit => limit.Size <= largest * 1.05, curve[^1]);
        if (LastOf(_chart.Limits998) is { } outer)
        {
            Add("limit", outer.Upper, "Upper 99.8% limit");
            Add("limit", outer.Lower, "Lower 99.8% limit");
        }

        if (LastOf(_chart.Limits95) is { } inner)
        {
            Add("limit", inner.Upper, "Upper 95% limit");
            Add("limit", inner.Lower, "Lower 95% limit");
        }

        if (_chart.Average is { } average)
        {
            Add("mean", average, $"{_chart.AverageLabel} {LabelText.Unbroken(ValueText.Full(average, _chart.Unit, _chart.Decimals))}");
        }

        return labels;
    }

    private void WriteAxes(bool empty)
    {
        _svg.Line("<g aria-hidden=\"true\">");
        if (!empty)
        {
            var grid = new StringBuilder();
            foreach (var tick in _values.Ticks)
            {
                grid.Append(CultureInfo.InvariantCulture, $"M{C(_plotLeft)} {C(Y(tick))}H{C(_plotRight)}");
            }

            _svg.Line($"<path class=\"chart-grid\" d=\"{grid}\" fill=\"none\" stroke=\"{_theme.Grid}\" stroke-width=\"{_pen.Weight(1)}\"/>");
            _svg.Line($"<g class=\"chart-axis-text\" font-size=\"{C(_size)}\" fill=\"{_theme.MutedText}\" text-anchor=\"end\">");
            foreach (var tick in _values.Ticks)
            {
                _svg.Text(_plotLeft - (_size * 0.5), SvgPen.Baseline(Y(tick), _size), ValueText.OnAxis(tick, _values.Step, _chart.Unit));
            }

            _svg.Line("</g>");
            WriteSizes();
        }

        _svg.Stroke(_plotLeft, _plotBottom, _plotRight, _plotBottom, $"class=\"chart-axis\" fill=\"none\" stroke=\"{_theme.Axis}\" stroke-width=\"{_pen.Weight(1.25)}\"");
        _svg.Line("</g>");
    }

    private void WriteSizes()
    {
        var marks = new StringBuilder();
        var texts = new List<(double X, string Label)>();
        var end = double.NegativeInfinity;
        foreach (var tick in _sizes.Ticks)
        {
            var label = _sizes.Top < Million ? ValueText.Full(tick, ChartUnit.Count, 0) : ValueText.OnAxis(tick, _sizes.Step, ChartUnit.Count);
            var start = PeriodAxis.Start(label, X(tick), _size, _frame.Margin, _chart.Width - _frame.Margin);
            marks.Append(CultureInfo.InvariantCulture, $"M{C(X(tick))} {C(_plotBottom)}v{C(_size * 0.4)}");
            if (start > end + (_size / 2))
            {
                end = start + TextWidth.Of(label, _size);
                texts.Add(((start + end) / 2, label));
            }
        }

        _svg.Line($"<path class=\"chart-tick\" d=\"{marks}\" fill=\"none\" stroke=\"{_theme.Axis}\" stroke-width=\"{_pen.Weight(1.25)}\"/>");
        _svg.Line($"<g class=\"chart-axis-text\" font-size=\"{C(_size)}\" fill=\"{_theme.MutedText}\">");
        foreach (var (x, label) in texts)
        {
            _svg.Text(x, _plotBottom + (_size * 1.5), label, "text-anchor=\"middle\"");
        }

        _svg.Line("</g>");
    }

    private void WriteCurves()
    {
        _svg.Line("<g aria-hidden=\"true\" fill=\"none\">");
        foreach (var (curve, dash) in new[] { (_chart.Limits998, _pen.Dash(6, 4)), (_chart.Limits95, _pen.Dash(1.5, 4)) })
        {
            if (curve.Count > 1)
            {
                _svg.Line($"<path class=\"chart-limit\" d=\"{Curve(curve, limit => limit.Upper)}{Curve(curve, limit => limit.Lower)}\" stroke=\"{_theme.Limit}\" stroke-width=\"{_pen.Weight(1.25)}\" {dash}/>");
            }
        }

        if (_chart.Average is { } average)
        {
            _svg.Stroke(_plotLeft, Y(average), _plotRight, Y(average), $"class=\"chart-mean\" stroke=\"{_theme.Mean}\" stroke-width=\"{_pen.Weight(1)}\"");
        }

        _svg.Line("</g>");
    }

    /// <summary>A curve as far as it lies within the plot, cut exactly at its edges.</summary>
    private string Curve(IReadOnlyList<FunnelLimit> curve, Func<FunnelLimit, double> side)
    {
        var path = new StringBuilder();
        var drawing = false;
        for (var index = 1; index < curve.Count; index++)
        {
            var (x1, y1, x2, y2) = (curve[index - 1].Size, side(curve[index - 1]), curve[index].Size, side(curve[index]));
            if (Cut(ref x1, ref y1, ref x2, ref y2))
            {
                if (!drawing)
                {
                    path.Append('M').Append(C(X(x1))).Append(' ').Append(C(Y(y1)));
                }

                path.Append('L').Append(C(X(x2))).Append(' ').Append(C(Y(y2)));
                drawing = x2 == curve[index].Size && y2 == side(curve[index]);
            }
            else
            {
                drawing = false;
            }
        }

        return path.ToString();
    }

    /// <summary>Shortens a line to its part within the axes; false where none is.</summary>
    private bool Cut(ref double x1, ref double y1, ref double x2, ref double y2)
    {
        var (from, to) = (0.0, 1.0);
        foreach (var (start, change, low, high) in new[] { (x1, x2 - x1, _sizes.Bottom, _sizes.Top), (y1, y2 - y1, _values.Bottom, _values.Top) })
        {
            if (change == 0)
            {
                if (start < low || start > high)
                {
                    return false;
                }

                continue;
            }

            var (first, second) = ((low - start) / change, (high - start) / change);
            from = Math.Max(from, Math.Min(first, second));
            to = Math.Min(to, Math.Max(first, second));
        }

        if (from >= to)
        {
            return false;
        }

        var (x, y, acrossAll, downAll) = (x1, y1, x2 - x1, y2 - y1);
        (x1, y1) = from > 0 ? (x + (acrossAll * from), y + (downAll * from)) : (x1, y1);
        (x2, y2) = to < 1 ? (x + (acrossAll * to), y + (downAll * to)) : (x2, y2);
        return true;
    }

    private void WriteUnits()
    {
        // By what they are and then by size: the marked unit last, above the others, where Tab lands; the arrow keys lead from it to those most like it.
        var written = _units.OrderBy(unit => unit.Marked ? 2 : unit.Context ? 1 : 0).ToArray();
        _svg.Line($"<g class=\"chart-points\" stroke=\"{_theme.DataBackground}\" stroke-width=\"{_pen.Weight(1)}\">");
        for (var index = 0; index < _units.Length; index++)
        {
            var unit = written[index];
            _pen.OpenPoint(index, null, tabStop: true, X(unit.Size), Y(unit.Value), unit.Spoken ?? Spoken(unit));
            var (colour, name) = unit.Marked ? (_theme.Series, "chart-marked") : unit.Context ? (_theme.Third, "chart-context") : (_theme.CommonCause, "chart-common");
            _svg.Line(Mark(unit.Verdict, RadiusOf(unit), colour, name));
            _svg.Line("</g>");
        }

        _svg.Line("</g>");
    }

    private string Spoken(FunnelUnit unit) => $"{unit.Label}: {ValueText.Full(unit.Value, _chart.Unit, _chart.Decimals)}, {PointWords.OfVerdict(unit.Verdict)}";

    /// <summary>A circle within the curves, a hollow square beyond 95%, a full one beyond 99.8%.</summary>
    private string Mark(FunnelVerdict verdict, double radius, string colour, string name)
    {
        var hollow = $"fill=\"{_theme.DataBackground}\" stroke=\"{colour}\" stroke-width=\"{_pen.Weight(2)}\"";
        return verdict switch
        {
            FunnelVerdict.Within => PointShape.Of(PointMeaning.CommonCause, radius, name, $"fill=\"{colour}\""),
            FunnelVerdict.High95 or FunnelVerdict.Low95 => PointShape.Of(PointMeaning.Neutral, radius, name + " chart-hollow", hollow),
            FunnelVerdict.High998 or FunnelVerdict.Low998 => PointShape.Of(PointMeaning.Neutral, radius, name, $"fill=\"{colour}\""),
        };
    }

    private void WriteNames()
    {
        var taken = _units.Select(unit => Around(X(unit.Size), Y(unit.Value), RadiusOf(unit))).ToList();
        var wanted = _units.Where(unit => unit.Marked)
            .Concat(_units.Where(unit => !unit.Marked && unit.Verdict is FunnelVerdict.High998 or FunnelVerdict.Low998).OrderByDescending(unit => unit.Context))
            .Concat(_units.Where(unit => !unit.Marked && unit.Verdict is FunnelVerdict.High95 or FunnelVerdict.Low95).OrderByDescending(unit => unit.Context))
            .Concat(_units.Where(unit => unit is { Marked: false, Context: true, Verdict: FunnelVerdict.Within }))
            .Distinct();
        _svg.Line($"<g class=\"chart-names\" aria-hidden=\"true\" font-size=\"{C(_size)}\">");
        foreach (var unit in wanted)
        {
            if (PlaceFor(unit, taken) is { } box)
            {
                taken.Add(box);
                _svg.Text(box.Left, SvgPen.Baseline((box.Top + box.Bottom) / 2, _size), unit.Label, _pen.OnData("chart-name", unit.Marked));
            }
        }

        _svg.Line("</g>");
    }

    /// <summary>Where a name can stand beside its mark without touching a mark or a name; for the marked unit at worst over a mark.</summary>
    private Box? PlaceFor(FunnelUnit unit, List<Box> taken)
    {
        var (x, y, radius, width) = (X(unit.Size), Y(unit.Value), RadiusOf(unit), TextWidth.Of(unit.Label, _size, unit.Marked));
        var (reach, height) = (radius + (_size * 0.3), _size * 1.05);
        Box[] places =
        [
            new(x + reach, y - (height / 2), x + reach + width, y + (height / 2)),
            new(x - reach - width, y - (height / 2), x - reach, y + (height / 2)),
            new(x - (width / 2), y - reach - height, x + (width / 2), y - reach),
            new(x - (width / 2), y + reach, x + (width / 2), y + reach + height),
            new(x + (reach * 0.7), y - (reach * 0.7) - height, x + (reach * 0.7) + width, y - (reach * 0.7)),
            new(x + (reach * 0.7), y + (reach * 0.7), x + (reach * 0.7) + width, y + (reach * 0.7) + height),
        ];
        var inside = places.Where(place => place.Left >= _plotLeft && place.Right <= _plotRight && place.Top >= _plotTop && place.Bottom <= _plotBottom).ToArray();
        var free = inside.FirstOrDefault(place => !taken.Exists(place.Touches));
        return free ?? (unit.Marked ? inside.DefaultIfEmpty(places[x + reach + width <= _plotRight ? 0 : 1]).MinBy(place => taken.Count(place.Touches)) : null);
    }

    private static Box Around(double x, double y, double radius) => new(x - radius, y - radius, x + radius, y + radius);

    private void WriteLabels(List<LabelText> labels)
    {
        var wishes = labels.Select(label => (Centre: Math.Clamp(Y(label.At), _plotTop, _plotBottom), label.Height)).ToArray();
        var centres = DirectLabels.Arrange(wishes, _plotTop - (_size * 0.6), _plotBottom + (_size * 0.6));
        _pen.DirectLabels([.. labels.Select((label, index) => new PlacedLabel(label, wishes[index].Centre, centres[index]))], _plotRight, _size);
    }

    private sealed record Box(double Left, double Top, double Right, double Bottom)
    {
        public bool Touches(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }
}
