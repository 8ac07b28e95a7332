using Scrutiny.Dashboards;
using Scrutiny.Ingest.Checking;
using Scrutiny.Ingest.Reading;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Mapping;

/// <summary>Turns a workbook into figures as its source declares, in one pass.</summary>
internal sealed class FileMap(Declaration<Source> source, Catalogue catalogue)
{
    /// <summary>How much of what stands above a header is remembered, in cells with words: a sheet's first lines may say what its last table is about.</summary>
    private const int RememberedCells = 400;

    private const int RowsBetweenProgress = 10_000;

    private readonly List<string> notes = [];
    private readonly Aggregates aggregates = new(catalogue);
    private readonly List<TableRows> started = [];

    /// <summary>What the reader of the load's report should know, one sentence each.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Data rows looked at.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Told now and then how many data rows were looked at.</summary>
    public Action<long>? Progress { get; init; }

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

        aggregates.Finish(sink);
        notes.AddRange(started.SelectMany(table => table.Findings()));
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
        List<TableRows> current = [];
        foreach (var row in sheet.Rows())
        {
            cancel.ThrowIfCancellationRequested();
            // Two tables may share a header and mean different rows below it.
            if (finders.FindAll(finder => !found.Contains(finder.Table.Name) && finder.IsHeader(row, above)) is { Count: > 0 } here)
            {
                current = here.ConvertAll(finder => new TableRows(sheet.Name, row, finder, [.. rowsAbove.TakeLast(finder.Table.ParentRows)], above, source, catalogue, sink, aggregates, notes));
                started.AddRange(current);
                found.UnionWith(here.Select(finder => finder.Table.Name));
                continue;
            }

            Watch(row, watching);
            current.ForEach(table => table.Read(row));
            if (current.Exists(table => table.TookRow))
            {
                RowsRead++;
                if (RowsRead % RowsBetweenProgress == 0)
                {
                    Progress?.Invoke(RowsRead);
                }
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
            if (!text.Any(char.IsLetter))
            {
                continue;
            }

            if (above.Count == RememberedCells)
            {
                above.RemoveAt(0);
            }

            above.Add(Headings.Normal(text));
        }
    }
}
