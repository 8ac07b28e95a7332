namespace Scrutiny.Boards;

/// <summary>What a panel shows.</summary>
public enum PanelType
{
    /// <summary>One large figure: the latest, with its unit, period and variation.</summary>
    Headline,

    /// <summary>Statistical process control of one series.</summary>
    Spc,

    /// <summary>One to four series of one unit over time, without limits.</summary>
    Line,

    /// <summary>One series in upright columns.</summary>
    Column,

    /// <summary>Parts or areas side by side at the latest period, as bars.</summary>
    Bar,

    /// <summary>A small chart for each part or area, all on one scale.</summary>
    SmallMultiples,

    /// <summary>One series split at an annotated event, with the average on each side.</summary>
    BeforeAfter,

    /// <summary>A row for each measure: latest figure, small picture, variation.</summary>
    SparklineTable,

    /// <summary>One series or several as a table.</summary>
    Table,

    /// <summary>Plain words, without a figure.</summary>
    Text,

    /// <summary>Forces compared, with the range that chance alone would give; leads to the page that compares.</summary>
    Funnel,
}
