using System.Collections;

namespace Scrutiny.Ingest.Reading;

/// <summary>What a walk through a sheet's part found that the library does not say. Rows and columns are 1-based.</summary>
internal sealed class XlsxSheetScan(int rows, int columns)
{
    private BitArray? hiddenRows;
    private BitArray? hiddenColumns;

    /// <summary>Formula errors (<c>#VALUE!</c>): the library shows them as empty cells, and a publisher's error is not a blank.</summary>
    internal Dictionary<(int Row, int Column), string> Errors { get; } = [];

    internal void HideRow(int row) => (hiddenRows ??= new BitArray(rows + 1))[row] = true;

    internal void HideColumn(int column) => (hiddenColumns ??= new BitArray(columns + 1))[column] = true;

    internal bool IsRowHidden(int row) => hiddenRows?[row] == true;

    internal bool IsColumnHidden(int column) => hiddenColumns?[column] == true;
}
