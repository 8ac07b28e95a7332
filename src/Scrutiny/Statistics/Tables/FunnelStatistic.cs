using Scrutiny.Statistics.Funnels;

namespace Scrutiny.Statistics.Tables;

/// <summary>One funnel that the verb <c>funnel</c> can make: what is compared, and how the spread between units is measured.</summary>
/// <param name="Name">How it is asked for.</param>
/// <param name="DataType">What stands in the column <c>data_type</c>: FunnelPlotR's name, or <c>SR</c> for Scrutiny's own of that family.</param>
/// <param name="Kind">What is compared.</param>
/// <param name="Method">How the spread is measured.</param>
/// <param name="Statistic">PHEindicatormethods' name of what is compared, in the column <c>statistic</c>.</param>
/// <param name="Per">The unit of values and lines.</param>
public sealed record FunnelStatistic(string Name, string DataType, FunnelKind Kind, DispersionMethod Method, string Statistic, double Per)
{
    private const string Proportion = "proportion";
    private const string Rate = "crude rate per 1000";
    private const string Ratio = "ratio observed/expected";

    /// <summary>All of them: Scrutiny's three, and FunnelPlotR's four as they are.</summary>
    public static IReadOnlyList<FunnelStatistic> All { get; } =
    [
        new("proportion", "PR", FunnelKind.Proportion, DispersionMethod.Arcsine, Proportion, 100),
        new("rate", "SR", FunnelKind.Rate, DispersionMethod.SquareRoot, Rate, 1000),
        new("ratio", "SR", FunnelKind.Ratio, DispersionMethod.SquareRoot, Ratio, 1),
        new("PR", "PR", FunnelKind.Proportion, DispersionMethod.Arcsine, Proportion, 100),
        new("RC", "RC", FunnelKind.Rate, DispersionMethod.LogarithmOfRate, Rate, 1000),
        new("SR-CQC", "SR-CQC", FunnelKind.Ratio, DispersionMethod.SquareRootUnsquared, Ratio, 1),
        new("SR-SHMI", "SR-SHMI", FunnelKind.Ratio, DispersionMethod.Logarithm, Ratio, 1),
    ];

    /// <summary>Whether it repeats FunnelPlotR as it is, which leaves out units without a single event.</summary>
    public bool IsFunnelPlotR => Name == DataType;

    /// <summary>The one of a name, or the first of a statistic's name; null where there is none.</summary>
    /// <param name="name">Such as <c>rate</c>, <c>crude rate per 1000</c> or <c>SR-CQC</c>; case does not matter.</param>
    public static FunnelStatistic? Of(string name) =>
        All.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? All.FirstOrDefault(one => one.Statistic.Equals(name, StringComparison.OrdinalIgnoreCase));
}
