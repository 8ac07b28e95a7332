namespace Scrutiny.Meetings;

/// <summary>How the value of a promise's measure is compared with its target.</summary>
public enum PromiseComparison
{
    /// <summary>The value is to be the target or more.</summary>
    AtLeast,

    /// <summary>The value is to be the target or less.</summary>
    AtMost,
}
