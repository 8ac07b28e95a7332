namespace Scrutiny.Charts;

/// <summary>A comparison that is no league table: every unit by its size and value, between curves within which chance alone would keep nearly all.</summary>
public sealed record FunnelChart : ChartPicture
{
    /// <summary>The units compared, in any order. Names differ.</summary>
    public IReadOnlyList<FunnelUnit> Units { get; init; } = [];

    /// <summary>The 95% curve, by rising size; empty for none.</summary>
    public IReadOnlyList<FunnelLimit> Limits95 { get; init; } = [];

    /// <summary>The 99.8% curve, by rising size; empty for none.</summary>
    public IReadOnlyList<FunnelLimit> Limits998 { get; init; } = [];

    /// <summary>The average that the curves stand around, in the chart's unit; null for none.</summary>
    public double? Average { get; init; }

    /// <summary>What the average is of: "Average of all forces"; the picture adds its value.</summary>
    public string AverageLabel { get; init; } = "Average";

    /// <summary>What the size is: "999 calls in the year".</summary>
    public required string SizeTitle { get; init; }

    /// <summary>What the units marked as context are: "Most similar forces".</summary>
    public string ContextWords { get; init; } = "Most similar forces";

    /// <summary>What the other units are: "Other forces".</summary>
    public string OtherWords { get; init; } = "Other forces";
}
