using System.Globalization;
using System.Text;

namespace Scrutiny.Charts;

/// <summary>Writes small charts in a grid, all on one value axis, so that heights compare across them. Each is one stop for keyboard and screen reader.</summary>
internal sealed class SvgMultiples
{
    private readonly SmallMultiples _chart;
    private readonly PictureFrame _frame;
    private readonly SvgPen _pen;
    private readonly SvgWriter _svg;
    private readonly ChartTheme _theme;
    private readonly double _size;
    private readonly DateOnly _first;
    private readonly DateOnly _last;
    private readonly ValueAxis? _axis;

    public SvgMultiples(SmallMultiples chart)
    {
        _chart = chart;
        _frame = new PictureFrame(chart, []);
        _pen = new SvgPen(_frame);
        _svg = _pen.Svg;
        _theme = _pen.Theme;
        _size = _frame.TextSize;
        var positions = chart.Charts.SelectMany(small => small.Points).Select(point => point.Position).DefaultIfEmpty().ToArray();
        (_first, _last) = (positions.Min(), positions.Max());
        _axis = AxisFor();
    }

    public string Draw()
    {
        var key = new ChartKey(KeyItems(), _frame);
        var note = string.Join(". ", new[] { ValueText.AxisCaption(_chart.Unit), _axis is { StartsAtZero: false } ? "Axis does not start at zero" : "" }.Where(part => part.Length > 0));
        var noteTop = _frame.HeaderBottom + key.Height;
        var top = noteTop + (note.Length > 0 || _chart.Synthetic ? _frame.NoteHeight : _size * 0.3);

        var ticksWidth = _axis is null ? 0 : _axis.Ticks.Max(tick => TextWidth.Of(TickText(tick), _size)) + (_size * 0.6);
        var gap = _size * 1.2;
        var count = _chart.Charts.Count;
        var most = Math.Max(1, (int)((_frame.Across - ticksWidth + gap) / (((_frame.Narrow ? 118 : 170) * _chart.Scale) + gap)));
        var rows = Math.Max(1, (count + most - 1) / most);
        var columns = Math.Max(1, (count + rows - 1) / rows);
        var width = (_frame.Across - ticksWidth - (gap * (columns - 1))) / columns;
        var height = Math.Round(Math.Clamp(width * 0.5, 64 * _chart.Scale, 130 * _chart.Scale));
        var titles = _chart.Charts.Select(small => TextWidth.Wrap(small.Title, width, _size, bold: true)).ToArray();

        var left = _frame.Margin + ticksWidth;
        var y = top;
        var cells = new List<Cell>();
        for (var row = 0; row < rows; row++)
        {
            var inRow = Enumerable.Range(row * columns, Math.Clamp(count - (row * columns), 0, columns)).ToArray();
            var titleLines = inRow.Select(index => titles[index].Count).DefaultIfEmpty(0).Max();
            var plotTop = Math.Ceiling(y + ((titleLines + 1) * _size * PictureFrame.LineHeight) + (_size * 0.5));
            foreach (var index in inRow)
            {
                var column = index - (row * columns);
                // A cell with none beneath it carries the periods.
                cells.Add(new Cell(index, left + (column * (width + gap)), plotTop, width, height, column == 0, index + columns >= count));
            }

            y = plotTop + height + (row == rows - 1 || inRow.Any(index => index + columns >= count) ? _size * 1.9 : _size * 0.9);
        }

        var contentBottom = count == 0 ? top + (_size * 6) : y;
        _pen.Open("multiples", _frame.HeightFor(contentBottom));
        _pen.Header();
        _pen.Key(key, _frame.HeaderBottom);
        _pen.Notes(noteTop, note);
        if (count == 0)
        {
            _pen.Empty(_chart.Width / 2.0, top + (_size * 3));
        }

        foreach (var cell in cells)
        {
            WriteCell(cell, _chart.Charts[cell.Index], titles[cell.Index]);
        }

        _pen.Foot(contentBottom + _frame.FootGap);
        return _pen.Close();
    }

