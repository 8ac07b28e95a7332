using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Meetings;

namespace Scrutiny.MeetingLogs;

/// <summary>The one way into a meeting's log, and the way out of it on either side of the wall.</summary>
public static class MeetingLog
{
    private const string MovedOn = "SM001";

    private const string WorkingSql = """
        select number as Number, at as At, kind as Kind, data::text as Data, restricted as Restricted, seq as Seq, null::timestamptz as ShownAt from meeting.event where meeting = @meeting and number > @after order by number
        """;

    private const string PublishedSql = """
        select seq as Number, at as At, kind as Kind, data::text as Data, false as Restricted, seq as Seq, shown_at as ShownAt from published.meeting_event where meeting = @meeting and seq > @after order by seq
        """;

    private const string AppendSql = "select first_number as First, last_number as Last, repeated as Repeated from meeting.append(@slug, @expected, @key, @actor, @state, @acts::json)";

    private const string JudgeSql = "select first_number as First, last_number as Last, repeated as Repeated from meeting.judge(@slug, @expected, @key, @acts::json)";

    private const string SampleSql = "select first_number as First, last_number as Last, repeated as Repeated from meeting.append_sample(@slug, @expected, @key, @state, @acts::json, @moment)";

    private const string HeadSql = "select encode(hash, 'hex') from meeting.event where meeting = @meeting and number = @number";

    private const string RepeatedSql = """
        select min(e.number) as First, max(e.number) as Last, true as Repeated from meeting.event e where e.meeting = @meeting and e.act = (select k.act from meeting.event k where k.meeting = @meeting and k.key = @key) having count(*) > 0
        """;

    /// <summary>The log as staff know it.</summary>
    /// <param name="connection">Open, as a role that may read working meetings.</param>
    /// <param name="meeting">The meeting's number.</param>
    /// <param name="after">Number of the last event that is known already; 0 for all.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<IReadOnlyList<LoggedEvent>> ReadAsync(NpgsqlConnection connection, long meeting, long after, CancellationToken cancel) => EventsAsync(connection, WorkingSql, meeting, after, cancel);

    /// <summary>The log as the public knows it, numbered without gaps.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="meeting">The meeting's public number.</param>
    /// <param name="after">Number of the last event that is known already; 0 for all.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<IReadOnlyList<LoggedEvent>> ReadPublishedAsync(NpgsqlConnection connection, long meeting, long after, CancellationToken cancel) => EventsAsync(connection, PublishedSql, meeting, after, cancel);

    /// <summary>Whether an act with this key was logged already, and as what; null where it was not.</summary>
    /// <param name="connection">Open, as a role that may read working meetings.</param>
    /// <param name="meeting">The meeting's number.</param>
    /// <param name="key">The act's key.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<LoggedAct?> FindAsync(NpgsqlConnection connection, long meeting, string key, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<LoggedAct?>(new CommandDefinition(RepeatedSql, new { meeting, key }, cancellationToken: cancel));

    /// <summary>Checks an act against the rules and logs it, in the caller's transaction; a repeated one changes nothing and gives the first answer.</summary>
    /// <param name="connection">In a transaction that may write, as a role that may append.</param>
    /// <param name="stored">The meeting as it was read.</param>
    /// <param name="entry">What is done, by whom, and on which state it rests.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Numbers of the act's first and last event, and how the meeting stands then.</returns>
    /// <exception cref="MeetingMovedOnException">The log has other events than expected.</exception>
    /// <exception cref="SentenceException">The act may not happen now; nothing was logged.</exception>
    public static async Task<LoggedAct> AppendAsync(NpgsqlConnection connection, StoredMeeting stored, LogEntry entry, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(entry);
        if (await FindAsync(connection, stored.Number, entry.Key, cancel) is { } before)
        {
            return before;
        }

        var progress = MeetingProgress.Of(await ReadAsync(connection, stored.Number, 0, cancel));
        if (progress.Last != entry.Expected)
        {
            throw new MeetingMovedOnException();
        }

        var (acts, state) = Check(stored.Meeting, progress, entry.Acts);
        var logged = await WriteAsync(connection, stored, entry, state, acts, cancel);
        if (!logged.Repeated)
        {
            await RecordAsync(connection, stored, entry, logged, cancel);
        }

        return logged;
    }

    private static async Task<LoggedAct> WriteAsync(NpgsqlConnection connection, StoredMeeting stored, LogEntry entry, string state, string acts, CancellationToken cancel)
    {
        try
        {
            return entry.ByFigures
                ? await connection.QuerySingleAsync<LoggedAct>(new CommandDefinition(JudgeSql, new { slug = stored.Meeting.Slug, expected = entry.Expected, key = entry.Key, acts }, cancellationToken: cancel))
                : entry.SampleMoment is { } moment
                ? await connection.QuerySingleAsync<LoggedAct>(new CommandDefinition(SampleSql, new { slug = stored.Meeting.Slug, expected = entry.Expected, key = entry.Key, state, acts, moment = moment.UtcDateTime }, cancellationToken: cancel))
                : await connection.QuerySingleAsync<LoggedAct>(new CommandDefinition(AppendSql, new { slug = stored.Meeting.Slug, expected = entry.Expected, key = entry.Key, actor = entry.Actor, state, acts }, cancellationToken: cancel));
        }
        catch (PostgresException refusal) when (refusal.SqlState == MovedOn)
        {
            throw new MeetingMovedOnException(refusal);
        }
    }

