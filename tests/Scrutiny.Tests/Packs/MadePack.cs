using Scrutiny.Boards;
using Scrutiny.Body;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Packs;
using Scrutiny.Periods;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Packs;

/// <summary>A pack of made figures on the repository's declarations, without a database.</summary>
internal static class MadePack
{
    public const string Area = "E23000030";

    private const int Months = 30;

    public static Catalogue Catalogue { get; } = Catalogue.Read(Repository.PathTo("dashboards")).ForPublic();

    public static PackPlan Plan(string commentary = "", IReadOnlyList<PackPanel>? panels = null) => new()
    {
        Slug = "made",
        Title = "A made pack",
        Cut = new DateTimeOffset(2026, 10, 22, 12, 0, 0, TimeSpan.Zero),
        Area = Area,
        Sections = [new PackSection { Heading = "Calls", Commentary = commentary, Panels = panels ?? [new PackPanel("contact", "kpi-999"), new PackPanel("contact", "trend-999"), new PackPanel("contact", "volume-999")], Promises = true }],
    };

    /// <param name="plan">The plan.</param>
    /// <param name="shift">Added to the last figure of each series, so that it stands out or does not.</param>
    public static PackContent Content(PackPlan plan, decimal shift = 0)
    {
        var series = PackContent.Needs(plan, Catalogue).SelectMany(need => need).Distinct().Select((name, place) => Series(name, place, shift)).ToDictionary(one => one.Name);
        var promise = new PackPromise("A meeting", "=HYPERLINK(\"made\")", "Chief Constable", new DateOnly(2026, 12, 31), "On course", "In September 2026 it was 92.1%.");
        return PackContent.Of(plan, Catalogue, new BodySettings(), new[] { "", "contact" }.ToDictionary(board => board, _ => (IReadOnlyDictionary<SeriesName, BoardSeries>)series), [promise], "A meeting");
    }

    public static IReadOnlyList<PackFile> Files(PackContent content) =>
        PackManifest.Complete(content, PackFiles.Of(content, Catalogue, content.Figures.ToDictionary(figure => figure.Point.Receipt, figure => new FigureOrigin(figure.Point.Receipt, "made.csv", new string('0', 64), null, 2, 3, "92.1", null)), new SvgChartRenderer()));

    private static BoardSeries Series(SeriesName name, int place, decimal shift)
    {
        var (first, last) = (Period.Month(2024, 4), Months - 1);
        var points = new List<SeriesPoint>();
        for (var month = 0; month < Months; month++)
        {
            var value = 92.04m + ((month % 3) * 0.37m) + (month == last ? shift : 0);
            points.Add(new SeriesPoint(first, value, null, null, month == last ? ObservationStatus.Provisional : ObservationStatus.Final, new DateTimeOffset(2026, 10, 21, 8, 30, 0, TimeSpan.Zero), "sample-returns", (place * 100) + month + 1));
            first = first.Next(Frequency.Month);
        }

        return new BoardSeries(name, Catalogue.Areas.ByCode[name.Area], JudgedSeries.Of(Catalogue.Measures[name.Measure].Value, points)) { Synthetic = true, Publishers = "Scrutiny’s synthetic samples" };
    }
}
