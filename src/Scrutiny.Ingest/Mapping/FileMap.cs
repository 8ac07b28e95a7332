using Scrutiny.Dashboards;
using Scrutiny.Ingest.Reading;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Mapping;

/// <summary>Turns a workbook into figures as its source declares, in one pass.</summary>
internal sealed class FileMap(Declaration<Source> source, Catalogue catalogue)
{
    /// <summary>How much of what stands above a header is remembered, in cells: titles stand close to their tables.</summary>
    private const int RememberedCells = 400;

    private readonly List<string> notes = [];

    /// <summary>What the reader of the load's report should know, one sentence each.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Data rows looked at.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Reads every visible sheet.</summary>
    /// <exception cref="RefusedFileException">A required table or column is missing.</exception>
    public void Read(IWorkbook workbook, IFigureSink sink, IEnumerable<StatedTotalCheck> checks, CancellationToken cancel)
    {
        var watching = checks.ToList();
        var finders = source.Value.Tables.Select(table => new TableFinder(table)).ToList();
        var found = new HashSet<string>();
        foreach (var sheet in workbook.Sheets())
        {
            if (sheet.Hidden)
            {
                notes.Add($"The hidden sheet '{sheet.Name}' was left out.");
                continue;
            }

            ReadSheet(sheet, finders, found, watching, sink, cancel);
        }

        foreach (var missing in source.Value.Tables.Where(table => table.Required && !found.Contains(table.Name)))
        {
            throw new RefusedFileException(
                $"No sheet holds the table '{missing.Name}'{(missing.Title is { } title ? $" (a title like \"{title}\")" : "")}"
                + $"{(missing.Header.Count > 0 ? $" with the columns {string.Join(", ", missing.Header.Select(cell => $"'{cell}'"))}" : "")}; check that this is the right file for the source '{source.Id}'.");
        }
    }

    private void ReadSheet(ISheet sheet, List<TableFinder> finders, HashSet<string> found, List<StatedTotalCheck> watching, IFigureSink sink, CancellationToken cancel)
    {
        var above = new List<string>();
        var rowsAbove = new Queue<IReadOnlyList<string>>();
        TableRows? current = null;
        foreach (var row in sheet.Rows())
        {
            cancel.ThrowIfCancellationRequested();
            if (finders.Find(finder => !found.Contains(finder.Table.Name) && finder.IsHeader(row, above)) is { } finder)
            {
                found.Add(finder.Table.Name);
                current = new TableRows(sheet.Name, row, finder, [.. rowsAbove.TakeLast(finder.Table.ParentRows)], above, source, catalogue, sink, notes);
                continue;
            }

            Watch(row, watching);
            current?.Read(row);
            if (current is { TookRow: true })
            {
                RowsRead++;
            }
            else
            {
                // What is no data may be the title of this table or of the next one on the sheet.
                Remember(row, above, rowsAbove);
            }
        }

        if (sheet.LeftOut is { } hidden)
        {
            notes.Add($"Sheet '{sheet.Name}': what is hidden was left out ({hidden}).");
        }
    }

    private static void Watch(Row row, List<StatedTotalCheck> watching)
    {
        foreach (var check in watching)
        {
            for (var i = 0; i < row.Count; i++)
            {
                if (row[i].Displayed is { Length: > 0 } text)
                {
                    check.See(text);
                }
            }
        }
    }

    private static void Remember(Row row, List<string> above, Queue<IReadOnlyList<string>> rowsAbove)
    {
        var texts = Headings.Texts(row);
        if (rowsAbove.Count == 8)
        {
            rowsAbove.Dequeue();
        }

        rowsAbove.Enqueue(texts);
        foreach (var text in texts)
        {
            if (text.Length == 0)
            {
                continue;
            }

            if (above.Count == RememberedCells)
            {
                above.RemoveAt(0);
            }

            above.Add(text);
        }
    }
}
