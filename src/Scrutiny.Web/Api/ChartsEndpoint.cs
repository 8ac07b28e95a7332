using System.Globalization;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Http;

namespace Scrutiny.Web.Api;

/// <summary><c>GET /charts/{measure}.svg</c> and <c>.png</c>: the chart as a file of its own.</summary>
internal static class ChartsEndpoint
{
    private const int NarrowestPixels = 320;
    private const int WidestPixels = 1920;
    private const int LowestPixels = 200;
    private const int HighestPixels = 1080;
    private const int MostScale = 4;

    public static void MapCharts(this WebApplication app)
    {
        app.MapGet("/charts/{id}.svg", ReadSvgAsync)
            .WithName("chart").WithSummary("The chart of one series as an SVG file.")
            .Produces<string>(contentType: "image/svg+xml").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest);
        app.MapGet("/charts/{id}.png", ReadPngAsync)
            .WithName("chart-png").WithSummary("The chart of one series as a PNG file.")
            .Produces<byte[]>(contentType: "image/png").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    [Costly]
    private static async Task<IResult> ReadSvgAsync([AsParameters] SeriesParameters asked, [AsParameters] PictureParameters picture, MeasureFigures figures, IChartRenderer charts, CancellationToken cancel)
    {
        var (svg, wrong) = await DrawAsync(asked, picture, figures, charts, cancel);
        return svg is null ? wrong! : TypedResults.Content(svg, "image/svg+xml; charset=utf-8");
    }

    [Costly]
    private static async Task<IResult> ReadPngAsync(
        [AsParameters] SeriesParameters asked, [AsParameters] PictureParameters picture, MeasureFigures figures, IChartRenderer charts, PngFromSvg pngs, CancellationToken cancel)
    {
        var (svg, wrong) = await DrawAsync(asked, picture, figures, charts, cancel);
        if (svg is null)
        {
            return wrong!;
        }

        var (png, sentence) = await pngs.ConvertAsync(svg, cancel);
        return png is null ? ApiSetup.Problem(StatusCodes.Status503ServiceUnavailable, sentence!) : TypedResults.Bytes(png, "image/png");
    }

    private static async Task<(string? Svg, IResult? Wrong)> DrawAsync(SeriesParameters asked, PictureParameters picture, MeasureFigures figures, IChartRenderer charts, CancellationToken cancel)
    {
        var (question, wrong) = asked.Read();
        if (question is null)
        {
            return (null, wrong);
        }

        var palette = ChartThemeName.Light;
        if (picture.Theme is { } theme && !(Enum.TryParse(theme, ignoreCase: true, out palette) && Enum.IsDefined(palette)))
        {
            return (null, ApiSetup.Problem(StatusCodes.Status400BadRequest, $"theme is '{theme}'; use light, dark or print."));
        }

        if (picture.Width is < NarrowestPixels or > WidestPixels)
        {
            return (null, ApiSetup.Problem(StatusCodes.Status400BadRequest, $"width is {picture.Width}; use {NarrowestPixels} to {WidestPixels} pixels."));
        }

        if (picture.Height is < LowestPixels or > HighestPixels)
        {
            return (null, ApiSetup.Problem(StatusCodes.Status400BadRequest, $"height is {picture.Height}; use {LowestPixels} to {HighestPixels} pixels."));
        }

        var (width, scale) = (picture.Width ?? 800, picture.Scale ?? 1);
        if (scale is not (>= 1 and <= MostScale) || width / scale < NarrowestPixels)
        {
            return (null, ApiSetup.Problem(StatusCodes.Status400BadRequest, $"scale is {scale.ToString(CultureInfo.InvariantCulture)}; use 1 to {MostScale}, and a width of at least {NarrowestPixels} times that."));
        }

        var series = await figures.SeriesAsync(question, null, null, cancel);
        var chart = SeriesChart.Specify(series, "chart", question.Area.Name, question.Part, SeriesSources.Publishers(series, asked.Catalogue), SeriesSources.AnySynthetic(series, asked.Catalogue)) with
        {
            Width = width,
            Height = picture.Height,
            Scale = scale,
            ShowTitle = picture.Title ?? true,
            Theme = palette,
            Standalone = true,
        };

        return (charts.Render(chart), null);
    }
}
