using System.Globalization;
using Dapper;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Observations;
using Scrutiny.Promises;

namespace Scrutiny.Ingest.Promises;

/// <summary>
/// Judges the promises of meetings that are over, and of letters that were sent, by the figures that are published, and writes a judgement into the meeting's log where it differs from
/// the last. Who looks again and again writes once. While a meeting goes on its log is left to those in the room.
/// </summary>
internal sealed class PromiseJudge(NpgsqlDataSource database, Catalogue catalogue)
{
    private const int Tries = 3;
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    // One at a time, on whichever machine.
    private const string TurnSql = "select pg_advisory_xact_lock(hashtext('scrutiny.promises'))";

    private const string OverSql = """
        select m.slug from meeting.meeting m
        where (m.state in ('closed', 'minutes-draft', 'approved') or m.kind = 'written-challenge' and m.state = 'live') and exists (select from meeting.event e where e.meeting = m.number and e.kind = 'promise-made')
        order by m.number
        """;

    private const string AnyOverSql = "select exists (select from published.meeting where number = any(@numbers) and (state in ('closed', 'minutes-draft', 'approved') or kind = 'written-challenge'))";

    private const string OpenSql = "select source as Promise, sentence as Sentence from working.alert where kind = 'promise' and cleared_at is null";

    private const string RaiseSql = """
        with raised as (
          insert into working.alert (kind, source, sentence) values ('promise', @promise, @sentence) returning alert_id
        )
        select pg_notify('scrutiny_working', 'alert:' || alert_id) from raised
        """;

    private const string ClearSql = """
        with cleared as (
          update working.alert set cleared_at = clock_timestamp() where kind = 'promise' and source = @promise and cleared_at is null returning alert_id
        )
        select pg_notify('scrutiny_working', 'alert:' || alert_id) from cleared
        """;

    /// <summary>Judges every promise, and keeps the alerts about those at risk.</summary>
    public async Task JudgeAsync(CancellationToken cancel)
    {
        for (var again = Tries; ; again--)
        {
            try
            {
                await OnceAsync(cancel);
                return;
            }
            catch (MeetingMovedOnException) when (again > 1)
            {
                // Somebody drafted minutes at that moment: what stands now is read anew.
            }
        }
    }

    /// <summary>Whether one of these meetings is over.</summary>
    /// <param name="numbers">Public numbers.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<bool> IsAnyOverAsync(long[] numbers, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(AnyOverSql, new { numbers }, cancellationToken: cancel));
    }

    private async Task OnceAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(TurnSql, cancellationToken: cancel));
        // By what the public knows, so that a judgement never tells of a figure that is not published.
        await connection.ExecuteAsync(new CommandDefinition("set local search_path = published", cancellationToken: cancel));
        var atRisk = new List<Alert>();
        foreach (var slug in (await connection.QueryAsync<string>(new CommandDefinition(OverSql, cancellationToken: cancel))).AsList())
        {
            atRisk.AddRange(await JudgeAsync(connection, (await StoredMeetings.FindAsync(connection, slug, cancel))!, cancel));
        }

        var open = (await connection.QueryAsync<Alert>(new CommandDefinition(OpenSql, cancellationToken: cancel))).AsList();
        foreach (var alert in open.Except(atRisk))
        {
            await connection.ExecuteAsync(new CommandDefinition(ClearSql, alert, cancellationToken: cancel));
        }

        foreach (var alert in atRisk.Except(open))
        {
            await connection.ExecuteAsync(new CommandDefinition(RaiseSql, alert, cancellationToken: cancel));
        }

        await transaction.CommitAsync(cancel);
    }

    /// <returns>What to tell staff: the promises at risk.</returns>
    private async Task<IReadOnlyList<Alert>> JudgeAsync(NpgsqlConnection connection, StoredMeeting stored, CancellationToken cancel)
    {
        var progress = MeetingProgress.Of(await MeetingLog.ReadAsync(connection, stored.Number, 0, cancel));
        var (judged, atRisk) = (new List<MeetingAct>(), new List<Alert>());
        foreach (var made in progress.Promises)
        {
            if (made.Promise is not { Measure: { } id, Area: { } area } promise || !catalogue.Measures.TryGetValue(id, out var measure))
            {
                continue;
            }

            var points = await SeriesPoints.ReadAsync(connection, id, area, promise.Breakdown ?? "total", measure.Value.Sources, cancel: cancel);
            var judgement = PromiseJudgement.Of(promise, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(made.At, London).DateTime), points.Select(point => (point.Period, point.Value)));
            var act = new MeetingAct.PromiseJudged(promise.Id, judgement.State, judgement.Value);
            // That nothing can be said yet is worth a line only where something was said before.
            if (act != made.Judged && (judgement.State != PromiseState.CannotBeJudged || made.Judged is not null))
            {
                judged.Add(act);
            }

            if (judgement.State == PromiseState.AtRisk)
            {
                var known = progress.IsOpen(made.Number) && !stored.Meeting.Closed;
                atRisk.Add(new Alert(promise.Id, known ? $"{promise.Text} {PromiseWords.Of(promise, measure.Value, judgement)}{(points.Any(point => catalogue.IsSynthetic(point.Source)) ? " Synthetic data." : "")}" : "A promise that was not made in public is at risk; its meeting’s page says which."));
            }
        }

        if (judged.Count > 0)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"judged-{progress.Last}-{Guid.NewGuid():N}");
            await MeetingLog.AppendAsync(connection, stored, new LogEntry(progress.Last, key, "ingest", judged) { ByFigures = true }, cancel);
        }

        return atRisk;
    }

    private sealed record Alert(string Promise, string Sentence);
}
