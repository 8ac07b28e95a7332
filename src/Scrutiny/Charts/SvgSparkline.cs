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
        SvgRoot.Open(svg, chart, Math.Ceiling(whole), "img");
        svg.Box(0, 0, chart.Width, Math.Ceiling(whole), $"class=\"chart-figure\" fill=\"{theme.FigureBackground}\"");

        var values = chart.Points.Where(point => point.Value is not null).Select(point => point.Value!.Value).ToArray();
        if (values.Length == 0)
        {
            svg.Text(0, (height + textSize) / 2, "No figures yet", $"class=\"chart-empty\" font-size=\"{SvgWriter.Coordinate(textSize)}\" fill=\"{theme.MutedText}\"");
        }
        else
        {
            DrawLine(svg, chart, theme, height, values);
        }

        if (chart.Synthetic)
        {
            svg.Text(0, whole - (textSize * 0.3), SvgRoot.SyntheticWords, $"class=\"chart-synthetic\" font-size=\"{SvgWriter.Coordinate(textSize)}\" fill=\"{theme.Text}\"");
        }

        return svg.Line("</svg>").ToString();
    }

    private static void DrawLine(SvgWriter svg, ChartSpecification chart, ChartTheme theme, double height, double[] values)
    {
        var inset = 6 * chart.Scale;
        var lowest = values.Min();
        var span = values.Max() - lowest;
        var first = chart.Points[0].Position.DayNumber;
        var days = chart.Points[^1].Position.DayNumber - first;
        double X(ChartPoint point) => days == 0 ? chart.Width / 2.0 : inset + ((chart.Width - (2 * inset)) * (point.Position.DayNumber - first) / days);
        double Y(double value) => span == 0 ? height / 2 : height - inset - ((height - (2 * inset)) * (value - lowest) / span);

        var path = new StringBuilder();
        var joined = false;
        ChartPoint? last = null;
        foreach (var point in chart.Points)
        {
            if (point.Value is { } value)
            {
                path.Append(joined && point.Status != PointStatus.Break ? 'L' : 'M').Append(SvgWriter.Coordinate(X(point))).Append(' ').Append(SvgWriter.Coordinate(Y(value)));
                last = point;
            }

            joined = point.Value is not null;
        }

        svg.Line($"<path class=\"chart-series\" d=\"{path}\" fill=\"none\" stroke=\"{theme.Series}\" stroke-width=\"{SvgWriter.Coordinate(1.5 * chart.Scale * theme.LineWeight)}\" stroke-linejoin=\"round\"/>");
        var colour = last!.Meaning == PointMeaning.CommonCause ? theme.Series : theme.ColourOf(last.Meaning);
        var hollow = last.Status == PointStatus.Provisional;
        var paint = hollow
            ? $"fill=\"{theme.FigureBackground}\" stroke=\"{colour}\" stroke-width=\"{SvgWriter.Coordinate(1.5 * chart.Scale)}\""
            : $"fill=\"{colour}\"";
        svg.Line($"<g transform=\"translate({SvgWriter.Coordinate(X(last))},{SvgWriter.Coordinate(Y(last.Value!.Value))})\">{PointShape.Of(last.Meaning, 3.5 * chart.Scale, PointShape.ClassOf(last.Meaning) + (hollow ? " chart-hollow" : ""), paint)}</g>");
    }
}
