using Scrutiny.Dashboards;

namespace Scrutiny.Questions;

/// <summary>How far a question from the public has come.</summary>
public enum QuestionState
{
    /// <summary>It waits for a moderator.</summary>
    Received,

    /// <summary>A moderator holds it: somebody may be in danger, or it needs advice.</summary>
    Held,

    /// <summary>Its asker was asked to put it in other words.</summary>
    RewordAsked,

    /// <summary>It will be put or answered.</summary>
    Accepted,

    /// <summary>A moderator would decline it; a second one is to say so too.</summary>
    DeclineProposed,

    /// <summary>It will not be put, for a standard reason.</summary>
    Declined,

    /// <summary>Somebody else is the one to ask, for a standard reason.</summary>
    Redirected,

    /// <summary>Another question asks the same, and its answer answers both.</summary>
    Merged,

    /// <summary>It has its turn in a meeting.</summary>
    Ordered,

    /// <summary>It was put in the meeting.</summary>
    Put,

    /// <summary>It was answered, in the meeting or in writing.</summary>
    Answered,

    /// <summary>Its asker took it back.</summary>
    Withdrawn,

    /// <summary>Its words and its asker were erased; only the reference is left.</summary>
    Erased,
}

/// <summary>The states' names and words.</summary>
public static class QuestionStates
{
    /// <summary>All of them, in the order in which a question may go through them.</summary>
    public static IReadOnlyList<QuestionState> All { get; } = Enum.GetValues<QuestionState>();

    /// <summary>The state's name in the database and in the API, for example <c>reword-asked</c>.</summary>
    /// <param name="state">The state.</param>
    public static string Name(this QuestionState state) => KebabNaming.Policy.ConvertName(state.ToString());

    /// <summary>The state of a name; null where there is no such state.</summary>
    /// <param name="name">For example <c>reword-asked</c>.</param>
    public static QuestionState? Find(string? name) => All.Where(state => state.Name() == name).Select(state => (QuestionState?)state).FirstOrDefault();

    /// <summary>The state of a name.</summary>
    /// <param name="name">For example <c>reword-asked</c>.</param>
    /// <exception cref="ArgumentException">There is no such state.</exception>
    public static QuestionState Parse(string name) => Find(name) ?? throw new ArgumentException($"'{name}' is no state of a question.", nameof(name));

    /// <summary>The state in a word or two.</summary>
    /// <param name="state">The state.</param>
    public static string Words(this QuestionState state) => state switch
    {
        QuestionState.Received => "Received",
        QuestionState.Held => "Being looked at",
        QuestionState.RewordAsked => "Waiting for other words",
        QuestionState.Accepted => "Accepted",
        QuestionState.DeclineProposed => "Being looked at again",
        QuestionState.Declined => "Declined",
        QuestionState.Redirected => "For somebody else",
        QuestionState.Merged => "Joined to another question",
        QuestionState.Ordered => "On the list for the meeting",
        QuestionState.Put => "Put in the meeting",
        QuestionState.Answered => "Answered",
        QuestionState.Withdrawn => "Withdrawn",
        QuestionState.Erased => "Erased",
    };

    /// <summary>What its asker is told of it. Somebody who asks is not told of a safeguarding hold, nor that a decline is only proposed.</summary>
    /// <param name="state">The state.</param>
    public static QuestionState Told(this QuestionState state) => state is QuestionState.Held or QuestionState.DeclineProposed ? QuestionState.Received : state;

    /// <summary>Whether everybody may see a question in this state, if its reason does not hide it.</summary>
    /// <param name="state">The state.</param>
    public static bool MayBeShown(this QuestionState state) =>
        state is QuestionState.Accepted or QuestionState.Ordered or QuestionState.Put or QuestionState.Answered or QuestionState.Merged or QuestionState.Declined or QuestionState.Redirected;

    /// <summary>Whether nothing is left to be done with it.</summary>
    /// <param name="state">The state.</param>
    public static bool IsSettled(this QuestionState state) =>
        state is QuestionState.Declined or QuestionState.Redirected or QuestionState.Merged or QuestionState.Answered or QuestionState.Withdrawn or QuestionState.Erased;
}
