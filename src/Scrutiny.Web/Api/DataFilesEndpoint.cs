using Scrutiny.OpenData;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Http;

namespace Scrutiny.Web.Api;

/// <summary><c>GET /data/{measure}.csv</c>: one series as open data; RFC 4180, UTF-8, one header row, nothing else in the file.</summary>
internal static class DataFilesEndpoint
{
    public static void MapDataFiles(this WebApplication app) => app.MapGet("/data/{id}.csv", ReadAsync)
        .WithName("data").WithSummary("One series as CSV.")
        .Produces<string>(contentType: "text/csv").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest);

    [Costly]
    private static async Task<IResult> ReadAsync(
        [AsParameters] SeriesParameters asked,
        MeasureFigures figures,
        HttpContext context,
        CancellationToken cancel)
    {
        var (question, wrong) = asked.Read();
        if (question is null)
        {
            return wrong!;
        }

        var series = await figures.SeriesAsync(question, null, null, cancel);
        var csv = new SeriesCsv(asked.Catalogue).Add(asked.Id, question.Area, question.Breakdown, series);
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{asked.Id}-{question.Area.Code}{(question.Breakdown == SeriesQuestion.Total ? "" : "-" + question.Breakdown)}.csv\"";

        return TypedResults.Content(csv.ToString(), SeriesCsv.MediaType);
    }
}
