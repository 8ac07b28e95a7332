namespace Scrutiny.Statistics.Intervals;

/// <summary>What must be said beside a comparison of two figures.</summary>
[Flags]
public enum ComparisonNotes
{
    /// <summary>Nothing to add.</summary>
    None = 0,

    /// <summary>
    /// The interval takes the events for independent. Police counts vary more than that, so a difference may be called more than
    /// chance only where the rules of process control agree.
    /// </summary>
    AssumesNoOverDispersion = 1,
}
