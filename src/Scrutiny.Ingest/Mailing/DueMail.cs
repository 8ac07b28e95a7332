using Scrutiny.Questions;

namespace Scrutiny.Ingest.Mailing;

/// <summary>A mail that is due, with what it may say.</summary>
internal sealed record DueMail(
    long Id, string Kind, int Tries, string Email, bool Confirmed, bool Stopped, bool AskedBefore, long? Question, long? Subscription, string? Reference, string? State, string? Reason, string? Main, string? MainState, string? Meeting, bool Shown,
    string? SubscribedKind, string? SubscribedSubject)
{
    /// <summary>How far the question, or the one that it was joined to, has come as its asker is told it.</summary>
    private string? Told => (MainState ?? State) is { } state ? QuestionStates.Parse(state).Told().Name() : null;

    /// <summary>Whether it still says something that its reader may have: one that another has overtaken is dropped.</summary>
    public bool IsWorthSending => !Stopped && (
        Kind is "received" or "confirm" ? !Confirmed && !AskedBefore
        : Confirmed && (Kind is "news" or "answer-corrected" || (Kind == Told && Kind != "erased") || (Kind == "merged" && State == "merged")));
}
