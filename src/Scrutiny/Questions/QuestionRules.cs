using System.Globalization;

namespace Scrutiny.Questions;

/// <summary>What may be done with a question when, and what comes of it: the one place that says it.</summary>
public static class QuestionRules
{
    /// <summary>The longest word to an asker, in letters.</summary>
    public const int LongestTold = 2000;

    /// <summary>The longest answer, in letters.</summary>
    public const int LongestAnswer = 8000;

    /// <summary>The longest name of an office, in letters.</summary>
    public const int LongestWho = 200;

    private static readonly QuestionState[] Undecided = [QuestionState.Received, QuestionState.Held, QuestionState.RewordAsked, QuestionState.DeclineProposed];
    private static readonly QuestionState[] Open = [.. Undecided, QuestionState.Accepted];
    private static readonly QuestionState[] Answerable = [QuestionState.Accepted, QuestionState.Ordered, QuestionState.Put, QuestionState.Answered];

    /// <summary>Why an act may not happen now, in one sentence; null where it may.</summary>
    /// <param name="standing">How the question stands.</param>
    /// <param name="act">What is to happen.</param>
    /// <param name="reasons">The standard reasons.</param>
    /// <param name="person">Account of who acts; null for an asker or a program.</param>
    public static string? Refusal(QuestionStanding standing, QuestionAct act, StandardReasons reasons, string? person)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(reasons);
        return StateRefusal(standing, act) ?? (act switch
        {
            QuestionAct.RewordAsked asked => Text("what to change", asked.Told, LongestTold),
            QuestionAct.Reworded reworded => QuestionText.Refusal(reworded.Text),
            QuestionAct.Redacted redacted => QuestionText.Refusal(redacted.Text) ?? Text("why you take words out", redacted.Why, 500),
            QuestionAct.DeclineProposed proposed => Reason(reasons, proposed.Reason, ReasonKind.Decline) ?? Optional(proposed.Told),
            QuestionAct.Declined declined => Reason(reasons, declined.Reason, ReasonKind.Decline) ?? Optional(declined.Told)
                ?? (standing.State == QuestionState.DeclineProposed && person == standing.ProposedBy ? "You proposed to decline it; a second opinion is another person’s." : null),
            QuestionAct.Redirected redirected => Reason(reasons, redirected.Reason, ReasonKind.Redirect) ?? Optional(redirected.Told),
            QuestionAct.Merged merged => QuestionReference.Read(merged.Into) is null ? $"‘{merged.Into}’ is no reference of a question." : null,
            QuestionAct.Ordered { Place: < 1 } => "A turn in the meeting is a number from 1.",
            QuestionAct.AnsweredAloud aloud => Text("what was answered", aloud.Text, LongestAnswer) ?? Text("who answered", aloud.Who, LongestWho),
            QuestionAct.AnswerCorrected corrected => standing.AnswerAt(corrected.Meeting, corrected.Seq) is not { } answer ? "There is no such answer."
                // The question may be anywhere by now: decided otherwise, or put again.
                : !answer.Counts ? "That answer was taken back; record what was said as an answer of its own." : Text("why it is corrected", corrected.Why, LongestAnswer),
            QuestionAct.AnswerDrafted drafted => Text("the answer", drafted.Text, LongestAnswer) ?? Text("who answers", drafted.Who, LongestWho)
                ?? (drafted.Number is { } number ? Written(standing, number, AnswerState.Draft, AnswerState.Approved) : null),
            QuestionAct.AnswerApproved approved => Written(standing, approved.Number, AnswerState.Draft),
            QuestionAct.AnswerPublished published => Written(standing, published.Number, AnswerState.Approved),
            _ => null,
        });
    }

    /// <summary>The state after an act that may happen.</summary>
    /// <param name="standing">How the question stands.</param>
    /// <param name="act">What happens.</param>
    public static QuestionState After(QuestionStanding standing, QuestionAct act)
    {
        ArgumentNullException.ThrowIfNull(standing);
        return act switch
        {
            QuestionAct.Held => QuestionState.Held,
            // Who asked is not told of a hold: other words do not end it.
            QuestionAct.Reworded when standing.State == QuestionState.Held => QuestionState.Held,
            QuestionAct.Released or QuestionAct.Reworded or QuestionAct.Reopened => QuestionState.Received,
            QuestionAct.Accepted or QuestionAct.Carried => QuestionState.Accepted,
            QuestionAct.RewordAsked => QuestionState.RewordAsked,
            QuestionAct.DeclineProposed => QuestionState.DeclineProposed,
            QuestionAct.Declined => QuestionState.Declined,
            QuestionAct.Redirected => QuestionState.Redirected,
            QuestionAct.Merged => QuestionState.Merged,
            QuestionAct.Ordered => QuestionState.Ordered,
            QuestionAct.Put => QuestionState.Put,
            QuestionAct.AnsweredAloud or QuestionAct.AnswerPublished => QuestionState.Answered,
            // With its last answer taken back, a question waits for one again.
            QuestionAct.AnswerCorrected { Text: null } corrected when standing.State == QuestionState.Answered && !standing.Answers.Any(answer => answer.Counts && !(answer.Meeting == corrected.Meeting && answer.Seq == corrected.Seq)) => QuestionState.Put,
            QuestionAct.Withdrawn => QuestionState.Withdrawn,
            QuestionAct.Erased => QuestionState.Erased,
            // What everybody has seen stays until a person has decided; name and address go at once.
            QuestionAct.ErasureAsked => standing.Shown ? standing.State : QuestionState.Erased,
            _ => standing.State,
        };
    }

    /// <summary>Whether everybody sees the question after an act that may happen.</summary>
    /// <param name="standing">How the question stands.</param>
    /// <param name="act">What happens.</param>
    /// <param name="reasons">The standard reasons, some of which hide it.</param>
    public static bool ShownAfter(QuestionStanding standing, QuestionAct act, StandardReasons reasons)
    {
        ArgumentNullException.ThrowIfNull(standing);
        ArgumentNullException.ThrowIfNull(reasons);
        var after = After(standing, act);
        return after.MayBeShown() && (act switch
        {
            QuestionAct.Declined declined => reasons.Find(declined.Reason) is { Hides: false },
            QuestionAct.Redirected redirected => reasons.Find(redirected.Reason) is { Hides: false },
            _ => after != standing.State || standing.Shown,
        });
    }

    /// <summary>The states in which an act may happen.</summary>
    /// <param name="act">What is to happen.</param>
    public static IReadOnlyList<QuestionState> AllowedIn(QuestionAct act) => act switch
    {
        QuestionAct.Held => [QuestionState.Received, QuestionState.Held, QuestionState.RewordAsked, QuestionState.DeclineProposed],
        QuestionAct.Released => [QuestionState.Held, QuestionState.DeclineProposed, QuestionState.RewordAsked],
        QuestionAct.Accepted => Undecided,
        QuestionAct.RewordAsked => [QuestionState.Received, QuestionState.Held],
        QuestionAct.Reworded => [QuestionState.Received, QuestionState.Held, QuestionState.RewordAsked, QuestionState.DeclineProposed],
        QuestionAct.DeclineProposed => [QuestionState.Received, QuestionState.Held, QuestionState.RewordAsked, QuestionState.Accepted],
        QuestionAct.Declined or QuestionAct.Redirected or QuestionAct.Merged => Open,
        QuestionAct.Reopened => [QuestionState.Declined, QuestionState.Redirected, QuestionState.Merged],
        QuestionAct.Ordered => [QuestionState.Accepted, QuestionState.Ordered],
        QuestionAct.Carried => [QuestionState.Ordered, QuestionState.Put],
        QuestionAct.Put => [QuestionState.Accepted, QuestionState.Ordered],
        QuestionAct.AnsweredAloud => [QuestionState.Put, QuestionState.Answered],
        QuestionAct.AnswerDrafted or QuestionAct.AnswerApproved or QuestionAct.AnswerPublished => Answerable,
        QuestionAct.Withdrawn => [.. Undecided, QuestionState.Accepted, QuestionState.Ordered],
        QuestionAct.Redacted => [.. QuestionStates.All.Where(state => state is not (QuestionState.Withdrawn or QuestionState.Erased))],
        QuestionAct.AnswerCorrected or QuestionAct.Themed or QuestionAct.Piled or QuestionAct.ErasureAsked or QuestionAct.Erased => [.. QuestionStates.All.Where(state => state != QuestionState.Erased)],
        _ => throw new ArgumentOutOfRangeException(nameof(act), act, "Say when that may happen."),
    };

    private static string? StateRefusal(QuestionStanding standing, QuestionAct act) =>
        AllowedIn(act).Contains(standing.State) ? null : $"That can’t be done now: the question is ‘{standing.State.Words().ToLowerInvariant()}’.";

    private static string? Reason(StandardReasons reasons, string code, ReasonKind kind) =>
        reasons.Find(code) is { } reason && reason.Kind == kind ? null : "Choose one of the standard reasons.";

    private static string? Written(QuestionStanding standing, int number, params AnswerState[] states) =>
        standing.Answers.FirstOrDefault(answer => answer.Number == number) is not { Kind: AnswerKind.Written } answer ? $"There is no written answer {number.ToString(CultureInfo.InvariantCulture)}."
        : states.Contains(answer.State) ? null
        : answer.State switch
        {
            AnswerState.Draft => "The answer is a draft; it is approved before everybody sees it.",
            AnswerState.Approved => "The answer is approved already.",
            AnswerState.Published => "Everybody sees that answer already.",
        };

    private static string? Optional(string? told) => told is null ? null : Text("what to tell the asker", told, LongestTold);

    private static string? Text(string what, string? text, int longest) =>
        string.IsNullOrWhiteSpace(text) ? $"Enter {what}." : text.Length > longest ? $"{char.ToUpperInvariant(what[0])}{what[1..]}: at most {longest.ToString(CultureInfo.InvariantCulture)} letters." : null;
}
