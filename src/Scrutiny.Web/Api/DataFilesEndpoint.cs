using System.ComponentModel;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Scrutiny.Dashboards;
using Scrutiny.Observations;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Api;

/// <summary><c>GET /data/{measure}.csv</c>: one series as open data; RFC 4180, UTF-8, one header row, nothing else in the file.</summary>
internal static class DataFilesEndpoint
{
    private static readonly string[] Columns = ["measure", "area", "area_name", "breakdown", "period", "from", "to", "value", "numerator", "denominator", "status", "known_from", "source", "synthetic", "receipt"];

    public static void MapDataFiles(this WebApplication app) => app.MapGet("/data/{measure}.csv", ReadAsync)
        .WithName("data").WithSummary("One series as CSV.")
        .Produces<string>(contentType: "text/csv").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> ReadAsync(
        string measure,
        [Description("ONS code of the area; by default the body's own.")] string? area,
        [Description("Key of the breakdown; without it, the total.")] string? breakdown,
        [FromQuery(Name = "as-known"), Description("A moment in UTC such as 2021-04-01T18:42:00Z.")] string? asKnown,
        MeasureFigures figures,
        Catalogue catalogue,
        IOptions<BodySettings> body,
        HttpContext context,
        CancellationToken cancel)
    {
        var (question, status, wrong) = SeriesQuestion.Read(catalogue, measure, area, breakdown, asKnown, body.Value.Area);
        if (question is null)
        {
            return ApiSetup.Problem(status, wrong!);
        }

        var series = await figures.SeriesAsync(question, null, null, cancel);
        var csv = new StringBuilder().AppendJoin(',', Columns).Append("\r\n");
        foreach (var point in series.Values.Select(value => value.Point).OfType<SeriesPoint>())
        {
            csv.AppendJoin(
                ',',
                measure,
                question.Area.Code,
                Cell(question.Area.Name),
                question.Breakdown,
                Cell(point.Period.Key(question.Measure.Frequency)),
                Day(point.Period.From),
                Day(point.Period.To),
                Number(point.Value),
                Number(point.Numerator),
                Number(point.Denominator),
                point.Status.Name(),
                point.KnownFrom.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
                point.Source,
                catalogue.IsSynthetic(point.Source) ? "true" : "false",
                point.Receipt.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
        }

        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{measure}-{question.Area.Code}{(question.Breakdown == SeriesQuestion.Total ? "" : "-" + question.Breakdown)}.csv\"";

        return TypedResults.Content(csv.ToString(), "text/csv; charset=utf-8; header=present");
    }

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
