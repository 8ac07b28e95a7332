namespace Scrutiny.Charts;

/// <summary>A dated note: a numbered line on the chart and the words for that number beneath it.</summary>
/// <param name="Number">The number on the marker, from 1; unique in a chart.</param>
/// <param name="Date">When it took effect. A rebase or break is drawn just before the first point from this date on.</param>
/// <param name="Label">One sentence, without the date.</param>
/// <param name="Kind">Why the date is marked.</param>
public sealed record ChartAnnotation(int Number, DateOnly Date, string Label, ChartAnnotationKind Kind);
