using System.ComponentModel;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Api;

/// <summary><c>GET /charts/{measure}.svg</c>: the chart as a file of its own.</summary>
internal static class ChartsEndpoint
{
    private const int NarrowestPixels = 320;
    private const int WidestPixels = 1920;

    public static void MapCharts(this WebApplication app) => app.MapGet("/charts/{id}.svg", ReadAsync)
        .WithName("chart").WithSummary("The chart of one series as an SVG file.")
        .Produces<string>(contentType: "image/svg+xml").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> ReadAsync(
        [AsParameters] SeriesParameters asked,
        [Description("Width in pixels, 320 to 1920; 800 by default.")] int? width,
        [Description("light, dark or print.")] string? theme,
        MeasureFigures figures,
        IChartRenderer charts,
        CancellationToken cancel)
    {
        var (question, wrong) = asked.Read();
        if (question is null)
        {
            return wrong!;
        }

        var palette = ChartThemeName.Light;
        if (theme is not null && !(Enum.TryParse(theme, ignoreCase: true, out palette) && Enum.IsDefined(palette)))
        {
            return ApiSetup.Problem(StatusCodes.Status400BadRequest, $"theme is '{theme}'; use light, dark or print.");
        }

        if (width is < NarrowestPixels or > WidestPixels)
        {
            return ApiSetup.Problem(StatusCodes.Status400BadRequest, $"width is {width}; use {NarrowestPixels} to {WidestPixels} pixels.");
        }

        var series = await figures.SeriesAsync(question, null, null, cancel);
        var chart = SeriesChart.Specify(series, "chart", question.Area.Name, question.Part, SeriesSources.Publishers(series, asked.Catalogue), SeriesSources.AnySynthetic(series, asked.Catalogue)) with
        {
            Width = width ?? 800,
            Theme = palette,
            Standalone = true,
        };

        return TypedResults.Content(charts.Render(chart), "image/svg+xml; charset=utf-8");
    }
}
