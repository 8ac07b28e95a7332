namespace Scrutiny.Charts;

/// <summary>The form a chart takes.</summary>
public enum ChartKind
{
    /// <summary>Statistical process control: line, points, mean and natural process limits for each segment.</summary>
    Spc,

    /// <summary>Line and points without limits: rolling 12 months, year to date, stocks, short series.</summary>
    Line,

    /// <summary>Upright columns from zero; for at most about a dozen points.</summary>
    Column,

    /// <summary>A word-sized line with its last value marked; no axes and no points to focus on.</summary>
    Sparkline,
}
