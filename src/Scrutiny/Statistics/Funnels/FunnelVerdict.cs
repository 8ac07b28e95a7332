namespace Scrutiny.Statistics.Funnels;

/// <summary>Where one unit stands against the limits at its own size. It says different from the average, not better or worse, and ranks nobody.</summary>
public enum FunnelVerdict
{
    /// <summary>Within the 95% limits, or on one: what chance would give.</summary>
    Within,

    /// <summary>Below the 95% limit.</summary>
    Low95,

    /// <summary>Below the 99.8% limit.</summary>
    Low998,

    /// <summary>Above the 95% limit.</summary>
    High95,

    /// <summary>Above the 99.8% limit.</summary>
    High998,
}
