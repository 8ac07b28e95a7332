using System.ComponentModel;
using System.Globalization;
using System.Text;
using Scrutiny.Dashboards;
using Scrutiny.Observations;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Api;

/// <summary><c>GET /data/{measure}.csv</c>: one series as open data; RFC 4180, UTF-8, one header row, nothing else in the file.</summary>
internal static class DataFilesEndpoint
{
    private static readonly string[] Columns = ["measure", "area", "area_name", "breakdown", "period", "from", "to", "value", "numerator", "denominator", "status", "known_from", "source", "synthetic", "receipt"];

    public static void MapDataFiles(this WebApplication app) => app.MapGet("/data/{id}.csv", ReadAsync)
        .WithName("data").WithSummary("One series as CSV.")
        .Produces<string>(contentType: "text/csv").ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest);

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
        var csv = new StringBuilder().AppendJoin(',', Columns).Append("\r\n");
        foreach (var point in series.Values.Select(value => value.Point).OfType<SeriesPoint>())
        {
            csv.AppendJoin(
                ',',
                asked.Id,
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
                asked.Catalogue.IsSynthetic(point.Source) ? "true" : "false",
                point.Receipt.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
        }

        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{asked.Id}-{question.Area.Code}{(question.Breakdown == SeriesQuestion.Total ? "" : "-" + question.Breakdown)}.csv\"";

        return TypedResults.Content(csv.ToString(), "text/csv; charset=utf-8; header=present");
    }

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
