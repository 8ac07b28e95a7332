namespace Scrutiny.Statistics.Tables;

/// <summary>Which table the verb <c>funnel</c> writes.</summary>
public enum FunnelPart
{
    /// <summary>One row for each unit.</summary>
    Units,

    /// <summary>The drawn lines that allow for chance alone, at 100 sizes (proportions) or numbers of events (rates and ratios).</summary>
    Lines,

    /// <summary>One row for each funnel: the spread between units.</summary>
    Summary,
}
