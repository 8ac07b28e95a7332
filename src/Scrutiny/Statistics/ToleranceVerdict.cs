namespace Scrutiny.Statistics;

/// <summary>What the process limits say about a tolerance band. Scrutiny's own rule; NHSRplotthedots has none.</summary>
public enum ToleranceVerdict
{
    /// <summary>Both limits lie inside the band.</summary>
    ReliablyWithin,

    /// <summary>The limits reach over an end of the band.</summary>
    SometimesOutside,

    /// <summary>Both limits lie beyond the same end of the band.</summary>
    ReliablyOutside,
}
