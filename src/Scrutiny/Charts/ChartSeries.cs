namespace Scrutiny.Charts;

/// <summary>One more line of a line chart.</summary>
/// <param name="Name">What it is called at the line's end, in a few words.</param>
/// <param name="Points">Its points, oldest first; their positions need not be those of the first series.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points);
