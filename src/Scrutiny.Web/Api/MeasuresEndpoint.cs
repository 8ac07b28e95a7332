using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Api;

/// <summary><c>GET /api/v1/measures</c>: every measure with its latest value for the body's area.</summary>
internal static class MeasuresEndpoint
{
    public static void MapMeasures(this RouteGroupBuilder api) => api.MapGet("/measures", ReadAsync)
        .WithName("measures").WithSummary("Every measure, with its latest published value for the body's own area.");

    private static async Task<Ok<MeasuresAnswer>> ReadAsync(MeasureFigures figures, Catalogue catalogue, IOptions<BodySettings> body, CancellationToken cancel)
    {
        var area = body.Value.Area;
        var latest = await figures.LatestAsync(area, null, cancel);

        return TypedResults.Ok(new MeasuresAnswer([.. catalogue.Measures.Select(measure => new MeasureAnswer(
            measure.Key,
            measure.Value.Value.Name,
            measure.Value.Value.Unit,
            measure.Value.Value.Improvement,
            measure.Value.Value.Frequency,
            measure.Value.Value.Priority,
            measure.Value.Value.Sources,
            latest.TryGetValue(measure.Key, out var shown) ? catalogue.IsSynthetic(shown.Source) : measure.Value.Value.Sources.All(catalogue.IsSynthetic),
            shown is null ? null : new LatestAnswer(area, shown.Period.Key(measure.Value.Value.Frequency), shown.Value, shown.Status, shown.KnownFrom)))]));
    }

    private sealed record MeasuresAnswer(IReadOnlyList<MeasureAnswer> Measures);

    private sealed record MeasureAnswer(string Id, string Name, Unit Unit, Improvement Improvement, Frequency Frequency, string Priority, IReadOnlyList<string> Sources, bool Synthetic, LatestAnswer? Latest);

    private sealed record LatestAnswer(string Area, string Period, decimal Value, ObservationStatus Status, DateTimeOffset KnownFrom);
}
