namespace Scrutiny.Boards;

/// <summary>How a panel's table of figures is first shown.</summary>
public enum PanelTable
{
    /// <summary>Behind its heading until a reader opens it.</summary>
    Collapsed,

    /// <summary>Open.</summary>
    Open,

    /// <summary>Left out: for panels whose words hold every figure. The download stays.</summary>
    None,
}
