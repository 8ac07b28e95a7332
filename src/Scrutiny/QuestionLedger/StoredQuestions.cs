using System.Text.Json;
using Dapper;
using Npgsql;
using Scrutiny.Questions;

namespace Scrutiny.QuestionLedger;

/// <summary>Reads single questions as staff know them.</summary>
public static class StoredQuestions
{
    private const string Sql = """
        select number as Number, reference as Reference, version as Version, meeting as Meeting, came_by as CameBy, said_where as SaidWhere, reply_promised_by as ReplyPromisedBy, text as Text, topic as Topic, locality as Locality, display_name as DisplayName,
               state as State, reason as Reason, told as Told, shown as Shown, safeguarding as Safeguarding, array_to_string(signs, ' ') as Signs, suspected as Suspected, (select m.reference from question.question m where m.number = q.merged_into) as MergedInto,
               (select f.reference from question.question f where f.number = q.follows) as Follows, theme as Theme, place as Place, erasure_asked_at is not null as ErasureAsked, sample as Sample, received_at as ReceivedAt, changed_at as ChangedAt,
               (select e.person from question.event e where e.question = q.number and e.kind = 'decline-proposed' order by e.number desc limit 1) as ProposedBy
        from question.question q where reference = @reference
        """;

    private const string AnswersSql = """
        select a.number as Number, a.kind as Kind, a.text as Text, a.who as Who, a.state as State, a.drafted_by as DraftedBy, a.meeting as Meeting, a.seq as Seq, a.at as At, a.struck as Struck,
               (select json_agg(json_build_object('text', w.text, 'why', w.why, 'until', w.replaced_at) order by w.number)::text from question.answer_wording w where w.question = a.question and w.answer = a.number) as Earlier
        from question.answer a where a.question = @number order by a.number
        """;

    /// <summary>One question with its answers; null where there is none.</summary>
    /// <param name="connection">Open, as a role that may read questions.</param>
    /// <param name="reference">Its reference.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<StoredQuestion?> FindAsync(NpgsqlConnection connection, string reference, CancellationToken cancel)
    {
        var row = await connection.QuerySingleOrDefaultAsync<QuestionRow>(new CommandDefinition(Sql, new { reference }, cancellationToken: cancel));
        return row?.ToQuestion(await AnswersAsync(connection, AnswersSql, new { number = row.Number }, cancel));
    }

    internal static async Task<IReadOnlyList<QuestionAnswer>> AnswersAsync(NpgsqlConnection connection, string sql, object of, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<AnswerRow>(new CommandDefinition(sql, of, cancellationToken: cancel))).Select(row => row.ToAnswer())];

    internal sealed record AnswerRow(int Number, string Kind, string Text, string Who, string State, string? DraftedBy, string? Meeting, long? Seq, DateTime At, bool Struck, string? Earlier)
    {
        public QuestionAnswer ToAnswer() => new(Number, Enum.Parse<AnswerKind>(Kind, ignoreCase: true), Text, Who, Enum.Parse<AnswerState>(State, ignoreCase: true), DraftedBy)
        {
            Meeting = Meeting,
            Seq = Seq,
            At = new DateTimeOffset(At, TimeSpan.Zero),
            Struck = Struck,
            Earlier = Earlier is null ? [] : JsonSerializer.Deserialize<IReadOnlyList<EarlierAnswer>>(Earlier, JsonSerializerOptions.Web)!,
        };
    }

    private sealed record QuestionRow(
        long Number, string Reference, int Version, string? Meeting, string CameBy, string? SaidWhere, DateOnly? ReplyPromisedBy, string? Text, string Topic, string? Locality, string? DisplayName,
        string State, string? Reason, string? Told, bool Shown, bool Safeguarding, string Signs, bool Suspected, string? MergedInto, string? Follows, string? Theme, int? Place, bool ErasureAsked, bool Sample, DateTime ReceivedAt, DateTime ChangedAt, string? ProposedBy)
    {
        public StoredQuestion ToQuestion(IReadOnlyList<QuestionAnswer> answers) => new(Number, Reference, Version, new QuestionStanding(QuestionStates.Parse(State), Shown) { ProposedBy = ProposedBy, Answers = answers }, new AskedQuestion(Text ?? "", Topic, Locality, DisplayName, Meeting) { CameBy = CameBy })
        {
            SaidWhere = SaidWhere,
            ReplyPromisedBy = ReplyPromisedBy,
            Reason = Reason,
            Told = Told,
            Safeguarding = Safeguarding,
            Signs = Signs.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Suspected = Suspected,
            MergedInto = MergedInto,
            Follows = Follows,
            Theme = Theme,
            Place = Place,
            ErasureAsked = ErasureAsked,
            Sample = Sample,
            ReceivedAt = new DateTimeOffset(ReceivedAt, TimeSpan.Zero),
            ChangedAt = new DateTimeOffset(ChangedAt, TimeSpan.Zero),
        };
    }
}

/// <summary>A question as staff know it, without whom to write to.</summary>
/// <param name="Number">Its number in the database.</param>
/// <param name="Reference">Its public reference.</param>
/// <param name="Version">Rises with each change.</param>
/// <param name="Standing">What the rules need to know.</param>
/// <param name="Asked">Its words as they stand now.</param>
public sealed record StoredQuestion(long Number, string Reference, int Version, QuestionStanding Standing, AskedQuestion Asked)
{
    /// <summary>Of what staff entered: where it was said.</summary>
    public string? SaidWhere { get; init; }

    /// <summary>By when a reply was promised.</summary>
    public DateOnly? ReplyPromisedBy { get; init; }

    /// <summary>Code of the standard reason.</summary>
    public string? Reason { get; init; }

    /// <summary>What the asker was told besides.</summary>
    public string? Told { get; init; }

    /// <summary>Whether somebody may be in danger.</summary>
    public bool Safeguarding { get; init; }

    /// <summary>Why it may be spam.</summary>
    public IReadOnlyList<string> Signs { get; init; } = [];

    /// <summary>Whether it lies in the pile of suspected spam.</summary>
    public bool Suspected { get; init; }

    /// <summary>The question that it was joined to.</summary>
    public string? MergedInto { get; init; }

    /// <summary>The question that it follows up.</summary>
    public string? Follows { get; init; }

    /// <summary>Its theme's id.</summary>
    public string? Theme { get; init; }

    /// <summary>Its turn in the meeting.</summary>
    public int? Place { get; init; }

    /// <summary>Whether its asker wants to be forgotten.</summary>
    public bool ErasureAsked { get; init; }

    /// <summary>Whether it is made up.</summary>
    public bool Sample { get; init; }

    /// <summary>When it arrived, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When something last happened to it, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
