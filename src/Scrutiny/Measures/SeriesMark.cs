namespace Scrutiny.Measures;

/// <summary>A dated mark within the range of a series: a rebase, a break or something that happened.</summary>
/// <param name="Number">The number beside it on the chart and in lists, from 1 in order of date.</param>
/// <param name="Date">The day that was declared.</param>
/// <param name="At">Index of the first period that it touches.</param>
/// <param name="Kind">Why the date is marked.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Words">What is said of it, whole sentences.</param>
/// <param name="Baseline">The decision; null for anything but a rebase.</param>
/// <param name="Annotation">The annotation; null for a rebase or a break of the measure itself.</param>
public sealed record SeriesMark(int Number, DateOnly Date, int At, SeriesMarkKind Kind, string Title, string Words, Baseline? Baseline, Annotation? Annotation)
{
    /// <summary>Whether average and limits start anew here.</summary>
    public bool Cuts => Kind != SeriesMarkKind.Event;
}
