namespace Scrutiny.Charts;

/// <summary>Draws charts as SVG: real text, classes for stylesheets, presentation attributes for everything else, points that keyboard and
/// screen reader can reach. Holds no state; one instance serves all threads.</summary>
/// <remarks>Colours are attributes and not rules, since a page's content security policy forbids inline style and a file of its own has no
/// stylesheet; any rule of a page's stylesheet overrides them.</remarks>
public sealed class SvgChartRenderer : IChartRenderer
{
    /// <inheritdoc />
    public string Render(ChartSpecification chart)
    {
        ChartRules.Check(chart);
        return chart.Kind == ChartKind.Sparkline ? SvgSparkline.Draw(chart) : new SvgFigure(chart).Draw();
    }
}
