namespace Scrutiny.Boards;

/// <summary>How much of a row a panel takes; on a phone and in print, all of it.</summary>
public enum PanelWidth
{
    /// <summary>The whole row.</summary>
    Full,

    /// <summary>Half of it.</summary>
    Half,

    /// <summary>A third.</summary>
    Third,

    /// <summary>Two thirds.</summary>
    TwoThirds,
}
