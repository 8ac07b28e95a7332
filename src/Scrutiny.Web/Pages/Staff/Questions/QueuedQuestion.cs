using Dapper;
using Npgsql;
using Scrutiny.Questions;

namespace Scrutiny.Web.Pages.Staff.Questions;

/// <summary>A question as the queue lists it.</summary>
internal sealed record QueuedQuestion(
    string Reference, int Version, string? Text, string Topic, string? Locality, string? Meeting, string StateName, string? Reason, bool Safeguarding, bool Suspected, string SignNames, string? Theme, string? DisplayName, string CameBy,
    DateOnly? ReplyPromisedBy, int? Place, bool ErasureAsked, bool Sample, long Joined, DateTime ReceivedAt, DateTime ChangedAt)
{
    public const string Columns = """
        q.reference as Reference, q.version as Version, q.text as Text, q.topic as Topic, q.locality as Locality, q.meeting as Meeting, q.state as StateName, q.reason as Reason, q.safeguarding as Safeguarding, q.suspected as Suspected,
        array_to_string(q.signs, ' ') as SignNames, (select t.title from question.theme t where t.theme = q.theme) as Theme, q.display_name as DisplayName, q.came_by as CameBy, q.reply_promised_by as ReplyPromisedBy, q.place as Place,
        q.erasure_asked_at is not null as ErasureAsked, q.sample as Sample, (select count(*) from question.question j where j.merged_into = q.number) as Joined, q.received_at as ReceivedAt, q.changed_at as ChangedAt
        """;

    // Those whose words, or some of them, another question has too: any word in common finds a candidate, and how many groups of letters they share decides.
    private const string SimilarSql = """
        with asked as (
          select a.number, a.trigrams, (select to_tsquery('english', string_agg(quote_literal(word), ' | ')) from unnest(tsvector_to_array(a.words)) word) as any_word from question.question a where a.reference = @reference
        ), near as (
          select o.number, published.likeness(o.trigrams, asked.trigrams) as likeness
          from question.question o, asked
          where o.number <> asked.number and o.state not in ('merged', 'withdrawn', 'erased') and o.words @@ asked.any_word
          order by ts_rank(o.words, asked.any_word) desc limit 200
        )
        select 
        """ + Columns + " from near join question.question q using (number) where near.likeness >= @least order by near.likeness desc, q.reference limit @most";

    private const float LeastLikeness = 0.2f;

    public QuestionState State => QuestionStates.Parse(StateName);

    public IReadOnlyList<string> Signs => SignNames.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether the name with it could pass for an official's.</summary>
    public bool NamedLikeAnOfficial => OfficialNames.LooksLikeOne(DisplayName);

    /// <summary>Whether another question may be joined to it.</summary>
    public bool MayBeJoined => State is not (QuestionState.Declined or QuestionState.Redirected);

    /// <summary>Those that ask nearly the same, the nearest first.</summary>
    public static async Task<IReadOnlyList<QueuedQuestion>> SimilarAsync(NpgsqlConnection connection, string reference, int most, CancellationToken cancel) =>
        [.. await connection.QueryAsync<QueuedQuestion>(new CommandDefinition(SimilarSql, new { reference, most, least = LeastLikeness }, cancellationToken: cancel))];
}
