namespace Scrutiny.Statistics.Aggregates;

/// <summary>Why several periods have no figure together.</summary>
public enum AggregateGap
{
    /// <summary>No period has a figure.</summary>
    NoFigures,

    /// <summary>A period has no figure, and this kind of figure needs them all.</summary>
    Incomplete,

    /// <summary>What the figures are made of is not held: a percentage without its numbers cannot be added to another.</summary>
    PartsNotHeld,

    /// <summary>The wholes add up to nothing: no calls, no share of calls.</summary>
    NothingToDivideBy,

    /// <summary>Something is counted otherwise from a day between them on, so they do not compare.</summary>
    Broken,

    /// <summary>Such figures do not go together in any way.</summary>
    NotDefined,
}
