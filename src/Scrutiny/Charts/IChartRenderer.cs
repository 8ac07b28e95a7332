namespace Scrutiny.Charts;

/// <summary>Draws a picture from its specification. The one seam between what a chart says and how it is drawn.</summary>
public interface IChartRenderer
{
    /// <summary>Draws the chart. The same specification always gives the same text.</summary>
    /// <param name="chart">What to draw.</param>
    /// <returns>The picture as text (for SVG: one <c>svg</c> element, or a whole document when <see cref="ChartPicture.Standalone"/> is set).</returns>
    /// <exception cref="ArgumentException">The specification contradicts itself; the message says where.</exception>
    string Render(ChartPicture chart);
}
