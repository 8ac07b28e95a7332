namespace Scrutiny.Charts;

/// <summary>Several small charts on one value axis, in a grid that flows by the width: districts, or parts of a measure.</summary>
public sealed record SmallMultiples : ChartPicture
{
    /// <summary>The small charts, row by row in the order given, each <see cref="ChartKind.Spc"/> or <see cref="ChartKind.Line"/> with one series. Their titles are
    /// the labels; points, segments and target are drawn; id, size, unit, palette and words of the whole count and not theirs.</summary>
    public IReadOnlyList<ChartSpecification> Charts { get; init; } = [];
}
