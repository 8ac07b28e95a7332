using System.Text;

namespace Scrutiny.Charts;

/// <summary>A line the size of a word. One image to screen readers: its value and its words stand beside it.</summary>
internal static class SvgSparkline
{
    private const int UsualHeight = 32;
    private const int SyntheticTextSize = 12;

    public static string Draw(ChartSpecification chart)
    {
        var theme = ChartTheme.Of(chart.Theme);
        var svg = new SvgWriter();
        var textSize = SyntheticTextSize * chart.Scale;
        var height = (double)(chart.Height ?? (int)(UsualHeight * chart.Scale));
        var whole = height + (chart.Synthetic ? textSize * 1.3 : 0);
        SvgRoot.Open(svg, chart, "sparkline", Math.Ceiling(whole), "img");
        svg.Box(0, 0, chart.Width, Math.Ceiling(whole), $"class=\"chart-figure\" fill=\"{theme.FigureBackground}\"");

        if (chart.Points.All(point => point.Value is null))
        {
            svg.Text(0, (height + textSize) / 2, "No figures yet", $"class=\"chart-empty\" font-size=\"{SvgWriter.Coordinate(textSize)}\" fill=\"{theme.MutedText}\"");
        }
        else
        {
            DrawLine(svg, chart.Points, theme, chart.Width, height, chart.Scale);
        }

        if (chart.Synthetic)
        {
            svg.Text(0, whole - (textSize * 0.3), SvgRoot.SyntheticWords, $"class=\"chart-synthetic\" font-size=\"{SvgWriter.Coordinate(textSize)}\" fill=\"{theme.Text}\"");
        }

        return svg.Line("</svg>").ToString();
    }

    /// <summary>The line with its latest value marked, in the box given; there is at least one value.</summary>
    public static void DrawLine(SvgWriter svg, IReadOnlyList<ChartPoint> points, ChartTheme theme, double width, double height, double scale)
    {
        var inset = 6 * scale;
        var values = points.Select(point => point.Value).OfType<double>().ToArray();
        var lowest = values.Min();
        var span = values.Max() - lowest;
        var first = points[0].Position.DayNumber;
        var days = points[^1].Position.DayNumber - first;
        double X(ChartPoint point) => days == 0 ? width / 2 : inset + ((width - (2 * inset)) * (point.Position.DayNumber - first) / days);
        double Y(double value) => span == 0 ? height / 2 : height - inset - ((height - (2 * inset)) * (value - lowest) / span);

        var path = new StringBuilder();
        var joined = false;
        ChartPoint? last = null;
        foreach (var point in points)
        {
            if (point.Value is { } value)
            {
                path.Append(joined && point.Status != PointStatus.Break ? 'L' : 'M').Append(SvgWriter.Coordinate(X(point))).Append(' ').Append(SvgWriter.Coordinate(Y(value)));
                last = point;
            }

            joined = point.Value is not null;
        }

        svg.Line($"<path class=\"chart-series\" d=\"{path}\" fill=\"none\" stroke=\"{theme.Series}\" stroke-width=\"{SvgWriter.Coordinate(1.5 * scale * theme.LineWeight)}\" stroke-linejoin=\"round\"/>");
        var colour = last!.Meaning == PointMeaning.CommonCause ? theme.Series : theme.ColourOf(last.Meaning);
        var hollow = last.Status == PointStatus.Provisional;
        var paint = hollow
            ? $"fill=\"{theme.FigureBackground}\" stroke=\"{colour}\" stroke-width=\"{SvgWriter.Coordinate(1.5 * scale)}\""
            : $"fill=\"{colour}\"";
        svg.Line($"<g transform=\"translate({SvgWriter.Coordinate(X(last))},{SvgWriter.Coordinate(Y(last.Value!.Value))})\">{PointShape.Of(last.Meaning, 3.5 * scale, PointShape.ClassOf(last.Meaning) + (hollow ? " chart-hollow" : ""), paint)}</g>");
    }
}
