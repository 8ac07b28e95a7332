namespace Scrutiny.Statistics.Intervals;

/// <summary>A count in what it was counted among: answered calls of all calls, complaints of employees.</summary>
/// <param name="Count">How many, not below 0.</param>
/// <param name="Among">Of how many, or in how much population or time; above 0.</param>
public readonly record struct Share(double Count, double Among)
{
    /// <summary>The count in parts of what it was counted among.</summary>
    public double Value => Count / Among;
}
