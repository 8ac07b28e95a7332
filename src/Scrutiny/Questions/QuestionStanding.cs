namespace Scrutiny.Questions;

/// <summary>What the rules need to know of a question.</summary>
/// <param name="State">How far it has come.</param>
/// <param name="Shown">Whether everybody sees it.</param>
public sealed record QuestionStanding(QuestionState State, bool Shown = false)
{
    /// <summary>The account that proposed to decline it; null where nobody did.</summary>
    public string? ProposedBy { get; init; }

    /// <summary>Its answers.</summary>
    public IReadOnlyList<QuestionAnswer> Answers { get; init; } = [];

    /// <summary>The answer that was given at a place in a meeting's log; null where there is none.</summary>
    /// <param name="meeting">The meeting's name in addresses.</param>
    /// <param name="seq">Public number of the response.</param>
    public QuestionAnswer? AnswerAt(string meeting, long seq) => Answers.FirstOrDefault(answer => answer.Meeting == meeting && answer.Seq == seq);
}

/// <summary>One answer.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Kind">In the meeting or in writing.</param>
/// <param name="Text">The answer.</param>
/// <param name="Who">Who answered, by office.</param>
/// <param name="State">Whether everybody sees it yet.</param>
/// <param name="DraftedBy">Who wrote it: a role and its session.</param>
public sealed record QuestionAnswer(int Number, AnswerKind Kind, string Text, string Who, AnswerState State, string? DraftedBy)
{
    /// <summary>The meeting in which it was given; null for a written one.</summary>
    public string? Meeting { get; init; }

    /// <summary>Public number of the response in the meeting's log; null where it has none.</summary>
    public long? Seq { get; init; }

    /// <summary>When it was given or published, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Whether it was taken back: its words are then the last of the earlier ones.</summary>
    public bool Struck { get; init; }

    /// <summary>What it said before it was corrected, the first wording first.</summary>
    public IReadOnlyList<EarlierAnswer> Earlier { get; init; } = [];

    /// <summary>Whether it is published and stands.</summary>
    public bool Counts => State == AnswerState.Published && !Struck;
}

/// <summary>Words of an answer that were corrected.</summary>
/// <param name="Text">What it said.</param>
/// <param name="Why">Why it was corrected.</param>
/// <param name="Until">When it was corrected, UTC.</param>
public sealed record EarlierAnswer(string Text, string Why, DateTimeOffset Until);

/// <summary>How an answer was given.</summary>
public enum AnswerKind
{
    /// <summary>In the meeting.</summary>
    Spoken,

    /// <summary>In writing.</summary>
    Written,
}

/// <summary>How far a written answer has come; a spoken one is published at once.</summary>
public enum AnswerState
{
    /// <summary>Somebody wrote it.</summary>
    Draft,

    /// <summary>Somebody agreed to it.</summary>
    Approved,

    /// <summary>Everybody sees it.</summary>
    Published,
}
