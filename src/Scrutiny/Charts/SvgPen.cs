using System.Globalization;
using System.Text;

namespace Scrutiny.Charts;

/// <summary>Writes what every kind of picture has, in the picture's palette and scale.</summary>
internal sealed class SvgPen
{
    private readonly ChartPicture _picture;
    private readonly PictureFrame _frame;

    public SvgPen(PictureFrame frame)
    {
        _picture = frame.Picture;
        _frame = frame;
        Theme = ChartTheme.Of(_picture.Theme);
    }

    public SvgWriter Svg { get; } = new();

    public ChartTheme Theme { get; }

    /// <summary>A coordinate or length.</summary>
    public static string C(double value) => SvgWriter.Coordinate(value);

    /// <summary>Where the letters of a line stand, if its middle is to be at a height.</summary>
    public static double Baseline(double middle, double size) => middle + (size * 0.35);

    /// <summary>A stroke width, to two decimals, scaled with the picture and the palette.</summary>
    public string Weight(double width) => Math.Round(width * _picture.Scale * Theme.LineWeight, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A dash pattern, scaled with the picture; empty for none.</summary>
    public string Dash(params ReadOnlySpan<double> lengths)
    {
        if (lengths.Length == 0)
        {
            return "";
        }

        var text = new StringBuilder("stroke-dasharray=\"");
        for (var index = 0; index < lengths.Length; index++)
        {
            text.Append(index == 0 ? "" : " ").Append(C(lengths[index] * _picture.Scale));
        }

        return text.Append('"').ToString();
    }

    /// <summary>Opens the picture and lays its background.</summary>
    /// <param name="kind">Last word of the class that names the kind.</param>
    /// <param name="height">Of the picture.</param>
    public void Open(string kind, double height)
    {
        SvgRoot.Open(Svg, _picture, kind, height, "group");
        Svg.Box(0, 0, _picture.Width, height, $"class=\"chart-figure\" fill=\"{Theme.FigureBackground}\"");
    }

    /// <summary>Title and subtitle. The picture's name already says the title.</summary>
    public void Header()
    {
        Lines(_frame.TitleLines, _frame.Margin, _frame.TitleTop, _frame.TitleSize, $"class=\"chart-title\" aria-hidden=\"true\" font-size=\"{C(_frame.TitleSize)}\" font-weight=\"700\" fill=\"{Theme.Text}\"");
        Lines(_frame.SubtitleLines, _frame.Margin, _frame.SubtitleTop, _frame.SubtitleSize, $"class=\"chart-subtitle\" font-size=\"{C(_frame.SubtitleSize)}\" fill=\"{Theme.MutedText}\"");
    }

    /// <summary>Notes and source.</summary>
    /// <param name="top">Where the first line begins.</param>
    public void Foot(double top) =>
        Lines(_frame.FootLines, _frame.Margin, top, _frame.TextSize, $"class=\"chart-foot\" font-size=\"{C(_frame.TextSize)}\" fill=\"{Theme.MutedText}\"");

    /// <summary>Lines of text under each other; nothing where there are none.</summary>
    public void Lines(IReadOnlyList<string> lines, double x, double top, double size, string attributes)
    {
        if (lines.Count == 0)
        {
            return;
        }

        Svg.Line($"<g {attributes}>");
        for (var index = 0; index < lines.Count; index++)
        {
            Svg.Text(x, top + (size * (0.95 + (index * PictureFrame.LineHeight))), lines[index]);
        }

        Svg.Line("</g>");
    }

    /// <summary>The row under the key: what the axis says of itself, and whether the figures are made up.</summary>
    public void Notes(double top, string axisNote)
    {
        var size = _frame.TextSize;
        var baseline = top + (size * 0.95);
        if (axisNote.Length > 0)
        {
            Svg.Text(_frame.Margin, baseline, axisNote, $"class=\"chart-axis-note\" font-size=\"{C(size)}\" fill=\"{Theme.MutedText}\"");
        }

        if (_picture.Synthetic)
        {
            var width = TextWidth.Of(SvgRoot.SyntheticWords, size, bold: true);
            var right = _picture.Width - _frame.Margin;
            Svg.Box(right - width - (size * 0.8), baseline - (size * 1.05), width + (size * 0.8), size * 1.45, $"class=\"chart-tag\" fill=\"none\" stroke=\"{Theme.Annotation}\" stroke-width=\"{Weight(1)}\"");
            Svg.Text(right - (width / 2) - (size * 0.4), baseline, SvgRoot.SyntheticWords, $"class=\"chart-synthetic\" text-anchor=\"middle\" font-size=\"{C(size)}\" font-weight=\"700\" fill=\"{Theme.Text}\"");
        }
    }

    /// <summary>The key.</summary>
    public void Key(ChartKey key, double top)
    {
        if (key.Items.Count == 0)
        {
            return;
        }

        var size = _frame.TextSize;
        Svg.Line($"<g class=\"chart-key\" font-size=\"{C(size)}\" fill=\"{Theme.MutedText}\">");
        foreach (var item in key.Items)
        {
            var middle = top + (size * (0.75 + (item.Row * ChartKey.RowHeight)));
            if (item.Letter.Length > 0)
            {
                Svg.Text(item.X + (size * 0.2), Baseline(middle, size), item.Letter, $"font-weight=\"700\" fill=\"{Theme.Text}\"");
            }
            else
            {
                Svg.Line($"<g transform=\"translate({C(item.X + (size * 0.5))},{C(middle)})\">{item.Shape}</g>");
            }

            Svg.Text(item.X + (size * ChartKey.SymbolWidth), Baseline(middle, size), item.Words);
        }

        Svg.Line("</g>");
    }

    /// <summary>Opens the group of one mark that can be reached by keyboard and speaks.</summary>
    /// <param name="index">Its number within its series, from 0.</param>
    /// <param name="series">The number of its series; null where the picture has one.</param>
    /// <param name="tabStop">True where Tab stops there.</param>
    /// <param name="x">Where it stands across.</param>
    /// <param name="y">Where it stands down.</param>
    /// <param name="spoken">What it says.</param>
    public void OpenPoint(int index, int? series, bool tabStop, double x, double y, string spoken)
    {
        var group = series is { } number ? string.Create(CultureInfo.InvariantCulture, $" data-series=\"{number}\"") : "";
        Svg.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"<g class=\"chart-point\" tabindex=\"{(tabStop ? 0 : -1)}\" role=\"img\"{group} data-point=\"{index}\" transform=\"translate({C(x)},{C(y)})\" aria-label=\"{SvgWriter.Escape(spoken)}\">"));
    }

    /// <summary>Labels beside the plot, with a leader from the line that each names where it had to move.</summary>
    /// <param name="labels">The labels in their places.</param>
    /// <param name="plotRight">Right edge of the plot.</param>
    /// <param name="size">Size of the text.</param>
    /// <param name="leads">Pattern and colour of the leader of each series, for charts of several; null for one.</param>
    public void DirectLabels(IReadOnlyList<PlacedLabel> labels, double plotRight, double size, Func<int, string>? leads = null)
    {
        if (labels.Count == 0)
        {
            return;
        }

        var x = plotRight + ((leads is null ? 12 : 28) * _picture.Scale);
        Svg.Line($"<g class=\"chart-labels\" font-size=\"{C(size)}\" fill=\"{Theme.MutedText}\">");
        foreach (var placed in labels)
        {
            var end = x - ((leads is null ? 2 : 4) * _picture.Scale);
            if (leads is not null && placed.Label.Series is { } series)
            {
                // The leader looks like the line that it leads from, so that the label needs no colour of its own.
                Svg.Stroke(plotRight - (4 * _picture.Scale), placed.Wish, end, placed.Centre, leads(series));
            }
            else if (Math.Abs(placed.Centre - placed.Wish) > size * 0.3)
            {
                Svg.Stroke(plotRight, placed.Wish, end, placed.Centre, $"class=\"chart-leader\" stroke=\"{Theme.Axis}\" stroke-width=\"{Weight(1)}\"");
            }

            var lines = placed.Label.Lines;
            var first = placed.Centre - ((lines.Count - 1) * size * 0.575);
            var paint = placed.Label.Bold ? $" font-weight=\"700\" fill=\"{Theme.Text}\"" : "";
            for (var index = 0; index < lines.Count; index++)
            {
                Svg.Text(x, Baseline(first + (index * size * 1.15), size), lines[index], $"class=\"chart-label chart-label-{placed.Label.Role}\"{paint}");
            }
        }

        Svg.Line("</g>");
    }

    /// <summary>Attributes of text that stands on marks and lines: a rim parts it from them.</summary>
    public string OnData(string cssClass, bool bold = true) =>
        $"class=\"{cssClass}\"{(bold ? " font-weight=\"700\"" : "")} fill=\"{Theme.Text}\" stroke=\"{Theme.DataBackground}\" stroke-width=\"{Weight(3)}\" paint-order=\"stroke\"";

    /// <summary>What stands in place of the marks where there are none.</summary>
    public void Empty(double x, double y) =>
        Svg.Text(x, y, "No figures yet", $"class=\"chart-empty\" text-anchor=\"middle\" font-size=\"{C(_frame.SubtitleSize)}\" fill=\"{Theme.MutedText}\"");

    /// <summary>Closes the picture.</summary>
    public string Close() => Svg.Line("</svg>").ToString();
}
