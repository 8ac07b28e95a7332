using Scrutiny.Questions;

namespace Scrutiny.QuestionLedger;

/// <summary>A question as everybody sees it.</summary>
/// <param name="Reference">Its reference.</param>
/// <param name="State">What became of it so far.</param>
/// <param name="Text">Its words; null where only what became of it is shown.</param>
/// <param name="Topic">Id of a priority of the plan.</param>
/// <param name="ReceivedOn">The day on which it arrived.</param>
public sealed record PublishedQuestion(string Reference, QuestionState State, string? Text, string Topic, DateOnly ReceivedOn)
{
    /// <summary>The meeting that it is for; null for none in particular.</summary>
    public string? Meeting { get; init; }

    /// <summary>ONS code of a district; null for the whole area.</summary>
    public string? Locality { get; init; }

    /// <summary>Title of its theme; null for none.</summary>
    public string? Theme { get; init; }

    /// <summary>The name that its asker gave; null for none.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Code of the standard reason; null for none.</summary>
    public string? Reason { get; init; }

    /// <summary>The question that it was joined to.</summary>
    public string? MergedInto { get; init; }

    /// <summary>The question that it follows up.</summary>
    public string? Follows { get; init; }

    /// <summary>The question that follows it up.</summary>
    public string? FollowedBy { get; init; }

    /// <summary>Its turn in the meeting.</summary>
    public int? Place { get; init; }

    /// <summary>When it was first answered, UTC.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When something last happened to it, UTC.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Whether it is made up.</summary>
    public bool Sample { get; init; }

    /// <summary>Its published answers, where they were read too.</summary>
    public IReadOnlyList<QuestionAnswer> Answers { get; init; } = [];
}

/// <summary>Which questions to list.</summary>
/// <param name="Words">Words or a reference to search for; null for all.</param>
/// <param name="State">In which state; null for all but those that were joined to others.</param>
/// <param name="Topic">On which priority; null for all.</param>
/// <param name="Meeting">For which meeting; null for all.</param>
/// <param name="Most">At most so many.</param>
/// <param name="Skip">After so many.</param>
public sealed record QuestionSearch(string? Words, QuestionState? State, string? Topic, string? Meeting, int Most, int Skip);

/// <summary>When questions are taken. Of a meeting, its own dates say from when until when.</summary>
/// <param name="Meeting">The meeting; null for questions between meetings.</param>
/// <param name="Opens">From when, UTC; null for always.</param>
/// <param name="Closes">Until when, UTC; null for ever.</param>
/// <param name="WhileLive">Whether questions are taken while the meeting goes on.</param>
/// <param name="EachPerson">How many one person may ask.</param>
/// <param name="WhoMayAsk">Who may, in a sentence.</param>
public sealed record QuestionWindow(string? Meeting, DateTimeOffset? Opens, DateTimeOffset? Closes, bool WhileLive, int EachPerson, string WhoMayAsk);

/// <summary>How many questions of a kind there were.</summary>
/// <param name="Meeting">For which meeting; null for none in particular.</param>
/// <param name="Topic">Id of a priority of the plan.</param>
/// <param name="Theme">Title of their theme; null for none, or where not everybody sees them.</param>
/// <param name="State">What became of them.</param>
/// <param name="Reason">Code of the standard reason; null for none.</param>
/// <param name="Questions">How many.</param>
public sealed record QuestionTally(string? Meeting, string Topic, string? Theme, QuestionState State, string? Reason, int Questions);

/// <summary>How questions were treated, in numbers.</summary>
/// <param name="CountedAt">When they were counted, UTC.</param>
/// <param name="MedianDaysToDecide">Days from arrival to the decision, of the one in the middle.</param>
/// <param name="MedianDaysToAnswer">Days from arrival to the answer, of the one in the middle.</param>
/// <param name="OldestWaiting">When the oldest that waits for a decision arrived; null where none waits.</param>
/// <param name="Tallies">The numbers.</param>
public sealed record QuestionFairness(DateTimeOffset CountedAt, decimal? MedianDaysToDecide, decimal? MedianDaysToAnswer, DateOnly? OldestWaiting, IReadOnlyList<QuestionTally> Tallies)
{
    /// <summary>How many there were in certain states.</summary>
    /// <param name="states">Which; none for all.</param>
    public int Of(params QuestionState[] states) => Tallies.Where(tally => states.Length == 0 || states.Contains(tally.State)).Sum(tally => tally.Questions);
}
