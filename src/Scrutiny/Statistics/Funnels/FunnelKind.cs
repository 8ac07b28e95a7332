namespace Scrutiny.Statistics.Funnels;

/// <summary>What a funnel compares.</summary>
public enum FunnelKind
{
    /// <summary>Parts of a whole: answered in time, of all calls.</summary>
    Proportion,

    /// <summary>Events in a population: complaints, of employees.</summary>
    Rate,

    /// <summary>Events observed over events expected; the average is 1.</summary>
    Ratio,
}
