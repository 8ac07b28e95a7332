namespace Scrutiny.Charts;

/// <summary>The rules that the picture's classes need from a stylesheet: what presentation attributes cannot say.
/// A stand-alone picture carries them; a page's stylesheet includes them, and overrides colours by the same classes if it wishes.</summary>
public static class ChartStylesheet
{
    /// <summary>CSS text: fit to the page, focus, forced colours.</summary>
    public const string Text = """
        .chart{max-width:100%;height:auto}
        .chart-point:focus{outline:none}
        .chart-point:focus-visible{outline:3px solid #0b0c0c;outline-offset:3px}
        .chart-dark .chart-point:focus-visible{outline-color:#ffffff}
        @media (forced-colors:active){
        .chart .chart-figure,.chart .chart-data,.chart .chart-under{fill:Canvas}
        .chart text{fill:CanvasText}
        .chart .chart-grid{stroke:GrayText;stroke-opacity:.4}
        .chart .chart-axis,.chart .chart-tick,.chart .chart-mean,.chart .chart-limit,.chart .chart-target,.chart .chart-series,.chart .chart-band-edge,.chart .chart-break,.chart .chart-rebase,.chart .chart-event,.chart .chart-leader,.chart .chart-tag,.chart .chart-interval{stroke:CanvasText}
        .chart .chart-band{fill:none}
        .chart .chart-marker{fill:Canvas;stroke:CanvasText}
        .chart .chart-mark,.chart .chart-value,.chart .chart-name,.chart .chart-former,.chart .chart-halo{stroke:Canvas}
        .chart .chart-common,.chart .chart-plain{fill:CanvasText;stroke:none}
        .chart .chart-improvement,.chart .chart-concern,.chart .chart-neutral{fill:CanvasText;stroke:Canvas}
        .chart .chart-bar{fill:Canvas;stroke:CanvasText}
        .chart .chart-marked{fill:Highlight;stroke:CanvasText}
        .chart .chart-context{fill:LinkText;stroke:Canvas}
        .chart .chart-hollow{fill:Canvas;stroke:CanvasText}
        .chart .chart-point:focus-visible{outline-color:Highlight}
        }
        """;
}