    // Within a meeting its log is the record. What sets one up or settles it is also in the record of all that is done, and when it closes the
    // record takes the head of the log, so that neither can be cut without the other.
    private static async Task RecordAsync(NpgsqlConnection connection, StoredMeeting stored, LogEntry entry, LoggedAct logged, CancellationToken cancel)
    {
        foreach (var act in entry.Acts)
        {
            AuditAct? recorded = act switch
            {
                MeetingAct.Published => AuditAct.MeetingPublished,
                MeetingAct.Cancelled => AuditAct.MeetingCancelled,
                MeetingAct.Closed => AuditAct.MeetingClosed,
                MeetingAct.LetterSent => AuditAct.LetterSent,
                MeetingAct.MinutesDrafted => AuditAct.MinutesDrafted,
                MeetingAct.MinutesApproved => AuditAct.MinutesApproved,
                _ => null,
            };
            if (recorded is { } audited)
            {
                var hash = await connection.ExecuteScalarAsync<string>(new CommandDefinition(HeadSql, new { meeting = stored.Number, number = logged.Last }, cancellationToken: cancel));
                await AuditTrail.AppendAsync(connection, entry.Actor, audited, "meeting", stored.Meeting.Slug, new { Events = logged.Last, Hash = hash }, cancel);
            }
        }
    }

    /// <summary>Each event of an act is checked against what the one before it leaves.</summary>
    private static (string Json, string State) Check(Meeting meeting, MeetingProgress progress, IReadOnlyList<MeetingAct> acts)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartArray();
            foreach (var act in acts)
            {
                if (MeetingRules.Refusal(meeting, progress, act) is { } why)
                {
                    throw SentenceException.Refused(why);
                }

                var restricted = MeetingRules.IsRestricted(meeting, progress, act);
                json.WriteStartObject();
                json.WriteString("kind", act.Kind());
                json.WriteBoolean("restricted", restricted);
                json.WritePropertyName("data");
                json.WriteRawValue(act.Data());
                var shown = act is MeetingAct.Revealed revealed ? progress.EventOf(revealed.Number)!.Act : act;
                if (!restricted && shown.PointsAt is { } number)
                {
                    json.WritePropertyName("shown");
                    json.WriteRawValue(shown.PointingAt(progress.SeqOf(number)).Data());
                }

                json.WriteEndObject();
                // Which public number it gets is the database's to say; nothing in the same act points at it.
                progress = progress.After(new LoggedEvent(progress.Last + 1, progress.LastAt ?? DateTimeOffset.UnixEpoch, act, restricted, null));
            }

            json.WriteEndArray();
        }

        return (Encoding.UTF8.GetString(buffer.ToArray()), progress.State.Name());
    }

    private static async Task<IReadOnlyList<LoggedEvent>> EventsAsync(NpgsqlConnection connection, string sql, long meeting, long after, CancellationToken cancel)
    {
        var rows = await connection.QueryAsync<EventRow>(new CommandDefinition(sql, new { meeting, after }, cancellationToken: cancel));
        return [.. rows.Select(row => new LoggedEvent(row.Number, new DateTimeOffset(row.At, TimeSpan.Zero), MeetingJson.Read(row.Kind, row.Data), row.Restricted, row.Seq) { Stored = row.Data, KnownAt = new DateTimeOffset(row.ShownAt ?? row.At, TimeSpan.Zero) })];
    }

    private sealed record EventRow(long Number, DateTime At, string Kind, string Data, bool Restricted, long? Seq, DateTime? ShownAt);
}

/// <summary>What is to be logged.</summary>
/// <param name="Expected">Number of the last event that whoever acts has seen; 0 before the first.</param>
/// <param name="Key">By which a repeated act is known: 8 to 64 letters, digits, hyphens and underscores.</param>
/// <param name="Actor">A role and its session (<c>operator/7f3k9m2q</c>); never a name.</param>
/// <param name="Acts">The act's events, in order.</param>
public sealed record LogEntry(long Expected, string Key, string Actor, IReadOnlyList<MeetingAct> Acts)
{
    /// <summary>For samples only, which say that they are made up: when it is to have happened, UTC. Null for the database's clock.</summary>
    public DateTimeOffset? SampleMoment { get; init; }

    /// <summary>Whether these are judgements of promises, added by the process that loads figures.</summary>
    public bool ByFigures { get; init; }
}

/// <summary>An act as it was logged.</summary>
/// <param name="First">Number of its first event.</param>
/// <param name="Last">Number of its last event.</param>
/// <param name="Repeated">Whether it was logged earlier, under the same key.</param>
public sealed record LoggedAct(long First, long Last, bool Repeated);