    private static string C(double value) => SvgWriter.Coordinate(value);

    private string TickText(double tick) => ValueText.OnAxis(tick, _axis!.Step, _chart.Unit);

    private ValueAxis? AxisFor()
    {
        var all = new List<double>();
        var seen = new List<double>();
        foreach (var small in _chart.Charts)
        {
            seen.AddRange(small.Points.Select(point => point.Value).OfType<double>());
            all.AddRange(((double?[])[small.Target?.Value, .. Limits(small).SelectMany(segment => (double?[])[segment.Mean, segment.Lower, segment.Upper])]).OfType<double>());
        }

        if (seen.Count == 0)
        {
            return null;
        }

        var (least, most) = (_chart.Unit != ChartUnit.Pounds && seen.Min() >= 0 ? 0 : double.NegativeInfinity, _chart.Unit == ChartUnit.Percent ? Math.Max(100, seen.Max()) : double.PositiveInfinity);
        var drawn = seen.Concat(all.Select(value => Math.Clamp(value, least, most))).ToArray();
        var axis = ValueAxis.Covering(drawn.Min(), drawn.Max(), _chart.Unit, fromZero: false, 3);
        var air = (axis.Top - axis.Bottom) * 0.06;
        return axis.Within(double.NegativeInfinity, Math.Max(drawn.Max() + air, axis.Bottom + axis.Step));
    }

    private static IEnumerable<ChartSegment> Limits(ChartSpecification small) => small.Kind == ChartKind.Spc ? small.Segments : [];

    private IEnumerable<KeyItem> KeyItems()
    {
        var points = _chart.Charts.SelectMany(small => small.Points.Where(point => small.Kind == ChartKind.Spc && point.Value is not null)).ToArray();
        foreach (var meaning in Enum.GetValues<PointMeaning>().Where(meaning => meaning != PointMeaning.CommonCause && points.Any(point => point.Meaning == meaning)))
        {
            yield return KeyItem.OfShape(PointShape.Of(meaning, _size * 0.34, PointShape.ClassOf(meaning), $"fill=\"{_theme.ColourOf(meaning)}\""), PointWords.OfMeaning(meaning));
        }

        foreach (var item in ChartKey.Statuses(_chart.Charts.Select(small => small.Points.LastOrDefault(point => point.Value is not null)?.Status ?? PointStatus.Final)))
        {
            yield return item;
        }
    }

    private void WriteCell(Cell cell, ChartSpecification small, IReadOnlyList<string> title)
    {
        double Y(double value) => cell.Top + cell.Height - ((Math.Clamp(value, _axis!.Bottom, _axis.Top) - _axis.Bottom) / (_axis.Top - _axis.Bottom) * cell.Height);
        var inset = 5 * _chart.Scale;
        var days = _last.DayNumber - _first.DayNumber;
        double X(DateOnly date) => days == 0 ? cell.Left + (cell.Width / 2) : cell.Left + inset + ((cell.Width - (2 * inset)) * (date.DayNumber - _first.DayNumber) / days);

        var last = small.Points.LastOrDefault(point => point.Value is not null);
        _svg.Box(cell.Left, cell.Top, cell.Width, cell.Height, $"class=\"chart-data\" fill=\"{_theme.DataBackground}\"");
        WriteWords(cell, title, small, last);
        WriteAxes(cell, Y);
        if (last is null)
        {
            return;
        }

        _svg.Line("<g aria-hidden=\"true\" fill=\"none\">");
        foreach (var segment in Limits(small))
        {
            var (from, to) = (Math.Max(cell.Left, X(segment.From) - inset), Math.Min(cell.Left + cell.Width, X(segment.To) + inset));
            foreach (var limit in ((double?[])[segment.Upper, segment.Lower]).OfType<double>())
            {
                _svg.Stroke(from, Y(limit), to, Y(limit), $"class=\"chart-limit\" stroke=\"{_theme.Limit}\" stroke-width=\"{_pen.Weight(1)}\" {(segment.Trial ? _pen.Dash(1.5, 4) : _pen.Dash(4, 3))}");
            }

            if (segment.Mean is { } mean)
            {
                _svg.Stroke(from, Y(mean), to, Y(mean), $"class=\"chart-mean\" stroke=\"{_theme.Mean}\" stroke-width=\"{_pen.Weight(0.8)}\"");
            }
        }

        if (small.Target is { } target)
        {
            _svg.Stroke(cell.Left, Y(target.Value), cell.Left + cell.Width, Y(target.Value), $"class=\"chart-target\" stroke=\"{_theme.Target}\" stroke-width=\"{_pen.Weight(1.5)}\" {_pen.Dash(8, 3, 2, 3)}");
        }

        _svg.Line($"<path class=\"chart-series\" d=\"{LineOf(small, X, Y)}\" stroke=\"{_theme.Series}\" stroke-width=\"{_pen.Weight(1.5)}\" stroke-linejoin=\"round\"/>");
        _svg.Line("</g>");
        _pen.OpenPoint(cell.Index, null, tabStop: true, X(last.Position), Y(last.Value!.Value), Spoken(small, last));
        WriteMarks(small, last, X, Y);
        _svg.Line("</g>");
    }

