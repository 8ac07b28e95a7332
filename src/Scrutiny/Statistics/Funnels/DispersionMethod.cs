namespace Scrutiny.Statistics.Funnels;

/// <summary>On what scale the spread between units is measured, and how limits lead back from it.</summary>
public enum DispersionMethod
{
    /// <summary>Proportions by arc sines: FunnelPlotR's <c>PR</c>, and Scrutiny's own for proportions.</summary>
    Arcsine,

    /// <summary>Observed over expected by square roots: Scrutiny's own for rates and ratios. The limits are squared on the way back.</summary>
    SquareRoot,

    /// <summary>
    /// FunnelPlotR's <c>SR</c> in its CQC form, as it is: the limits of the square root stand unsquared beside the ratio, about
    /// half as wide as they should be. For comparison only: on units that differ by chance and one common spread it calls about a fifth "beyond 99.8%".
    /// </summary>
    SquareRootUnsquared,

    /// <summary>FunnelPlotR's <c>SR</c> in its SHMI form: logarithms of observed over expected, the tenths at either end left out of the spread.</summary>
    Logarithm,

    /// <summary>FunnelPlotR's <c>RC</c>: logarithms of rates, with limits that overlook the count, so that pure noise comes out as outliers. For comparison only.</summary>
    LogarithmOfRate,
}
