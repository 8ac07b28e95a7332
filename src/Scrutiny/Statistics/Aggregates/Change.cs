namespace Scrutiny.Statistics.Aggregates;

/// <summary>From one figure to another.</summary>
public static class Change
{
    /// <summary>The change in per cent. A change in a percentage is in percentage points instead: subtract them.</summary>
    /// <param name="from">The earlier figure.</param>
    /// <param name="to">The later one.</param>
    /// <returns>Null where a figure is missing, and from 0 or below, where a percentage has no meaning.</returns>
    public static double? InPerCent(double? from, double? to) => from > 0 ? (to - from) / from * 100 : null;
}
