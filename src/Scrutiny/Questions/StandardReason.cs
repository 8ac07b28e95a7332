using System.ComponentModel;

namespace Scrutiny.Questions;

/// <summary>Why a question is not put, in words that are the same for everybody.</summary>
public sealed record StandardReason
{
    /// <summary>Its code in data and addresses.</summary>
    public required string Id { get; init; }

    /// <summary>Whether it declines a question or names somebody else to ask.</summary>
    public required ReasonKind Kind { get; init; }

    /// <summary>The reason in a few words, for lists.</summary>
    public required string Title { get; init; }

    /// <summary>What the asker is told: a sentence or two, with where to turn to.</summary>
    public required string Words { get; init; }

    /// <summary>Whether a question with this reason is shown to nobody else: even its reason could point at a person.</summary>
    [Description("true where nobody but the asker may see the question and its reason")]
    public bool Hides { get; init; }
}

/// <summary>What a reason is for.</summary>
public enum ReasonKind
{
    /// <summary>The question is not put.</summary>
    Decline,

    /// <summary>Somebody else is the one to ask.</summary>
    Redirect,
}

/// <summary>The file <c>dashboards/reasons.yaml</c>.</summary>
public sealed record ReasonFile
{
    /// <summary>Always <c>reasons/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>The reasons, in the order in which moderators are offered them.</summary>
    public required IReadOnlyList<StandardReason> Reasons { get; init; }
}

/// <summary>The standard reasons of this installation.</summary>
/// <param name="All">In the order in which moderators are offered them.</param>
public sealed record StandardReasons(IReadOnlyList<StandardReason> All)
{
    /// <summary>None.</summary>
    public static StandardReasons None { get; } = new([]);

    /// <summary>The reason of a code; null where there is none, which hides.</summary>
    /// <param name="id">The code.</param>
    public StandardReason? Find(string? id) => All.FirstOrDefault(reason => reason.Id == id);
}
