using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Observations;
using Scrutiny.Packs;
using Scrutiny.Periods;
using Scrutiny.Promises;

namespace Scrutiny.PackBuilds;

/// <summary>Reads the register of promises as the public knew it at a moment.</summary>
internal static class PublishedPromises
{
    public static async Task<IReadOnlyList<PackPromise>> ReadAsync(NpgsqlConnection connection, Catalogue catalogue, string area, DateTimeOffset cut, CancellationToken cancel)
    {
        var promises = new List<PackPromise>();
        foreach (var stored in await StoredMeetings.PublishedAsync(connection, cancel))
        {
            var events = await MeetingLog.ReadPublishedAsync(connection, stored.Number, 0, cancel);
            foreach (var made in MeetingProgress.Of(events.TakeWhile(logged => logged.KnownAt <= cut)).Promises)
            {
                promises.Add(await JudgedAsync(connection, catalogue, area, cut, stored.Meeting, made, cancel));
            }
        }

        return [.. promises.OrderBy(promise => promise.Due).ThenBy(promise => promise.Text, StringComparer.Ordinal)];
    }

    private static async Task<PackPromise> JudgedAsync(NpgsqlConnection connection, Catalogue catalogue, string area, DateTimeOffset cut, Meeting meeting, MadePromise made, CancellationToken cancel)
    {
        var promise = made.Promise;
        if (promise.Measure is null || !catalogue.Measures.TryGetValue(promise.Measure, out var declared))
        {
            return new PackPromise(meeting.Title, promise.Text, promise.Who, promise.Due, PromiseState.CannotBeJudged.Words(), promise.Measure is null ? PromiseWords.Deliverable : PromiseWords.Gone);
        }

        var points = await SeriesPoints.ReadAsync(connection, promise.Measure, promise.Area ?? area, promise.Breakdown ?? "total", declared.Value.Sources, cut, cancel: cancel);
        var judged = PromiseJudgement.Of(promise, LondonTime.Day(made.At), points.Select(point => (point.Period, point.Value)));
        return new PackPromise(meeting.Title, promise.Text, promise.Who, promise.Due, judged.State.Words(), PromiseWords.Of(promise, declared.Value, judged));
    }
}
