using Scrutiny.Ingest.Reading;

namespace Scrutiny.Ingest.Drafting;

/// <summary>The first rows of each visible sheet, held in memory to be looked at from all sides.</summary>
/// <param name="Format">What the file is.</param>
/// <param name="Encoding">The encoding of a CSV where it is not UTF-8.</param>
/// <param name="Comment">The mark that begins comment lines of a CSV.</param>
/// <param name="Sheets">The sheets.</param>
internal sealed record FileSample(string Format, string? Encoding, string? Comment, IReadOnlyList<SheetSample> Sheets)
{
    /// <summary>Rows looked at in each sheet: enough for the shape, few enough to be quick.</summary>
    public const int Rows = 3000;

    /// <exception cref="UnreadableFileException">The file is no table that can be read.</exception>
    public static FileSample Take(string path, CancellationToken cancel)
    {
        var sample = Take(path, comment: null, cancel);
        return sample.Format == "csv" && sample.Sheets is [{ Rows: [var first, ..] }] && first.Cells[0].StartsWith('#')
            ? Take(path, "#", cancel)
            : sample;
    }

    private static FileSample Take(string path, string? comment, CancellationToken cancel)
    {
        using var workbook = Workbook.Open(path, new ReadingOptions { Comment = comment }, cancel);
        var sheets = workbook.Sheets().Where(sheet => !sheet.Hidden).Select(sheet => new SheetSample(
            sheet.Name,
            [.. sheet.Rows().Take(Rows).Select(row => new RowSample(row.Number, [.. Enumerable.Range(0, row.Count).Select(index => row[index].Displayed.Trim())]))])).ToList();
        var encoding = workbook is CsvWorkbook { Encoding.Encoding: var found } && found != CsvEncoding.Utf8 && found.CodePage == 1252 ? "windows-1252" : null;
        return new FileSample(workbook.Format, encoding, comment, sheets);
    }
}

/// <summary>The first rows of a sheet.</summary>
internal sealed record SheetSample(string Name, IReadOnlyList<RowSample> Rows);

/// <summary>One row: its number and its cells as displayed, trimmed.</summary>
internal sealed record RowSample(int Number, IReadOnlyList<string> Cells)
{
    public string this[int column] => column < Cells.Count ? Cells[column] : "";

    public int Filled => Cells.Count(cell => cell.Length > 0);
}
