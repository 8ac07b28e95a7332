using Scrutiny.Measures;
using Scrutiny.Statistics.Aggregates;
using Scrutiny.Statistics.Intervals;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Api;

/// <summary><c>GET /api/v1/measures/{id}/context</c>: what stands beside a chart: the year so far, the last twelve months, how exact the latest figure is.</summary>
internal static class ContextEndpoint
{
    public static void MapContext(this RouteGroupBuilder api) => api.MapGet("/measures/{id}/context", ReadAsync)
        .WithName("context").WithSummary("The financial year so far and the last twelve months beside those before, and the interval of the latest figure.")
        .Produces<ContextAnswer>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> ReadAsync([AsParameters] SeriesParameters asked, MeasureFigures figures, CancellationToken cancel)
    {
        var (question, wrong) = asked.Read();
        if (question is null)
        {
            return wrong!;
        }

        var (series, context) = await figures.ContextAsync(question, cancel);
        return TypedResults.Ok(new ContextAnswer(
            series.Latest?.Period.Key(question.Measure.Frequency),
            Of(context.YearToDate),
            Of(context.RollingYear),
            context.Compared is { } compared ? new YearOnYearAnswer(compared.Before.Period.Key(question.Measure.Frequency), compared.Change, Of(compared.Interval), compared.BeyondCounting, compared.SignalAgrees) : null,
            context.Exact is { } exact ? Of(exact) : null,
            context.Sentences));
    }

    private static YearsAnswer? Of(YearComparison? both) => both is null ? null : new YearsAnswer(Of(both.ThisYear), Of(both.LastYear), both.Change);

    private static SpanAnswer Of(AggregateFigure figure) => new(figure.Span.From, figure.Span.To, figure.Value, figure.Present, figure.Expected);

    private static IntervalAnswer Of(Interval interval) => new(interval.Lower, interval.Upper, Confidence.P95.Percent);

    private sealed record ContextAnswer(string? Latest, YearsAnswer? YearToDate, YearsAnswer? RollingYear, YearOnYearAnswer? YearOnYear, IntervalAnswer? Interval, IReadOnlyList<string> Sentences);

    private sealed record YearsAnswer(SpanAnswer Now, SpanAnswer Before, double? Change);

    private sealed record SpanAnswer(DateOnly From, DateOnly To, double? Value, int Present, int Expected);

    private sealed record YearOnYearAnswer(string Before, double Change, IntervalAnswer Interval, bool BeyondCounting, bool? SignalAgrees);

    private sealed record IntervalAnswer(double? Lower, double? Upper, double Confidence);
}
