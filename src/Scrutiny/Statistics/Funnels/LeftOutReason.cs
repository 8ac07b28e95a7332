namespace Scrutiny.Statistics.Funnels;

/// <summary>Why a unit is not in a funnel; to be said under the picture, with its name.</summary>
public enum LeftOutReason
{
    /// <summary>It has no figure: not returned, or suppressed.</summary>
    NoFigure,

    /// <summary>Nobody knows its whole, population or expected count, or it is not above 0.</summary>
    NoSize,

    /// <summary>Its figure cannot be: a count below 0, or a part greater than the whole.</summary>
    ImpossibleFigure,
}
