using Scrutiny.Observations;

namespace Scrutiny.Packs;

/// <summary>Every figure of a pack with its receipt: enough to find it in the publisher's own file without this program.</summary>
internal static class FiguresJson
{
    public static string Write(PackContent content, IReadOnlyDictionary<long, FigureOrigin> origins) => PackJson.Write(new
    {
        Schema = "scrutiny-figures/1",
        Pack = content.Plan.Slug,
        AsKnown = content.Plan.Cut.UtcDateTime,
        Figures = content.Figures.Select(figure => new
        {
            figure.Series.Name.Measure,
            figure.Series.Name.Area,
            figure.Series.Name.Breakdown,
            Period = figure.Point.Period.Key(figure.Series.Measure.Frequency),
            figure.Point.Period.From,
            figure.Point.Period.To,
            figure.Point.Value,
            figure.Point.Numerator,
            figure.Point.Denominator,
            figure.Point.Status,
            KnownFrom = figure.Point.KnownFrom.UtcDateTime,
            figure.Point.Source,
            figure.Synthetic,
            Places = figure.Places.Select(place => PlaceOf(place, content)),
            Receipt = origins.TryGetValue(figure.Point.Receipt, out var origin)
                ? new { Id = figure.Point.Receipt, origin.File, origin.Sha256, origin.Sheet, origin.Row, origin.Column, origin.Raw, CountedRows = origin.Counted }
                : null,
        }),
    });

    private static string PlaceOf(string id, PackContent content) =>
        content.Exhibits.FirstOrDefault(exhibit => exhibit.Id == id) is { } exhibit ? PackHtml.NameOf(exhibit) : $"Commentary on {content.Chapters.First(chapter => chapter.Id == id).Section.Heading}";
}
