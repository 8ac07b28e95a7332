using System.Globalization;
using Microsoft.AspNetCore.Html;
using Scrutiny.Boards;
using Scrutiny.Charts;
using Scrutiny.Statistics;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Pages.Boards;

/// <summary>A table of figures on a page. A figure is the link to its receipt.</summary>
internal static class TableMarkup
{
    private const string Unpublished = "unpublished";

    /// <summary>The table.</summary>
    /// <param name="table">What it holds.</param>
    /// <param name="charts">Draws the small pictures.</param>
    public static DataTable Of(FigureTable table, IChartRenderer charts) => new(
        table.Caption,
        [.. table.Columns.Select(column => new TableColumn(column.Heading, column.Numeric))],
        [.. table.Rows.Select(row => (IReadOnlyList<TableCell>)[.. row.Select(cell => CellOf(cell, charts))])]) { CaptionClasses = "govuk-visually-hidden" };

    private static TableCell CellOf(FigureCell cell, IChartRenderer charts) => cell switch
    {
        { Figure: { } figure } => new(null, FigureOf(cell.Text, figure)),
        { Names: { } series } => new(null, new HtmlContentBuilder().Raw("<a class=\"govuk-link\" href=\"/performance/").Text(series.Name.Measure).Raw("\">").Text(cell.Text).Raw("</a>")
            .Content(series.Synthetic ? new HtmlString("<span class=\"app-under\">Synthetic data</span>") : HtmlString.Empty)),
        { Sparkline: { } picture } => new(null, new HtmlContentBuilder().Raw("<span class=\"app-panel__spark\">").Raw(charts.Render(picture)).Raw("</span>")),
        { Variation: { } variation } => new(null, VariationTagHelper.Html(variation.Label())),
        _ => new(cell.Text),
    };

    private static IHtmlContent FigureOf(string words, TableFigure figure)
    {
        if (figure.Point is not { } point)
        {
            return StatusMark.After("", "x");
        }

        var html = new HtmlContentBuilder().Raw("<a class=\"govuk-link\" href=\"/receipts/").Text(point.Receipt.ToString(CultureInfo.InvariantCulture)).Raw("\">").Text(words).Raw("</a>");
        if (point.Value is not null)
        {
            html.Content(StatusMark.Html(figure.Mark.Trim('[', ']')));
        }

        return figure.Series.Waiting.Contains(point.Receipt) ? html.Raw(" <strong class=\"govuk-tag govuk-tag--purple app-panel__waiting\">").Text(Unpublished).Raw("</strong>") : html;
    }
}
