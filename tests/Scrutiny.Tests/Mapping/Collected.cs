using System.Text;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Parsing;
using Scrutiny.Ingest.Reading;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Reading;

namespace Scrutiny.Tests.Mapping;

/// <summary>What a file yields through a source of a test's own.</summary>
internal sealed class Collected : IFigureSink
{
    public List<Figure> Figures { get; } = [];

    public List<Reject> Rejects { get; } = [];

    public List<int> KeptRows { get; } = [];

    public List<string> KeptCells { get; } = [];

    public IReadOnlyList<string> Notes { get; private set; } = [];

    public long RowsRead { get; private set; }

    /// <summary>Each figure as <c>measure area breakdown period value</c>, or the status in place of the value.</summary>
    public IEnumerable<string> Lines => Figures.Select(figure =>
        FormattableString.Invariant($"{figure.Measure} {figure.Area} {figure.Breakdown} {figure.Period.From:yyyy-MM-dd}..{figure.Period.To:yyyy-MM-dd} {figure.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? figure.Status.ToString()}"));

    public static Collected From(MadeDashboards dashboards, string csv, string source = "made") => From(dashboards, Encoding.UTF8.GetBytes(csv), source);

    public static Collected From(MadeDashboards dashboards, byte[] content, string source = "made") => From(dashboards.Read(), content, source);

    public static Collected From(Catalogue catalogue, byte[] content, string source = "made")
    {
        var declared = catalogue.Sources[source];
        var collected = new Collected();
        var map = new FileMap(declared, catalogue);
        using var workbook = Made.Open(content, ParserChild.Options(declared.Value));
        map.Read(workbook, collected, [], CancellationToken.None);
        (collected.Notes, collected.RowsRead) = (map.Notes, map.RowsRead);
        return collected;
    }

    /// <summary>Reads a file through a declared source.</summary>
    public void Read(string path, Catalogue catalogue, string source)
    {
        var declared = catalogue.Sources[source];
        var map = new FileMap(declared, catalogue);
        using var workbook = Workbook.Open(path, ParserChild.Options(declared.Value), CancellationToken.None);
        map.Read(workbook, this, [], CancellationToken.None);
        (Notes, RowsRead) = (map.Notes, map.RowsRead);
    }

    public static string Refusal(MadeDashboards dashboards, string csv) =>
        Assert.Throws<RefusedFileException>(() => From(dashboards, csv))!.Message;

    public void Add(in Figure figure) => Figures.Add(figure);

    public void Reject(Reject reject) => Rejects.Add(reject);

    public void KeepRow(string sheet, int row, IReadOnlyList<string> headings, IReadOnlyList<string> cells)
    {
        KeptRows.Add(row);
        KeptCells.AddRange(headings.Concat(cells));
    }
}
