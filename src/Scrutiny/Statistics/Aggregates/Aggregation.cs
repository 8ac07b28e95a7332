namespace Scrutiny.Statistics.Aggregates;

/// <summary>How figures of several periods, or of several areas, become one.</summary>
public enum Aggregation
{
    /// <summary>Counts and amounts add up.</summary>
    Sum,

    /// <summary>All the parts over all the wholes: percentages, and rates of several areas. Never the mean of single percentages.</summary>
    Share,

    /// <summary>Rates of several periods in one population: events add up, and the population, which does not, is averaged.</summary>
    Rate,

    /// <summary>Means weighted by how many they are of, which is the denominator: Σ(calls · mean wait) / Σ calls.</summary>
    WeightedMean,

    /// <summary>Stocks, such as headcount: the latest value.</summary>
    Latest,

    /// <summary>No figure of several periods makes sense.</summary>
    None,
}
