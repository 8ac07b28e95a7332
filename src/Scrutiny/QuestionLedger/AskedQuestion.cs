namespace Scrutiny.QuestionLedger;

/// <summary>What somebody asks, cleaned and checked.</summary>
/// <param name="Text">The question.</param>
/// <param name="Topic">Id of a priority of the plan.</param>
/// <param name="Locality">ONS code of a district; null for the whole area.</param>
/// <param name="DisplayName">The name to show with it; null for none.</param>
/// <param name="Meeting">For which published meeting; null for none in particular.</param>
public sealed record AskedQuestion(string Text, string Topic, string? Locality, string? DisplayName, string? Meeting)
{
    /// <summary>How it came: <c>form</c> or <c>api</c>.</summary>
    public string CameBy { get; init; } = "form";

    /// <summary>Where updates go; null for nowhere.</summary>
    public string? Email { get; init; }

    /// <summary>Why it may be spam; see <see cref="Questions.SpamSigns"/>.</summary>
    public IReadOnlyList<string> Signs { get; init; } = [];

    /// <summary>Secret of the asker's own answered question that this one follows up; null for none.</summary>
    public string? Follows { get; init; }
}

/// <summary>What became of asking.</summary>
/// <param name="Reference">The public reference; null where it was not taken.</param>
/// <param name="Repeated">Whether it was taken before: nothing was added.</param>
/// <param name="Refusal">Why it was not taken; null where it was.</param>
public sealed record AskOutcome(string? Reference, bool Repeated, AskRefusal? Refusal);

/// <summary>Why a question was not taken.</summary>
public enum AskRefusal
{
    /// <summary>Questions are not taken now.</summary>
    Closed,

    /// <summary>This person has asked as many as one person may.</summary>
    TooMany,

    /// <summary>What it follows up is not answered, or was followed up already.</summary>
    NoFollowUp,
}
