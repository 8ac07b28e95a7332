namespace Scrutiny.Charts;

/// <summary>Writes one large figure with its words beneath and a small line beside them, or under them where the picture is narrow.</summary>
internal sealed class SvgHeadline
{
    private const int BesideFrom = 420;
    private const int FewestPoints = 3;
    private readonly HeadlineChart _chart;
    private readonly PictureFrame _frame;
    private readonly SvgPen _pen;
    private readonly double _size;

    public SvgHeadline(HeadlineChart chart)
    {
        _chart = chart;
        _frame = new PictureFrame(chart, []);
        _pen = new SvgPen(_frame);
        _size = _frame.SubtitleSize;
    }

    public string Draw()
    {
        var theme = _pen.Theme;
        var svg = _pen.Svg;
        var sparkline = _chart.Points.Count(point => point.Value is not null) >= FewestPoints;
        var beside = sparkline && _chart.Width / _chart.Scale >= BesideFrom;
        var across = beside ? _frame.Across * 0.58 : _frame.Across;
        var noteTop = _frame.HeaderBottom;
        var top = noteTop + (_chart.Synthetic ? _frame.NoteHeight : 0);

        // A figure too wide for the picture is set smaller, never broken.
        var figure = _chart.Value is { } value ? ValueText.Full(value, _chart.Unit, _chart.Decimals) : "No figure";
        var figureSize = Math.Min((_chart.Value is null ? 28 : _frame.Narrow ? 44 : 56) * _chart.Scale, across / TextWidth.Of(figure, 1, bold: true));
        var baseline = top + (figureSize * 0.9);
        var y = baseline + (figureSize * 0.22);
        var lines = Words().SelectMany(words => TextWidth.Wrap(words.Text, across - words.Indent, _size, words.Bold).Select((line, index) => (Line: line, words.Bold, words.Indent, Shape: index == 0 && words.Indent > 0))).ToArray();
        var wordsBottom = y + (lines.Length * _size * 1.4);
        var sparkHeight = (beside ? 72 : 52) * _chart.Scale;
        var (sparkLeft, sparkTop, sparkWidth) = beside ? (_frame.Margin + (_frame.Across * 0.62), top + (figureSize * 0.1), _frame.Across * 0.38) : (_frame.Margin, wordsBottom + (_size * 0.4), _frame.Across);
        var contentBottom = sparkline ? Math.Max(wordsBottom, sparkTop + sparkHeight) : wordsBottom;

        _pen.Open("headline", _frame.HeightFor(contentBottom));
        _pen.Header();
        _pen.Notes(noteTop, "");
        svg.Text(_frame.Margin, baseline, figure, $"class=\"chart-large\" font-size=\"{SvgPen.C(figureSize)}\" font-weight=\"700\" fill=\"{theme.Text}\"");
        foreach (var (line, bold, indent, shape) in lines)
        {
            if (shape && _chart.Meaning is { } meaning)
            {
                svg.Line($"<g transform=\"translate({SvgPen.C(_frame.Margin + (_size * 0.5))},{SvgPen.C(y + (_size * 0.65))})\">{PointShape.Of(meaning, _size * 0.36, PointShape.ClassOf(meaning), $"fill=\"{theme.ColourOf(meaning)}\"")}</g>");
            }

            svg.Text(_frame.Margin + indent, y + _size, line, $"class=\"chart-words\" font-size=\"{SvgPen.C(_size)}\"{(bold ? " font-weight=\"700\"" : "")} fill=\"{(bold ? theme.Text : theme.MutedText)}\"");
            y += _size * 1.4;
        }

        if (sparkline)
        {
            svg.Line($"<g aria-hidden=\"true\" transform=\"translate({SvgPen.C(sparkLeft)},{SvgPen.C(sparkTop)})\">");
            SvgSparkline.DrawLine(svg, _chart.Points, theme, sparkWidth, sparkHeight, _chart.Scale);
            svg.Line("</g>");
        }

        _pen.Foot(contentBottom + _frame.FootGap);
        return _pen.Close();
    }

    /// <summary>What stands under the figure, from the top.</summary>
    private IEnumerable<(string Text, bool Bold, double Indent)> Words()
    {
        var status = _chart.Status == PointStatus.Final ? "" : $"{PointWords.OfStatus(_chart.Status)} [{PointWords.Letter(_chart.Status)}]";
        var period = string.Join(", ", new[] { _chart.Period, status }.Where(words => words.Length > 0));
        if (period.Length > 0)
        {
            yield return (period, false, 0);
        }

        if (_chart is { Meaning: { } meaning, Value: not null })
        {
            var words = _chart.MeaningWords ?? PointWords.OfMeaning(meaning);
            yield return (char.ToUpperInvariant(words[0]) + words[1..], true, _size * 1.3);
        }

        foreach (var words in new[] { _chart.Change, _chart.Target }.Where(words => words.Length > 0))
        {
            yield return (words, false, 0);
        }
    }
}
