using Dapper;
using Npgsql;
using Scrutiny.Questions;

namespace Scrutiny.Web.Pages.Staff.Questions;

/// <summary>Which questions are asked for.</summary>
/// <param name="Pile">One of <see cref="Piles"/>.</param>
/// <param name="State">In this state only; null for all of the pile.</param>
/// <param name="Topic">Id of a priority; null for all.</param>
/// <param name="Meeting">For this meeting; null for all.</param>
/// <param name="Theme">Id of a theme; null for all.</param>
/// <param name="Words">Words or a reference; null for all.</param>
internal sealed record QueueFilter(string Pile, QuestionState? State, string? Topic, string? Meeting, string? Theme, string? Words)
{
    // Where somebody may be in danger it is at the top, also when it looks like spam; then the oldest first, and of what is settled the latest.
    private const string ListSql = "select " + QueuedQuestion.Columns + """

        from question.question q
        where case @pile
                when 'waiting' then q.state in ('received', 'held', 'reword-asked', 'decline-proposed') and (not q.suspected or q.safeguarding)
                when 'spam' then q.state in ('received', 'held', 'reword-asked', 'decline-proposed') and q.suspected
                when 'to-answer' then q.state in ('accepted', 'ordered', 'put')
                when 'promised' then q.reply_promised_by is not null and q.state not in ('answered', 'declined', 'redirected', 'merged', 'withdrawn', 'erased')
                when 'erasure' then q.erasure_asked_at is not null and q.state <> 'erased'
                else q.state in ('declined', 'redirected', 'merged', 'answered', 'withdrawn', 'erased')
              end
          and (@state::text is null or q.state = @state) and (@topic::text is null or q.topic = @topic) and (@meeting::text is null or q.meeting = @meeting) and (@theme::text is null or q.theme = @theme)
          and (@words::text is null or q.words @@ websearch_to_tsquery('english', @words) or q.reference = @reference)
        order by q.safeguarding desc, case when @pile = 'settled' then q.changed_at end desc, q.received_at, q.number
        limit @limit offset @offset
        """;

    private const string CountSql = """
        select count(*) filter (where state in ('received', 'held', 'reword-asked', 'decline-proposed') and (not suspected or safeguarding)) as Waiting,
               count(*) filter (where state in ('received', 'held', 'reword-asked', 'decline-proposed') and suspected) as Spam,
               count(*) filter (where state in ('accepted', 'ordered', 'put')) as ToAnswer,
               count(*) filter (where reply_promised_by is not null and state not in ('answered', 'declined', 'redirected', 'merged', 'withdrawn', 'erased')) as Promised,
               count(*) filter (where erasure_asked_at is not null and state <> 'erased') as Erasure,
               count(*) filter (where state in ('declined', 'redirected', 'merged', 'answered', 'withdrawn', 'erased')) as Settled,
               coalesce(sum(version), 0)::bigint as Version
        from question.question
        """;

    /// <summary>The piles, in the order in which they are worked through, with what they are called.</summary>
    public static IReadOnlyList<(string Id, string Words)> Piles { get; } =
        [("waiting", "Waiting"), ("spam", "Suspected spam"), ("to-answer", "To be answered"), ("promised", "Reply promised"), ("erasure", "Erasure asked for"), ("settled", "Settled")];

    public async Task<IReadOnlyList<QueuedQuestion>> ReadAsync(NpgsqlConnection connection, int limit, int offset, CancellationToken cancel) =>
        [.. await connection.QueryAsync<QueuedQuestion>(new CommandDefinition(
            ListSql,
            new { pile = Pile, state = State?.Name(), topic = Topic, meeting = Meeting, theme = Theme, words = Words, reference = QuestionReference.Read(Words), limit, offset },
            cancellationToken: cancel))];

    public static Task<QueueCounts> CountAsync(NpgsqlConnection connection, CancellationToken cancel) => connection.QuerySingleAsync<QueueCounts>(new CommandDefinition(CountSql, cancellationToken: cancel));
}

/// <summary>How many questions lie in each pile, and a number that rises with each change to any.</summary>
internal sealed record QueueCounts(long Waiting, long Spam, long ToAnswer, long Promised, long Erasure, long Settled, long Version)
{
    public long Of(string pile) => pile switch
    {
        "waiting" => Waiting,
        "spam" => Spam,
        "to-answer" => ToAnswer,
        "promised" => Promised,
        "erasure" => Erasure,
        _ => Settled,
    };
}