    private static string LineOf(ChartSpecification small, Func<DateOnly, double> x, Func<double, double> y)
    {
        var path = new StringBuilder();
        var joined = false;
        foreach (var point in small.Points)
        {
            if (point.Value is { } value)
            {
                path.Append(joined && point.Status != PointStatus.Break ? 'L' : 'M').Append(C(x(point.Position))).Append(' ').Append(C(y(value)));
            }

            joined = point.Value is not null;
        }

        return path.ToString();
    }

    /// <summary>The signals and the latest point; the rest is the line. Placed from the latest point, at which the group stands.</summary>
    private void WriteMarks(ChartSpecification small, ChartPoint last, Func<DateOnly, double> x, Func<double, double> y)
    {
        foreach (var point in small.Points)
        {
            var meaning = small.Kind == ChartKind.Spc ? point.Meaning : PointMeaning.CommonCause;
            if (point.Value is not { } value || (meaning == PointMeaning.CommonCause && !ReferenceEquals(point, last)))
            {
                continue;
            }

            var colour = meaning == PointMeaning.CommonCause ? _theme.Series : _theme.ColourOf(meaning);
            var hollow = point.Status == PointStatus.Provisional;
            var paint = hollow ? $"fill=\"{_theme.DataBackground}\" stroke=\"{colour}\" stroke-width=\"{_pen.Weight(1.5)}\"" : $"fill=\"{colour}\"";
            var name = (meaning == PointMeaning.CommonCause ? "chart-plain" : PointShape.ClassOf(meaning)) + (hollow ? " chart-hollow" : "");
            var shape = PointShape.Of(meaning, 3 * _chart.Scale, name, paint);
            _svg.Line(ReferenceEquals(point, last) ? shape : $"<g transform=\"translate({C(x(point.Position) - x(last.Position))},{C(y(value) - y(last.Value!.Value))})\">{shape}</g>");
        }
    }

