using System.Globalization;
using System.Reflection;
using System.Text;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Observations;
using Scrutiny.OpenData;

namespace Scrutiny.Packs;

/// <summary>Writes a pack's files: the same bytes for the same content on any machine.</summary>
public static class PackFiles
{
    /// <summary>The page.</summary>
    public const string Page = "pack.html";

    /// <summary>Its stylesheet.</summary>
    public const string Stylesheet = "pack.css";

    /// <summary>The workbook.</summary>
    public const string Workbook = "pack.ods";

    /// <summary>The plan from which the pack was built.</summary>
    public const string Plan = "pack.json";

    /// <summary>Every figure with its receipt.</summary>
    public const string Figures = "figures.json";

    /// <summary>Every figure as open data.</summary>
    public const string FiguresCsv = "figures.csv";

    /// <summary>Every file, in the order in which they stand in the archive.</summary>
    /// <param name="content">What the pack says.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <param name="origins">Where each figure comes from, by its receipt.</param>
    /// <param name="charts">Draws the pictures.</param>
    public static IReadOnlyList<PackFile> Of(PackContent content, Catalogue catalogue, IReadOnlyDictionary<long, FigureOrigin> origins, IChartRenderer charts)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(origins);
        ArgumentNullException.ThrowIfNull(charts);
        return
        [
            PackFile.Of(Page, new PackHtml(content).Write()),
            PackFile.Of(Stylesheet, StylesheetText),
            .. content.Exhibits.Where(exhibit => exhibit.Picture is not null).Select(exhibit => PackFile.Of(ChartName(exhibit), charts.Render(PackHtml.OnPaper(exhibit.Picture!)))),
            new PackFile(Workbook, PackWorkbook.Write(content)),
            .. content.Exhibits.Where(exhibit => exhibit.Table is not null).Select(exhibit => PackFile.Of(TableName(exhibit), TableCsv(exhibit, catalogue))),
            .. content.Chapters.Where(chapter => chapter.Promises.Count > 0).Select(chapter => PackFile.Of($"tables/promises-{chapter.Id}.csv", PromisesCsv(chapter.Promises))),
            PackFile.Of(FiguresCsv, FiguresText(content, catalogue)),
            PackFile.Of(Figures, FiguresJson.Write(content, origins)),
            PackFile.Of(Plan, PackJson.Write(content.Plan)),
        ];
    }

    /// <summary>The file of an exhibit's picture.</summary>
    internal static string ChartName(PackExhibit exhibit) => string.Create(CultureInfo.InvariantCulture, $"charts/figure-{exhibit.Number:00}.svg");

    private static string TableName(PackExhibit exhibit) => string.Create(CultureInfo.InvariantCulture, $"tables/figure-{exhibit.Number:00}.csv");

    private static string TableCsv(PackExhibit exhibit, Catalogue catalogue) => exhibit.Table!.Figures().Where(figure => figure.Point is not null)
        .Aggregate(new SeriesCsv(catalogue), (csv, figure) => csv.Add(figure.Series.Name.Measure, figure.Series.Area, figure.Series.Name.Breakdown, figure.Series.Measure, [figure.Point!])).ToString();

    private static string FiguresText(PackContent content, Catalogue catalogue) => content.Figures
        .Aggregate(new SeriesCsv(catalogue), (csv, figure) => csv.Add(figure.Series.Name.Measure, figure.Series.Area, figure.Series.Name.Breakdown, figure.Series.Measure, [figure.Point])).ToString();

    private static string PromisesCsv(IReadOnlyList<PackPromise> promises)
    {
        var csv = new StringBuilder("promise,made_at,by,due,state,figures\r\n");
        foreach (var promise in promises)
        {
            csv.AppendJoin(',', SafeCell.Of(promise.Text), SafeCell.Of(promise.Meeting), SafeCell.Of(promise.Who), promise.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), SafeCell.Of(promise.State), SafeCell.Of(promise.Words)).Append("\r\n");
        }

        return csv.ToString();
    }

    private static string StylesheetText { get; } = ReadStylesheet();

    private static string ReadStylesheet()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("packs/pack.css")!, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

/// <summary>One file of a pack.</summary>
/// <param name="Name">Its path in the archive.</param>
/// <param name="Bytes">What it holds.</param>
public sealed record PackFile(string Name, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A file of text, in UTF-8.</summary>
    /// <param name="name">Its path in the archive.</param>
    /// <param name="text">The text.</param>
    public static PackFile Of(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));
}
