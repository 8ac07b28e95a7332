using Dapper;
using Npgsql;
using Scrutiny.Questions;

namespace Scrutiny.QuestionLedger;

/// <summary>Questions as everybody sees them.</summary>
public static class PublishedQuestions
{
    private const string Columns = """
        q.reference as Reference, q.meeting as Meeting, q.topic as Topic, q.locality as Locality, q.theme as Theme, q.display_name as DisplayName, q.text as Text, q.state as State, q.reason as Reason, q.merged_into as MergedInto, q.follows as Follows,
        q.place as Place, q.received_on as ReceivedOn, q.answered_at as AnsweredAt, q.changed_at as ChangedAt, q.sample as Sample
        """;

    private const string FindSql = "select " + Columns + " from published.question q where q.reference = @reference";

    private const string FollowUpSql = "select q.reference from published.question q where q.follows = @reference";

    // Words that were searched for come first by how well they fit; without any, the latest first.
    private const string ListSql = "select " + Columns + """
        , count(*) over () as Found
        from published.question q
        where (@words::text is null or q.words @@ websearch_to_tsquery('english', @words) or q.reference = @reference)
          and (@state::text is null or q.state = @state) and (@topic::text is null or q.topic = @topic) and (@meeting::text is null or q.meeting = @meeting)
          and (@state::text is not null or @meeting::text is not null or q.state <> 'merged')
        order by case when @words::text is null then 0 else ts_rank(q.words, websearch_to_tsquery('english', @words)) end desc, q.changed_at desc, q.reference
        limit @most offset @skip
        """;

    private const string OfMeetingSql = "select " + Columns + " from published.question q where q.meeting = @meeting and q.state in ('accepted', 'ordered', 'put', 'answered') order by q.place nulls last, q.received_on, q.reference limit @most";

    // Any word in common finds a candidate; how many groups of letters they share decides.
    private const string SimilarSql = """
        with asked as (
          select published.trigrams(@text) as trigrams, (select to_tsquery('english', string_agg(quote_literal(word), ' | ')) from unnest(tsvector_to_array(to_tsvector('english', @text))) word) as any_word
        ), near as (
          select q.reference, published.likeness(q.trigrams, asked.trigrams) as likeness
          from published.question q, asked
          where q.text is not null and q.state in ('accepted', 'ordered', 'put', 'answered') and q.words @@ asked.any_word
          order by ts_rank(q.words, asked.any_word) desc limit 200
        )
        select 
        """ + Columns + " from near join published.question q using (reference) where near.likeness >= @least order by near.likeness desc, q.reference limit @most";

    private const string AnswersSql = """
        select a.number as Number, a.kind as Kind, a.text as Text, a.who as Who, 'published' as State, null::text as DraftedBy, a.meeting as Meeting, a.seq as Seq, a.at as At, a.struck as Struck,
               (select json_agg(json_build_object('text', w.text, 'why', w.why, 'until', w.replaced_at) order by w.number)::text from published.question_answer_wording w where w.reference = a.reference and w.answer = a.number) as Earlier
        from published.question_answer a where a.reference = @reference order by a.number
        """;

    private const string LatestAnswersSql = "select " + Columns + " from published.question q where q.state = 'answered' order by q.answered_at desc, q.reference limit @most";

    private const string WindowsSql = "select nullif(meeting, '') as Meeting, opens as Opens, closes as Closes, while_live as WhileLive, each_person as EachPerson, who_may_ask as WhoMayAsk from published.question_window";

    private const string TallySql = "select nullif(meeting, '') as Meeting, topic as Topic, nullif(theme, '') as Theme, state as State, nullif(reason, '') as Reason, questions as Questions from published.question_tally order by meeting, topic, theme, state, reason";

    private const string CountSql = "select counted_at as CountedAt, median_days_to_decide as MedianDaysToDecide, median_days_to_answer as MedianDaysToAnswer, oldest_waiting as OldestWaiting from published.question_count";

