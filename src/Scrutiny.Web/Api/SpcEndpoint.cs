using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Statistics;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Api;

/// <summary><c>GET /api/v1/measures/{id}/spc</c>: what statistical process control says of a series.</summary>
internal static class SpcEndpoint
{
    public static void MapSpc(this RouteGroupBuilder api) => api.MapGet("/measures/{id}/spc", ReadAsync)
        .WithName("spc").WithSummary("Mean, limits, signals and icons of one series.")
        .Produces<SpcAnswer>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> ReadAsync(
        [AsParameters] SeriesParameters asked,
        MeasureFigures figures,
        CancellationToken cancel)
    {
        var (question, wrong) = asked.Read();
        if (question is null)
        {
            return wrong!;
        }

        if (question.Measure.Chart != ChartKind.Spc)
        {
            return ApiSetup.Problem(
                StatusCodes.Status422UnprocessableEntity,
                $"'{asked.Id}' gets a run chart without limits: neighbouring figures of a rolling, cumulative or stock measure share most of what they count, so most would look like signals.");
        }

        var series = await figures.SeriesAsync(question, null, null, cancel);
        var control = series.Control!;

        return TypedResults.Ok(new SpcAnswer(
            [.. series.Values.Select(value => new SpcPointAnswer(
                value.Period.Key(question.Measure.Frequency), value.Point?.Value, value.Judged!.Value.Mean, value.Judged.Value.Lpl, value.Judged.Value.Upl,
                value.Judged.Value.Rule?.Label() ?? "", value.Judged.Value.Meaning.Label()))],
            control.Variation?.Label() ?? "",
            control.Assurance?.Label() ?? "",
            series.Target?.Value));
    }

    private sealed record SpcAnswer(IReadOnlyList<SpcPointAnswer> Points, string Variation, string Assurance, decimal? Target);

    private sealed record SpcPointAnswer(string Period, decimal? Value, double? Mean, double? Lpl, double? Upl, string Rule, string Meaning);
}
