namespace Scrutiny.Statistics;

/// <summary>The one label of a point: the first rule it meets, in the order outside, trend, two of three, run (NHSRplotthedots).</summary>
public enum SpcRule
{
    /// <summary>No rule met.</summary>
    CommonCause,

    /// <summary>Strictly above the upper process limit.</summary>
    AboveUpperLimit,

    /// <summary>Strictly below the lower process limit.</summary>
    BelowLowerLimit,

    /// <summary>In a window of seven points that rises at each step.</summary>
    TrendIncreasing,

    /// <summary>In a window of seven points that falls at each step.</summary>
    TrendDecreasing,

    /// <summary>One of at least two points near the upper limit among three that are all above the mean.</summary>
    TwoInThreeAbove,

    /// <summary>One of at least two points near the lower limit among three that are all below the mean.</summary>
    TwoInThreeBelow,

    /// <summary>In a run of seven or more points above the mean.</summary>
    RunAbove,

    /// <summary>In a run of seven or more points below the mean.</summary>
    RunBelow,
}
