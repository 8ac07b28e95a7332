namespace Scrutiny.Charts;

/// <summary>The palette a chart is drawn in.</summary>
public enum ChartThemeName
{
    /// <summary>Dark on white, for pages.</summary>
    Light,

    /// <summary>Light on near-black, for the big screen.</summary>
    Dark,

    /// <summary>Black on white with stronger lines, for paper.</summary>
    Print,
}
