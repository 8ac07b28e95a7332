namespace Scrutiny.Statistics.Funnels;

/// <summary>Why there is no funnel.</summary>
public enum FunnelRefusal
{
    /// <summary>Fewer than <see cref="Funnel.FewestUnits"/> units have figures: nothing can be said about their spread.</summary>
    TooFewUnits,

    /// <summary>Nothing was counted anywhere, or everything was everywhere: there is nothing to differ.</summary>
    NothingToCompare,
}
