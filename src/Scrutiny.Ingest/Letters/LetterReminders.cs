using System.Globalization;
using Dapper;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Periods;

namespace Scrutiny.Ingest.Letters;

/// <summary>Keeps the alerts about letters to which a reply is due soon, or overdue, counted in working days. Who looks again and again raises each once.</summary>
internal sealed class LetterReminders(NpgsqlDataSource database, Catalogue catalogue)
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    // One at a time, on whichever machine.
    private const string TurnSql = "select pg_advisory_xact_lock(hashtext('scrutiny.letters'))";

    private const string SentSql = "select slug from meeting.meeting where kind = 'written-challenge' and state = 'live' order by number";

    private const string OpenSql = "select source as Letter, sentence as Sentence from working.alert where kind = 'letter' and cleared_at is null";

    private const string RaiseSql = """
        with raised as (
          insert into working.alert (kind, source, sentence) values ('letter', @letter, @sentence) returning alert_id
        )
        select pg_notify('scrutiny_working', 'alert:' || alert_id) from raised
        """;

    private const string ClearSql = """
        with cleared as (
          update working.alert set cleared_at = clock_timestamp() where kind = 'letter' and source = @letter and sentence = @sentence and cleared_at is null returning alert_id
        )
        select pg_notify('scrutiny_working', 'alert:' || alert_id) from cleared
        """;

    /// <summary>Raises and clears what the day asks for.</summary>
    public async Task UpdateAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(TurnSql, cancellationToken: cancel));
        var today = LondonTime.Day(new DateTimeOffset(await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition("select clock_timestamp()", cancellationToken: cancel)), TimeSpan.Zero));
        var due = new List<Alert>();
        foreach (var slug in (await connection.QueryAsync<string>(new CommandDefinition(SentSql, cancellationToken: cancel))).AsList())
        {
            var stored = (await StoredMeetings.FindAsync(connection, slug, cancel))!;
            if (SentenceOf(Letter.Of(MeetingProgress.Of(await MeetingLog.ReadAsync(connection, stored.Number, 0, cancel))), today) is { } sentence)
            {
                due.Add(new Alert(slug, sentence));
            }
        }

        var open = (await connection.QueryAsync<Alert>(new CommandDefinition(OpenSql, cancellationToken: cancel))).AsList();
        foreach (var alert in open.Except(due))
        {
            await connection.ExecuteAsync(new CommandDefinition(ClearSql, alert, cancellationToken: cancel));
        }

        foreach (var alert in due.Except(open))
        {
            await connection.ExecuteAsync(new CommandDefinition(RaiseSql, alert, cancellationToken: cancel));
        }

        await transaction.CommitAsync(cancel);
    }

    private string? SentenceOf(Letter letter, DateOnly today) => letter is not { State: LetterState.Sent, ReplyBy: { } day } || today < catalogue.WorkingDays.Before(day, LetterRules.ReminderDays) ? null
        : $"The reply to a written challenge {(day < today ? "was" : "is")} due on {day.ToString("d MMMM yyyy", British)}.";

    private sealed record Alert(string Letter, string Sentence);
}
