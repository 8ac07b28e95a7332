namespace Scrutiny.Charts;

/// <summary>What the values of a chart are counted in.</summary>
public enum ChartUnit
{
    /// <summary>Percentage points of 100: 92.1 means 92.1%.</summary>
    Percent,

    /// <summary>A number of things, people or events.</summary>
    Count,

    /// <summary>A rate for each thousand: 12.1 means 12.1 per 1,000.</summary>
    PerThousand,

    /// <summary>Seconds; written as minutes and seconds above 120.</summary>
    Seconds,

    /// <summary>Days.</summary>
    Days,

    /// <summary>Hours.</summary>
    Hours,

    /// <summary>Pounds sterling.</summary>
    Pounds,
}
