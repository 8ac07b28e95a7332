using Scrutiny.Questions;

namespace Scrutiny.Web.Questions;

/// <summary>What pages say of a question.</summary>
internal static class QuestionWords
{
    /// <summary>What its state means for its asker, in a sentence or two.</summary>
    public static string ForAsker(QuestionState state) => state.Told() switch
    {
        QuestionState.Received => "We have your question. A person in the office reads it next.",
        QuestionState.RewordAsked => "We need you to put your question in other words before we can go on with it.",
        QuestionState.Accepted => "Your question was accepted. It will be put at a meeting or answered in writing.",
        QuestionState.Declined => "Your question will not be put.",
        QuestionState.Redirected => "Somebody else is the one to ask.",
        QuestionState.Merged => "Another question asks the same. Its answer will be yours too, and this page will show it.",
        QuestionState.Ordered => "Your question is on the list for the meeting.",
        QuestionState.Put => "Your question was put at the meeting. The answer will appear here.",
        QuestionState.Answered => "Your question was answered.",
        QuestionState.Withdrawn => "You took your question back. Nothing more happens with it.",
        QuestionState.Erased => "Your question and what you told us about yourself are erased.",
        QuestionState.Held or QuestionState.DeclineProposed => throw new ArgumentOutOfRangeException(nameof(state), state, "No asker is told of that."),
    };

    /// <summary>The tone of a state's tag.</summary>
    public static string Tone(QuestionState state) => state.Told() switch
    {
        QuestionState.Answered => "green",
        QuestionState.Accepted or QuestionState.Ordered or QuestionState.Put => "blue",
        QuestionState.RewordAsked => "yellow",
        _ => "grey",
    };
}
