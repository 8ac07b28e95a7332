namespace Scrutiny.Measures;

/// <summary>Why a date is marked on a series.</summary>
public enum SeriesMarkKind
{
    /// <summary>Somebody decided that average and limits are calculated anew from here.</summary>
    Rebase,

    /// <summary>The figures before and after do not compare.</summary>
    Break,

    /// <summary>What counts was changed by a rule, so the figures before and after do not compare.</summary>
    CountingRule,

    /// <summary>Something happened that helps to read the figures.</summary>
    Event,
}
