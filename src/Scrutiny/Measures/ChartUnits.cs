using Scrutiny.Charts;
using Scrutiny.Observations;

namespace Scrutiny.Measures;

/// <summary>The words of measures and observations in those of charts.</summary>
public static class ChartUnits
{
    /// <summary>What a chart counts a measure's values in.</summary>
    /// <param name="unit">The measure's unit.</param>
    public static ChartUnit Of(Unit unit) => unit switch
    {
        Unit.Percent => ChartUnit.Percent,
        Unit.Count => ChartUnit.Count,
        Unit.RatePer1000 => ChartUnit.PerThousand,
        Unit.Seconds => ChartUnit.Seconds,
        Unit.Days => ChartUnit.Days,
        Unit.Hours => ChartUnit.Hours,
        Unit.Pounds => ChartUnit.Pounds,
    };

    /// <summary>How a chart marks a figure.</summary>
    /// <param name="status">The figure's status.</param>
    public static PointStatus Of(ObservationStatus status) => status switch
    {
        ObservationStatus.Final => PointStatus.Final,
        ObservationStatus.Provisional => PointStatus.Provisional,
        ObservationStatus.Revised => PointStatus.Revised,
        ObservationStatus.Break => PointStatus.Break,
        ObservationStatus.LowReliability => PointStatus.LowReliability,
        ObservationStatus.NotAvailable => PointStatus.NotAvailable,
        ObservationStatus.NotApplicable => PointStatus.NotApplicable,
        ObservationStatus.Confidential => PointStatus.Confidential,
    };
}
