using Dapper;
using Npgsql;
using Scrutiny.Meetings;

namespace Scrutiny.MeetingLogs;

/// <summary>Reads heads and agendas on either side of the wall.</summary>
public static class StoredMeetings
{
    private const string WorkingSql = """
        select number as Number, slug as Slug, title as Title, kind as Kind, closed as Closed, theme as Theme, array_to_string(priorities, ' ') as Priorities, starts as Starts, place as Place, watch as Watch, stream_link as StreamLink,
               questions_from as QuestionsFrom, questions_until as QuestionsUntil, data_cut as DataCut, sample as Sample, state as State, sequence as Sequence, events as Events, encode(hash, 'hex') as Hash, changed_at as ChangedAt
        from meeting.meeting where @slug::text is null or slug = @slug order by starts desc, number desc
        """;

    private const string WorkingItemsSql = """
        select i.meeting as Meeting, i.item as Item, i.turn as Turn, i.title as Title, i.visibility as Visibility, i.reason as Reason, i.priority as Priority
        from meeting.item i where i.meeting = any(@numbers) order by i.meeting, i.turn
        """;

    private const string PublishedSql = """
        select number as Number, slug as Slug, title as Title, kind as Kind, false as Closed, theme as Theme, array_to_string(priorities, ' ') as Priorities, starts as Starts, place as Place, watch as Watch, stream_link as StreamLink,
               questions_from as QuestionsFrom, questions_until as QuestionsUntil, data_cut as DataCut, sample as Sample, state as State, sequence as Sequence, events as Events, encode(hash, 'hex') as Hash, changed_at as ChangedAt
        from published.meeting where (@slug::text is null or slug = @slug) and (@number::bigint is null or number = @number) order by starts desc, number desc
        """;

    private const string PublishedItemsSql = """
        select i.meeting as Meeting, i.item as Item, i.item as Turn, i.title as Title, 'public' as Visibility, null::text as Reason, i.priority as Priority
        from published.meeting_item i where i.meeting = any(@numbers) order by i.meeting, i.item
        """;

    /// <summary>Every meeting as staff know them, the latest first.</summary>
    /// <param name="connection">Open, as a role that may read working meetings.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<StoredMeeting>> AllAsync(NpgsqlConnection connection, CancellationToken cancel) => await ReadAsync(connection, WorkingSql, WorkingItemsSql, null, null, cancel);

    /// <summary>One meeting as staff know it; null where there is none.</summary>
    /// <param name="connection">Open, as a role that may read working meetings.</param>
    /// <param name="slug">Its name in addresses.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<StoredMeeting?> FindAsync(NpgsqlConnection connection, string slug, CancellationToken cancel) => (await ReadAsync(connection, WorkingSql, WorkingItemsSql, slug, null, cancel)).SingleOrDefault();

    /// <summary>Every published meeting, the latest first.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<StoredMeeting>> PublishedAsync(NpgsqlConnection connection, CancellationToken cancel) => await ReadAsync(connection, PublishedSql, PublishedItemsSql, null, null, cancel);

    /// <summary>One published meeting; null where there is none.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="slug">Its name in addresses; null to find it by number.</param>
    /// <param name="number">Its public number; null to find it by its name.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<StoredMeeting?> FindPublishedAsync(NpgsqlConnection connection, string? slug, long? number, CancellationToken cancel) =>
        slug is null && number is null ? null : (await ReadAsync(connection, PublishedSql, PublishedItemsSql, slug, number, cancel)).SingleOrDefault();

    private static async Task<IReadOnlyList<StoredMeeting>> ReadAsync(NpgsqlConnection connection, string sql, string itemsSql, string? slug, long? number, CancellationToken cancel)
    {
        var rows = (await connection.QueryAsync<MeetingRow>(new CommandDefinition(sql, new { slug, number }, cancellationToken: cancel))).AsList();
        var items = (await connection.QueryAsync<ItemRow>(new CommandDefinition(itemsSql, new { numbers = rows.Select(row => row.Number).ToArray() }, cancellationToken: cancel)))
            .ToLookup(item => item.Meeting, item => new AgendaItem(item.Item, item.Turn, item.Title, ItemVisibilities.Parse(item.Visibility), item.Reason, item.Priority));
        return [.. rows.Select(row => new StoredMeeting(row.Number, row.ToMeeting([.. items[row.Number]])))];
    }

    private sealed record ItemRow(long Meeting, int Item, int Turn, string Title, string Visibility, string? Reason, string? Priority);

    private sealed record MeetingRow(
        long Number, string Slug, string Title, string Kind, bool Closed, string? Theme, string Priorities, DateTime Starts, string Place, string? Watch, string? StreamLink,
        DateTime? QuestionsFrom, DateTime? QuestionsUntil, DateTime? DataCut, bool Sample, string State, int Sequence, long Events, string Hash, DateTime ChangedAt)
    {
        public Meeting ToMeeting(IReadOnlyList<AgendaItem> agenda) => new()
        {
            Slug = Slug,
            Title = Title,
            Kind = MeetingKinds.Parse(Kind),
            Closed = Closed,
            Theme = Theme,
            Priorities = Priorities.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Starts = Utc(Starts)!.Value,
            Place = Place,
            Watch = Watch,
            StreamLink = StreamLink,
            QuestionsFrom = Utc(QuestionsFrom),
            QuestionsUntil = Utc(QuestionsUntil),
            DataCut = Utc(DataCut),
            Sample = Sample,
            State = MeetingStates.Parse(State),
            Sequence = Sequence,
            Events = Events,
            LogHash = Hash,
            ChangedAt = Utc(ChangedAt)!.Value,
            Agenda = agenda,
        };

        private static DateTimeOffset? Utc(DateTime? moment) => moment is { } known ? new DateTimeOffset(known, TimeSpan.Zero) : null;
    }
}

/// <summary>A meeting and its number on the side from which it was read.</summary>
/// <param name="Number">Its number there.</param>
/// <param name="Meeting">Head and agenda.</param>
public sealed record StoredMeeting(long Number, Meeting Meeting);
