using Microsoft.Extensions.Options;
using Scrutiny.BoardReadings;
using Scrutiny.Boards;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.OpenData;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Http;

namespace Scrutiny.Web.Pages.Boards;

/// <summary><c>/boards/{board}/{panel}.csv</c> and <c>.svg</c>: a panel's figures and its picture as files.</summary>
internal static class PanelFiles
{
    private const int Width = 1080;

    public static void MapPanelFiles(this WebApplication app)
    {
        app.MapGet("/boards/{board}/{panel}.csv", CsvAsync).ExcludeFromDescription();
        app.MapGet("/boards/{board}/{panel}.svg", SvgAsync).ExcludeFromDescription();
    }

    [Costly]
    private static async Task<IResult> CsvAsync(string board, string panel, HttpContext context, BoardFigures figures, Catalogue catalogue, IOptions<BodySettings> body, CancellationToken cancel)
    {
        if (Find(board, panel, catalogue) is not { } found || found.Panel.Type == PanelType.Text)
        {
            return TypedResults.NotFound();
        }

        if (BoardChoice.Read(found.Board, catalogue, body.Value.Area, context.Request.Query) is not { } choice)
        {
            return TypedResults.BadRequest();
        }

        var names = PanelViews.NamesOf(found.Panel, choice, catalogue);
        var reading = await figures.ReadAsync(names, found.Board.Annotations, choice.AsKnown, cancel);
        var csv = names.Where(reading.Series.ContainsKey).Select(name => reading.Series[name]).Aggregate(new SeriesCsv(catalogue), (file, series) => file.Add(series.Name.Measure, series.Area, series.Name.Breakdown, series.Series));
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{board}-{panel}.csv\"";

        return TypedResults.Content(csv.ToString(), SeriesCsv.MediaType);
    }

    [Costly]
    private static async Task<IResult> SvgAsync(string board, string panel, HttpContext context, BoardFigures figures, PanelViews views, IChartRenderer charts, Catalogue catalogue, IOptions<BodySettings> body, CancellationToken cancel)
    {
        if (Find(board, panel, catalogue) is not { } found)
        {
            return TypedResults.NotFound();
        }

        if (BoardChoice.Read(found.Board, catalogue, body.Value.Area, context.Request.Query) is not { } choice)
        {
            return TypedResults.BadRequest();
        }

        var reading = await figures.ReadAsync(PanelViews.NamesOf(found.Panel, choice, catalogue), found.Board.Annotations, choice.AsKnown, cancel);
        return views.Picture(found.Board, found.Panel, choice, reading, "chart") is { } picture
            ? TypedResults.Content(charts.Render(picture with { Width = Width, Standalone = true }), "image/svg+xml; charset=utf-8")
            : TypedResults.NotFound();
    }

    private static (Board Board, Panel Panel)? Find(string slug, string id, Catalogue catalogue) =>
        catalogue.Boards.GetValueOrDefault(slug)?.Value is { } board && board.Panels().FirstOrDefault(panel => panel.Id == id) is { } panel ? (board, panel) : null;
}
