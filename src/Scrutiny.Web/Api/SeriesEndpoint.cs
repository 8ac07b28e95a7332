using System.ComponentModel;
using Scrutiny.Dashboards;
using Scrutiny.Observations;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Api;

/// <summary><c>GET /api/v1/measures/{id}/series</c>: the points of one series as known at a moment.</summary>
internal static class SeriesEndpoint
{
    public static void MapSeries(this RouteGroupBuilder api) => api.MapGet("/measures/{id}/series", ReadAsync)
        .WithName("series").WithSummary("The points of one series, as known now or at a moment.")
        .Produces<SeriesAnswer>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> ReadAsync(
        [AsParameters] SeriesParameters asked,
        [Description("First day of interest, yyyy-MM-dd.")] DateOnly? from,
        [Description("Last day of interest, yyyy-MM-dd.")] DateOnly? to,
        MeasureFigures figures,
        CancellationToken cancel)
    {
        var (question, wrong) = asked.Read();
        if (question is null)
        {
            return wrong!;
        }

        var series = await figures.SeriesAsync(question, from, to, cancel);

        return TypedResults.Ok(new SeriesAnswer(
            asked.Id,
            question.Area.Code,
            question.Breakdown,
            question.AsKnown,
            [.. series.Values.Select(value => value.Point).OfType<SeriesPoint>().Select(point => new PointAnswer(
                point.Period.Key(question.Measure.Frequency), point.Period.From, point.Period.To, point.Value, point.Numerator, point.Denominator, point.Status, point.KnownFrom, point.Source, point.Receipt))]));
    }

    private sealed record SeriesAnswer(string Measure, string Area, string Breakdown, DateTimeOffset? AsKnown, IReadOnlyList<PointAnswer> Points);

    private sealed record PointAnswer(
        string Period, DateOnly From, DateOnly To, decimal? Value, decimal? Numerator, decimal? Denominator, ObservationStatus Status, DateTimeOffset KnownFrom, string Source, long Receipt);
}
