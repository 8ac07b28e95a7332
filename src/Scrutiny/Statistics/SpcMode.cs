namespace Scrutiny.Statistics;

/// <summary>Whose rules are followed where the published method is silent or its reference program is wrong.</summary>
public enum SpcMode
{
    /// <summary>What Scrutiny shows: the same limits and four rules, without the reference program's defects.</summary>
    Product,

    /// <summary>
    /// NHSRplotthedots 0.2.2 as it is, one call per series, defects included. For comparison with it only; where it
    /// stops with an error (see <see cref="SpcNotes.ReferenceStops"/>) the windows with a gap are taken as no signal.
    /// </summary>
    Compat,
}
