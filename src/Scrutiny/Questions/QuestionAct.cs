using Scrutiny.Dashboards;

namespace Scrutiny.Questions;

/// <summary>What may be done with a question, by staff or by who asked it.</summary>
public abstract record QuestionAct
{
    private QuestionAct()
    {
    }

    /// <summary>The act's name in the database and in the record, for example <c>reword-asked</c>.</summary>
    public string Name => KebabNaming.Policy.ConvertName(GetType().Name);

    /// <summary>Keeps it from being decided yet.</summary>
    /// <param name="Safeguarding">Whether somebody may be in danger: it goes to the top of the queue.</param>
    public sealed record Held(bool Safeguarding) : QuestionAct;

    /// <summary>It may be decided again.</summary>
    public sealed record Released : QuestionAct;

    /// <summary>It will be put or answered, and everybody sees it.</summary>
    public sealed record Accepted : QuestionAct;

    /// <summary>Asks its asker for other words.</summary>
    /// <param name="Told">What to change, for the asker only.</param>
    public sealed record RewordAsked(string Told) : QuestionAct;

    /// <summary>Its asker puts it in other words.</summary>
    /// <param name="Text">The question.</param>
    public sealed record Reworded(string Text) : QuestionAct;

    /// <summary>A moderator takes words out; what was there before is for few to see.</summary>
    /// <param name="Text">The question without them.</param>
    /// <param name="Why">Why.</param>
    public sealed record Redacted(string Text, string Why) : QuestionAct;

    /// <summary>Would decline it, where a second opinion is asked for.</summary>
    /// <param name="Reason">Code of the standard reason.</param>
    /// <param name="Told">A word to the asker besides; null for none.</param>
    public sealed record DeclineProposed(string Reason, string? Told) : QuestionAct;

    /// <summary>Declines it: at once, or as the second opinion.</summary>
    /// <param name="Reason">Code of the standard reason.</param>
    /// <param name="Told">A word to the asker besides; null for none.</param>
    public sealed record Declined(string Reason, string? Told) : QuestionAct;

    /// <summary>Says who is the one to ask.</summary>
    /// <param name="Reason">Code of the standard reason.</param>
    /// <param name="Told">A word to the asker besides; null for none.</param>
    public sealed record Redirected(string Reason, string? Told) : QuestionAct;

    /// <summary>Joins it to another question that asks the same.</summary>
    /// <param name="Into">That one's reference.</param>
    public sealed record Merged(string Into) : QuestionAct;

    /// <summary>Undoes a decision: it waits for a moderator again.</summary>
    public sealed record Reopened : QuestionAct;

    /// <summary>Gives it a turn in a meeting.</summary>
    /// <param name="Meeting">The meeting's name in addresses.</param>
    /// <param name="Place">Its turn there, from 1.</param>
    public sealed record Ordered(string Meeting, int Place) : QuestionAct;

    /// <summary>It was not reached, and waits for a later meeting or a written answer.</summary>
    public sealed record Carried : QuestionAct;

    /// <summary>It was put in the meeting.</summary>
    public sealed record Put : QuestionAct;

    /// <summary>It was answered in the meeting.</summary>
    /// <param name="Text">What was answered.</param>
    /// <param name="Who">Who answered, by office.</param>
    /// <param name="Meeting">The meeting's name in addresses.</param>
    /// <param name="Seq">Public number of the response in the meeting's log; null where it has none.</param>
    public sealed record AnsweredAloud(string Text, string Who, string Meeting, long? Seq) : QuestionAct;

    /// <summary>What was answered in the meeting is put right in its log; what it said before stays beside it.</summary>
    /// <param name="Meeting">The meeting's name in addresses.</param>
    /// <param name="Seq">Public number of the response in the meeting's log.</param>
    /// <param name="Text">What it should have said; null where it does not count.</param>
    /// <param name="Why">Why, as the log says it.</param>
    public sealed record AnswerCorrected(string Meeting, long Seq, string? Text, string Why) : QuestionAct;

    /// <summary>Writes an answer, or writes it anew.</summary>
    /// <param name="Number">The answer's number; null for a new one.</param>
    /// <param name="Text">The answer.</param>
    /// <param name="Who">Who answers, by office.</param>
    public sealed record AnswerDrafted(int? Number, string Text, string Who) : QuestionAct;

    /// <summary>Another person agrees to a written answer.</summary>
    /// <param name="Number">The answer's number.</param>
    public sealed record AnswerApproved(int Number) : QuestionAct;

    /// <summary>Everybody sees a written answer.</summary>
    /// <param name="Number">The answer's number.</param>
    public sealed record AnswerPublished(int Number) : QuestionAct;

    /// <summary>Puts it with others on the same theme.</summary>
    /// <param name="Theme">The theme's id; null for none.</param>
    public sealed record Themed(string? Theme) : QuestionAct;

    /// <summary>A person says that it is no spam, or that it is.</summary>
    /// <param name="Spam">Which of the two.</param>
    public sealed record Piled(bool Spam) : QuestionAct;

    /// <summary>Its asker takes it back.</summary>
    public sealed record Withdrawn : QuestionAct;

    /// <summary>Its asker wants to be forgotten.</summary>
    public sealed record ErasureAsked : QuestionAct;

    /// <summary>Its words and its asker are erased.</summary>
    public sealed record Erased : QuestionAct;
}
