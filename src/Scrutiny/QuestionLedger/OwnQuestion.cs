using Scrutiny.Questions;

namespace Scrutiny.QuestionLedger;

/// <summary>A question as its asker may see it.</summary>
/// <param name="Reference">Its public reference.</param>
/// <param name="Version">Rises with each change that its asker is told of.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Shown">Whether everybody sees it.</param>
/// <param name="Asked">Its words as they stand now; empty once they are erased.</param>
public sealed record OwnQuestion(string Reference, int Version, QuestionState State, bool Shown, AskedQuestion Asked)
{
    /// <summary>Code of the standard reason; null for none.</summary>
    public string? Reason { get; init; }

    /// <summary>What a moderator tells the asker besides; null for nothing.</summary>
    public string? Told { get; init; }

    /// <summary>Its turn in the meeting; null for none.</summary>
    public int? Place { get; init; }

    /// <summary>The question that it was joined to; null where it was not, or nobody sees that one yet.</summary>
    public string? MergedInto { get; init; }

    /// <summary>How far that one has come.</summary>
    public QuestionState? MainState { get; init; }

    /// <summary>Whether it was followed up already.</summary>
    public bool Followed { get; init; }

    /// <summary>Whether updates go to an address.</summary>
    public bool HasEmail { get; init; }

    /// <summary>Whether its asker wants to be forgotten.</summary>
    public bool ErasureAsked { get; init; }

    /// <summary>Whether it is made up.</summary>
    public bool Sample { get; init; }

    /// <summary>When it arrived, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When something last happened to it, UTC.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>What the rules need to know of it.</summary>
    public QuestionStanding Standing => new(State, Shown);

    /// <summary>Whether its asker may do something with it now.</summary>
    /// <param name="act">What.</param>
    public bool May(QuestionAct act) => QuestionRules.AllowedIn(act).Contains(State) && !(act is QuestionAct.ErasureAsked && ErasureAsked);
}
