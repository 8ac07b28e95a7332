using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Statistics;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Api;

/// <summary><c>GET /api/v1/measures/{id}/spc</c>: what statistical process control says of a series.</summary>
internal static class SpcEndpoint
{
    public static void MapSpc(this RouteGroupBuilder api) => api.MapGet("/measures/{id}/spc", ReadAsync)
        .WithName("spc").WithSummary("Mean, limits, signals and icons of one series.")
        .Produces<SpcAnswer>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> ReadAsync(
        string id,
        [Description("ONS code of the area; by default the body's own.")] string? area,
        [Description("Key of the breakdown; without it, the total.")] string? breakdown,
        [FromQuery(Name = "as-known"), Description("A moment in UTC such as 2021-04-01T18:42:00Z.")] string? asKnown,
        MeasureFigures figures,
        Catalogue catalogue,
        IOptions<BodySettings> body,
        CancellationToken cancel)
    {
        var (question, status, wrong) = SeriesQuestion.Read(catalogue, id, area, breakdown, asKnown, body.Value.Area);
        if (question is null)
        {
            return ApiSetup.Problem(status, wrong!);
        }

        if (question.Measure.Chart != ChartKind.Spc)
        {
            return ApiSetup.Problem(
                StatusCodes.Status422UnprocessableEntity,
                $"'{id}' gets a run chart without limits: neighbouring figures of a rolling, cumulative or stock measure share most of what they count, so most would look like signals.");
        }

        var series = await figures.SeriesAsync(question, null, null, cancel);
        var control = series.Control!;

        return TypedResults.Ok(new SpcAnswer(
            [.. series.Values.Select(value => new SpcPointAnswer(
                value.Period.Key(question.Measure.Frequency), value.Point?.Value, value.Judged!.Value.Mean, value.Judged.Value.Lpl, value.Judged.Value.Upl,
                value.Judged.Value.Rule?.Label() ?? "", value.Judged.Value.Meaning.Label()))],
            control.Variation?.Label() ?? "",
            control.Assurance?.Label() ?? "",
            null));
    }

    private sealed record SpcAnswer(IReadOnlyList<SpcPointAnswer> Points, string Variation, string Assurance, decimal? Target);

    private sealed record SpcPointAnswer(string Period, decimal? Value, double? Mean, double? Lpl, double? Upl, string Rule, string Meaning);
}
