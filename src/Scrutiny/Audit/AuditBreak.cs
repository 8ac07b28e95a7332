namespace Scrutiny.Audit;

/// <summary>The first place at which the record is not what it was.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Number">The entry's number.</param>
/// <param name="Sentence">The same for a person.</param>
public sealed record AuditBreak(AuditBreakKind Kind, long Number, string Sentence);

/// <summary>What can be wrong with the record.</summary>
public enum AuditBreakKind
{
    /// <summary>An entry's fields are not those that were hashed.</summary>
    Hash,

    /// <summary>An entry does not follow from the one before it.</summary>
    Order,

    /// <summary>A number is missing.</summary>
    Gap,

    /// <summary>An entry is older than the one before it.</summary>
    Time,

    /// <summary>The end was cut off: a head counts more entries than there are.</summary>
    Tail,

    /// <summary>The chain was made anew: a head has another hash.</summary>
    Head,
}
