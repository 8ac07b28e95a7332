namespace Scrutiny.Ingest.Reading;

/// <summary>
/// One row that holds something. The reader fills the same object again for the next row, so copy what you keep.
/// Rows without any text are not delivered; their numbers are skipped.
/// </summary>
internal sealed class Row
{
    private readonly Func<int, string>? read;
    private Cell[] cells = new Cell[16];
    private int used;

    internal Row()
    {
    }

    /// <param name="read">
    /// Decodes the field at an index on first use: most declared sources ask for half of a file's columns, and a string
    /// that is never made costs nothing.
    /// </param>
    internal Row(Func<int, string> read) => this.read = read;

    /// <summary>1-based, as a spreadsheet shows it. For a CSV, the physical line on which the record starts.</summary>
    internal int Number { get; private set; }

    /// <summary>
    /// Cells from the first column to the last one: the fields of a CSV record, or up to the last cell with text in a workbook.
    /// </summary>
    internal int Count { get; private set; }

    /// <summary>The cell in a 0-based column; empty outside the row.</summary>
    internal Cell this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count)
            {
                return Cell.Empty;
            }

            ref Cell cell = ref cells[index];
            if (cell.Raw is null)
            {
                cell = read is null ? Cell.Empty : Cell.Of(read(index));
            }

            return cell;
        }
    }

    /// <summary>Starts a row whose cells are set one by one.</summary>
    internal void Begin(int number)
    {
        Array.Clear(cells, 0, used);
        Number = number;
        Count = used = 0;
    }

    /// <summary>Starts a row of <paramref name="count"/> cells which are decoded when they are asked for.</summary>
    internal void Begin(int number, int count)
    {
        Begin(number);
        Grow(count);
        Count = used = count;
    }

    internal void Set(int index, Cell cell)
    {
        Grow(index + 1);
        cells[index] = cell;
        Count = used = Math.Max(Count, index + 1);
    }

    /// <summary>Gives the same cells another number, for a row which the file states once and repeats.</summary>
    internal void Renumber(int number) => Number = number;

    private void Grow(int count)
    {
        if (count > cells.Length)
        {
            Array.Resize(ref cells, Math.Max(count, cells.Length * 2));
        }
    }
}
