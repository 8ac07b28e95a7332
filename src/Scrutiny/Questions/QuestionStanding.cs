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
}

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
