using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Api;

/// <summary><c>GET /charts/{measure}.svg</c>: the chart as a file of its own.</summary>
internal static class ChartsEndpoint
{
    private const int NarrowestPixels = 320;
    private const int WidestPixels = 1920;

    public static void MapCharts(this WebApplication app) => app.MapGet("/charts/{measure}.svg", ReadAsync)
        .WithName("chart").WithSummary("The chart of one series as an SVG file.")
        .Produces<string>(contentType: "image/svg+xml").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> ReadAsync(
        string measure,
        [Description("ONS code of the area; by default the body's own.")] string? area,
        [Description("Key of the breakdown; without it, the total.")] string? breakdown,
        [FromQuery(Name = "as-known"), Description("A moment in UTC such as 2021-04-01T18:42:00Z.")] string? asKnown,
        [Description("Width in pixels, 320 to 1920; 800 by default.")] int? width,
        [Description("light, dark or print.")] string? theme,
        MeasureFigures figures,
        IChartRenderer charts,
        Catalogue catalogue,
        IOptions<BodySettings> body,
        CancellationToken cancel)
    {
        var (question, status, wrong) = SeriesQuestion.Read(catalogue, measure, area, breakdown, asKnown, body.Value.Area);
        if (question is null)
        {
            return ApiSetup.Problem(status, wrong!);
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
        var chart = SeriesChart.Specify(series, "chart", question.Area.Name, question.Part, SeriesSources.Publishers(series, catalogue), SeriesSources.AnySynthetic(series, catalogue)) with
        {
            Width = width ?? 800,
            Theme = palette,
            Standalone = true,
        };

        return TypedResults.Content(charts.Render(chart), "image/svg+xml; charset=utf-8");
    }
}