    private void WriteWords(Cell cell, IReadOnlyList<string> title, ChartSpecification small, ChartPoint? last)
    {
        var line = _size * PictureFrame.LineHeight;
        var top = cell.Top - (_size * 0.5) - ((title.Count + 1) * line);
        // The cell's own mark says these words.
        _svg.Line($"<g class=\"chart-cell\"{(last is null ? "" : " aria-hidden=\"true\"")} font-size=\"{C(_size)}\" fill=\"{_theme.Text}\">");
        for (var index = 0; index < title.Count; index++)
        {
            _svg.Text(cell.Left, top + (_size * 0.95) + (index * line), title[index], "font-weight=\"700\"");
        }

        var latest = last is null ? "No figures yet" : (last.Position == _last ? "" : last.ShortLabel + ": ") + PointWords.Written(last.Value!.Value, last.Status, _chart);
        _svg.Text(cell.Left, top + (_size * 0.95) + (title.Count * line), latest, $"class=\"chart-latest\" fill=\"{(last is null ? _theme.MutedText : _theme.Text)}\"");
        _svg.Line("</g>");
    }

    private void WriteAxes(Cell cell, Func<double, double> y)
    {
        var bottom = cell.Top + cell.Height;
        _svg.Line("<g aria-hidden=\"true\">");
        if (_axis is not null)
        {
            var grid = new StringBuilder();
            foreach (var tick in _axis.Ticks)
            {
                grid.Append(CultureInfo.InvariantCulture, $"M{C(cell.Left)} {C(y(tick))}h{C(cell.Width)}");
            }

            _svg.Line($"<path class=\"chart-grid\" d=\"{grid}\" fill=\"none\" stroke=\"{_theme.Grid}\" stroke-width=\"{_pen.Weight(1)}\"/>");
        }

        _svg.Stroke(cell.Left, bottom, cell.Left + cell.Width, bottom, $"class=\"chart-axis\" fill=\"none\" stroke=\"{_theme.Axis}\" stroke-width=\"{_pen.Weight(1.25)}\"");
        _svg.Line($"<g class=\"chart-axis-text\" font-size=\"{C(_size)}\" fill=\"{_theme.MutedText}\">");
        if (cell.Outermost && _axis is not null)
        {
            foreach (var tick in _axis.Ticks)
            {
                _svg.Text(cell.Left - (_size * 0.5), SvgPen.Baseline(y(tick), _size), TickText(tick), "text-anchor=\"end\"");
            }
        }

        if (cell.Lowest)
        {
            WritePeriods(cell, bottom + (_size * 1.3));
        }

        _svg.Line("</g>");
        _svg.Line("</g>");
    }

    /// <summary>First and last period, or the last alone where both would touch.</summary>
    private void WritePeriods(Cell cell, double baseline)
    {
        var points = _chart.Charts.SelectMany(small => small.Points);
        var first = points.FirstOrDefault(point => point.Position == _first)?.ShortLabel ?? "";
        var last = points.FirstOrDefault(point => point.Position == _last)?.ShortLabel ?? "";
        if (first != last && TextWidth.Of(first, _size) + TextWidth.Of(last, _size) + _size <= cell.Width)
        {
            _svg.Text(cell.Left, baseline, first);
        }

        if (last.Length > 0)
        {
            _svg.Text(cell.Left + cell.Width, baseline, last, "text-anchor=\"end\"");
        }
    }

    private string Spoken(ChartSpecification small, ChartPoint last)
    {
        var judged = small.Kind == ChartKind.Spc && small.Segments.Any(segment => segment.Upper is not null || segment.Lower is not null);
        var values = small.Points.Where(point => point.Value is not null).ToArray();
        string Words(double value) => ValueText.Full(value, _chart.Unit, _chart.Decimals);
        var range = values.Length < 2 ? "" : $"; between {Words(values.Min(point => point.Value!.Value))} and {Words(values.Max(point => point.Value!.Value))} since {values[0].LongLabel}";
        var shown = small with { Unit = _chart.Unit, Decimals = _chart.Decimals };
        return $"{small.Title}, {last.Spoken ?? PointWords.Spoken(last, shown, judged)}{range}";
    }

    /// <summary>One small chart's plot in its place.</summary>
    /// <param name="Index">Its number, from 0.</param>
    /// <param name="Left">Left edge.</param>
    /// <param name="Top">Upper edge.</param>
    /// <param name="Width">Width.</param>
    /// <param name="Height">Height.</param>
    /// <param name="Outermost">True where the value axis stands to its left.</param>
    /// <param name="Lowest">True where the periods stand beneath it.</param>
    private sealed record Cell(int Index, double Left, double Top, double Width, double Height, bool Outermost, bool Lowest);
}
