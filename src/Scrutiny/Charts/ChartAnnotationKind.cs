namespace Scrutiny.Charts;

/// <summary>Why a date is marked on a chart.</summary>
public enum ChartAnnotationKind
{
    /// <summary>Mean and limits are calculated anew from here; the line runs on.</summary>
    Rebase,

    /// <summary>The figures before and after cannot be compared; the line is broken.</summary>
    Break,

    /// <summary>Something happened that helps to read the chart.</summary>
    Event,
}
