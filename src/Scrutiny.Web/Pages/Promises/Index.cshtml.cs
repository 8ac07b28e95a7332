using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Meetings;
using Scrutiny.Observations;
using Scrutiny.Promises;
using Scrutiny.Web.Body;
using Scrutiny.Web.Live;
using Scrutiny.Web.Pages.Components;
using Microsoft.Extensions.Options;

namespace Scrutiny.Web.Pages.Promises;

/// <summary><c>/promises</c>: every promise made in public, judged by the figures that are published now.</summary>
internal sealed class IndexModel(MeetingShelf shelf, NpgsqlDataSource database, Catalogue catalogue, IOptions<BodySettings> body) : PageModel
{
    public IReadOnlyList<PromiseLine> Promises { get; private set; } = [];

    public bool Synthetic => Promises.Any(line => line.Synthetic);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var lines = new List<PromiseLine>();
        await using var connection = await database.OpenConnectionAsync(cancel);
        foreach (var log in await shelf.LogsAsync(cancel))
        {
            foreach (var made in log.Progress.Promises)
            {
                lines.Add(await LineAsync(connection, log, made, cancel));
            }
        }

        Promises = [.. lines.OrderBy(line => EarlierPromises.Urgency(line.State)).ThenBy(line => line.Promise.Due)];
    }

    private async Task<PromiseLine> LineAsync(NpgsqlConnection connection, TailState log, MadePromise made, CancellationToken cancel)
    {
        var (meeting, promise) = (log.Meeting, made.Promise);
        if (promise.Measure is null || !catalogue.Measures.TryGetValue(promise.Measure, out var declared))
        {
            return new PromiseLine(meeting, promise, PromiseState.CannotBeJudged, promise.Measure is null ? PromiseWords.Deliverable : PromiseWords.Gone, [], false);
        }

        var measure = declared.Value;
        // On the staff site, too, a public promise is judged by what the public knows.
        var points = await PublishedAsync(connection, promise, measure, cancel);
        var judged = PromiseJudgement.Of(promise, LondonTime.Day(made.At), points.Select(point => (point.Period, point.Value)));
        var history = EarlierPromises.Judgements(log.Progress, promise.Id).Select(judgement => $"{LondonTime.Date(judgement.At)}: {judgement.State.Words().ToLowerInvariant()}{(judgement.Value is { } value ? $", {FigureText.Words(value, measure)}" : "")}");
        return new PromiseLine(meeting, promise, judged.State, PromiseWords.Of(promise, measure, judged), [.. history], points.Any(point => catalogue.IsSynthetic(point.Source)));
    }

    private async Task<IReadOnlyList<SeriesPoint>> PublishedAsync(NpgsqlConnection connection, MeetingAct.PromiseMade promise, Measure measure, CancellationToken cancel)
    {
        await using var snapshot = await connection.BeginTransactionAsync(cancel);
        await using (var path = new NpgsqlCommand("set local search_path = published", connection))
        {
            await path.ExecuteNonQueryAsync(cancel);
        }

        return await SeriesPoints.ReadAsync(connection, promise.Measure!, promise.Area ?? body.Value.Area, promise.Breakdown ?? "total", measure.Sources, cancel: cancel);
    }
}

/// <summary>A promise and what the figures say of it.</summary>
/// <param name="Meeting">In which it was made.</param>
/// <param name="Promise">The promise.</param>
/// <param name="State">What the figures say now.</param>
/// <param name="Words">The same in words.</param>
/// <param name="History">Each judgement so far, with its day, in order.</param>
/// <param name="Synthetic">Whether any of the figures is made up.</param>
internal sealed record PromiseLine(Meeting Meeting, MeetingAct.PromiseMade Promise, PromiseState State, string Words, IReadOnlyList<string> History, bool Synthetic);
