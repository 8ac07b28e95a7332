namespace Scrutiny.Charts;

/// <summary>How firm the figure behind a point is, or why there is none.</summary>
public enum PointStatus
{
    /// <summary>Not expected to change.</summary>
    Final,

    /// <summary>[p] Expected to change; drawn hollow.</summary>
    Provisional,

    /// <summary>[r] Changed since it was first published.</summary>
    Revised,

    /// <summary>[b] Not comparable with the point before.</summary>
    Break,

    /// <summary>[u] Of low reliability.</summary>
    LowReliability,

    /// <summary>[x] No figure is available. The point has no value.</summary>
    NotAvailable,

    /// <summary>[z] A figure would make no sense. The point has no value.</summary>
    NotApplicable,

    /// <summary>[c] Withheld. The point must carry no value, so that none can be read from the picture.</summary>
    Confidential,
}
