namespace Scrutiny.Charts;

/// <summary>Where a unit of a funnel stands against the curves.</summary>
public enum FunnelVerdict
{
    /// <summary>Within the range that chance would give.</summary>
    Within,

    /// <summary>Above the 95% curve, not the 99.8% one.</summary>
    High95,

    /// <summary>Below the 95% curve, not the 99.8% one.</summary>
    Low95,

    /// <summary>Above the 99.8% curve.</summary>
    High998,

    /// <summary>Below the 99.8% curve.</summary>
    Low998,
}