    /// <summary>Some of them, and how many there are.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="search">Which.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<(IReadOnlyList<PublishedQuestion> Questions, long Found)> ListAsync(NpgsqlConnection connection, QuestionSearch search, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(search);
        var rows = (await connection.QueryAsync<QuestionRow>(new CommandDefinition(
            ListSql,
            new { words = search.Words, reference = QuestionReference.Read(search.Words), state = search.State?.Name(), topic = search.Topic, meeting = search.Meeting, most = search.Most, skip = search.Skip },
            cancellationToken: cancel))).AsList();
        return ([.. rows.Select(row => row.ToQuestion())], rows.Count > 0 ? rows[0].Found : 0);
    }

    /// <summary>One with its answers; null where everybody sees none of that reference.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="reference">Its reference.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<PublishedQuestion?> FindAsync(NpgsqlConnection connection, string reference, CancellationToken cancel)
    {
        var row = await connection.QuerySingleOrDefaultAsync<QuestionRow>(new CommandDefinition(FindSql, new { reference }, cancellationToken: cancel));
        return row is null ? null : row.ToQuestion() with
        {
            Answers = await AnswersAsync(connection, reference, cancel),
            FollowedBy = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(FollowUpSql, new { reference }, cancellationToken: cancel)),
        };
    }

    /// <summary>The published answers to one.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="reference">Its reference.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<IReadOnlyList<QuestionAnswer>> AnswersAsync(NpgsqlConnection connection, string reference, CancellationToken cancel) => StoredQuestions.AnswersAsync(connection, AnswersSql, new { reference }, cancel);

    /// <summary>Those of a meeting that are to be put or were, in their turn.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="meeting">The meeting's name in addresses.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<IReadOnlyList<PublishedQuestion>> OfMeetingAsync(NpgsqlConnection connection, string meeting, int most, CancellationToken cancel) => ReadAsync(connection, OfMeetingSql, new { meeting, most }, cancel);

    /// <summary>Those that ask nearly the same as a text, the nearest first.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="text">The text.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<IReadOnlyList<PublishedQuestion>> SimilarAsync(NpgsqlConnection connection, string text, int most, CancellationToken cancel) => ReadAsync(connection, SimilarSql, new { text, most, least = LeastLikeness }, cancel);

    /// <summary>The last that were answered, the latest first.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<IReadOnlyList<PublishedQuestion>> LatestAnswersAsync(NpgsqlConnection connection, int most, CancellationToken cancel) => ReadAsync(connection, LatestAnswersSql, new { most }, cancel);

    /// <summary>When questions are taken, for all meetings that say so and between them.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<QuestionWindow>> WindowsAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<WindowRow>(new CommandDefinition(WindowsSql, cancellationToken: cancel))).Select(row => new QuestionWindow(row.Meeting, Utc(row.Opens), Utc(row.Closes), row.WhileLive, row.EachPerson, row.WhoMayAsk))];

    /// <summary>Numbers of all that was asked, as last counted; null where nothing was counted yet.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<QuestionFairness?> FairnessAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var count = await connection.QuerySingleOrDefaultAsync<CountRow>(new CommandDefinition(CountSql, cancellationToken: cancel));
        return count is null ? null : new QuestionFairness(
            Utc(count.CountedAt)!.Value, count.MedianDaysToDecide, count.MedianDaysToAnswer, count.OldestWaiting,
            [.. (await connection.QueryAsync<TallyRow>(new CommandDefinition(TallySql, cancellationToken: cancel))).Select(row => new QuestionTally(row.Meeting, row.Topic, row.Theme, QuestionStates.Parse(row.State), row.Reason, row.Questions))]);
    }

    /// <summary>Two questions with less in common are not called similar.</summary>
    private const float LeastLikeness = 0.2f;

    private static async Task<IReadOnlyList<PublishedQuestion>> ReadAsync(NpgsqlConnection connection, string sql, object of, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<QuestionRow>(new CommandDefinition(sql, of, cancellationToken: cancel))).Select(row => row.ToQuestion())];

    private static DateTimeOffset? Utc(DateTime? moment) => moment is { } known ? new DateTimeOffset(known, TimeSpan.Zero) : null;

    private sealed record WindowRow(string? Meeting, DateTime? Opens, DateTime? Closes, bool WhileLive, int EachPerson, string WhoMayAsk);

    private sealed record TallyRow(string? Meeting, string Topic, string? Theme, string State, string? Reason, int Questions);

    private sealed record CountRow(DateTime CountedAt, decimal? MedianDaysToDecide, decimal? MedianDaysToAnswer, DateOnly? OldestWaiting);

    private sealed class QuestionRow
    {
        public required string Reference { get; init; }
        public string? Meeting { get; init; }
        public required string Topic { get; init; }
        public string? Locality { get; init; }
        public string? Theme { get; init; }
        public string? DisplayName { get; init; }
        public string? Text { get; init; }
        public required string State { get; init; }
        public string? Reason { get; init; }
        public string? MergedInto { get; init; }
        public string? Follows { get; init; }
        public int? Place { get; init; }
        public DateOnly ReceivedOn { get; init; }
        public DateTime? AnsweredAt { get; init; }
        public DateTime ChangedAt { get; init; }
        public bool Sample { get; init; }
        public long Found { get; init; }

        public PublishedQuestion ToQuestion() => new(Reference, QuestionStates.Parse(State), Text, Topic, ReceivedOn)
        {
            Meeting = Meeting,
            Locality = Locality,
            Theme = Theme,
            DisplayName = DisplayName,
            Reason = Reason,
            MergedInto = MergedInto,
            Follows = Follows,
            Place = Place,
            AnsweredAt = Utc(AnsweredAt),
            ChangedAt = Utc(ChangedAt)!.Value,
            Sample = Sample,
        };
    }
}
