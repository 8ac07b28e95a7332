using System.ComponentModel;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Api;

/// <summary><c>GET /api/v1/meetings</c>, <c>/{slug}</c>, <c>/{slug}/events?after=</c> and <c>/{slug}/record</c>: published meetings and their public logs.</summary>
internal static class MeetingsEndpoint
{
    private const int MostEvents = 1000;

    public static void MapMeetings(this RouteGroupBuilder api)
    {
        api.MapGet("/meetings", ListAsync).WithName("meetings").WithSummary("Every published meeting, the latest first.").Produces<MeetingsAnswer>();
        api.MapGet("/meetings/{slug}", ReadAsync).WithName("meeting").WithSummary("One published meeting with its agenda.").Produces<MeetingAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/meetings/{slug}/events", EventsAsync).WithName("meeting-events").WithSummary("The public log of a meeting after a number; the hub's Follow streams the same.")
            .Produces<EventsAnswer>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/meetings/{slug}/record", RecordAsync).WithName("meeting-record").WithSummary("The whole public record of a meeting with the hash that proves it: a file to keep and to check.")
            .Produces<MeetingRecord>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(MeetingShelf shelf, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return TypedResults.Ok(new MeetingsAnswer([.. (await shelf.AllAsync(cancel)).Select(meeting => new MeetingRow(meeting.Slug, meeting.Title, meeting.Kind, meeting.State, meeting.Starts, meeting.TakesQuestions(now), meeting.Sample))]));
    }

    private static async Task<IResult> ReadAsync([Description("The meeting's name in addresses.")] string slug, MeetingShelf shelf, TimeProvider time, CancellationToken cancel)
    {
        if (await shelf.FindAsync(slug, cancel) is not { Meeting: var meeting } log)
        {
            return NotFound();
        }

        return TypedResults.Ok(new MeetingAnswer(
            meeting.Slug, meeting.Title, meeting.Kind, meeting.State, meeting.Starts, meeting.TakesQuestions(time.GetUtcNow()), meeting.Sample, meeting.Theme, meeting.Priorities, meeting.Place, meeting.Watch, meeting.StreamLink,
            meeting.QuestionsFrom, meeting.QuestionsUntil, meeting.DataCut, [.. meeting.Agenda.Select(item => new ItemAnswer(item.Item, item.Title, item.Priority))], log.Progress.Item, log.Progress.Last, meeting.LogHash));
    }

    private static async Task<IResult> EventsAsync(
        [Description("The meeting's name in addresses.")] string slug, [Description("Number of the last event that is known already; without it, from the first.")] long? after, MeetingShelf shelf, CancellationToken cancel)
    {
        if (await shelf.FindAsync(slug, cancel) is not { } log)
        {
            return NotFound();
        }

        return TypedResults.Ok(new EventsAnswer([.. log.Events.Skip((int)Math.Clamp(after ?? 0, 0, log.Events.Count)).Take(MostEvents)], log.Progress.Last));
    }

    private static async Task<IResult> RecordAsync([Description("The meeting's name in addresses.")] string slug, MeetingShelf shelf, CancellationToken cancel) =>
        await shelf.RecordAsync(slug, cancel) is { } record ? TypedResults.Text(record.ToJson(), "application/json; charset=utf-8") : NotFound();

    private static IResult NotFound() => ApiSetup.Problem(StatusCodes.Status404NotFound, "There is no such meeting; /api/v1/meetings lists them.");

    private sealed record MeetingsAnswer(IReadOnlyList<MeetingRow> Meetings);

    private sealed record MeetingRow(string Slug, string Title, MeetingKind Kind, MeetingState State, DateTimeOffset Starts, bool QuestionsOpen, bool Sample);

    private sealed record MeetingAnswer(
        string Slug, string Title, MeetingKind Kind, MeetingState State, DateTimeOffset Starts, bool QuestionsOpen, bool Sample, string? Theme, IReadOnlyList<string> Priorities, string Place, string? Watch, string? StreamLink,
        DateTimeOffset? QuestionsFrom, DateTimeOffset? QuestionsUntil, DateTimeOffset? DataCut, IReadOnlyList<ItemAnswer> Agenda, int? Item, long Last, string Hash);

    private sealed record ItemAnswer(int Item, string Title, string? Priority);

    private sealed record EventsAnswer(IReadOnlyList<LiveEvent> Events, long Last);
}
