using System.Globalization;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Observations;

namespace Scrutiny.Ingest.Parsing;

/// <summary>Packs the rows that yielded figures, some hundreds to a block, without ever holding more than a block.</summary>
internal sealed class RowPacker(Action<PackedRows> packed)
{
    // A row is as long as the longest record of a CSV at most, in every format.
    private const int LongestRow = 1024 * 1024;

    private readonly List<FileRow> rows = [];
    private IReadOnlyList<string> headings = [];
    private string sheet = "";
    private int characters;

    /// <exception cref="RefusedFileException">The row is longer than a table's row can be.</exception>
    public void Add(string sheet, int row, IReadOnlyList<string> headings, IReadOnlyList<string> cells)
    {
        var length = 0;
        foreach (var cell in cells)
        {
            length += cell.Length;
        }

        if (length > LongestRow)
        {
            throw new RefusedFileException(string.Create(CultureInfo.InvariantCulture, $"{(sheet.Length > 0 ? $"Sheet '{sheet}', row" : "Line")} {row}: the row holds {length:N0} characters and a table's row may hold {LongestRow:N0}; ask the publisher for a corrected file."));
        }

        if (rows.Count == RowBlock.Rows || characters + length > LongestRow || this.sheet != sheet || !ReferenceEquals(this.headings, headings))
        {
            Pack();
        }

        (this.sheet, this.headings) = (sheet, headings);
        characters += length;
        rows.Add(new FileRow(row, cells));
    }

    /// <summary>Packs what is left.</summary>
    public void Pack()
    {
        if (rows.Count == 0)
        {
            return;
        }

        packed(new PackedRows(sheet, rows[0].Number, rows[^1].Number, RowBlock.Pack(headings, rows)));
        rows.Clear();
        characters = 0;
    }
}
