using System.Globalization;
using System.Text;

namespace Scrutiny.Ingest.Reading;

/// <summary>The hidden rows and columns of a sheet that hold something and were left out. Only their places are kept.</summary>
internal sealed class HiddenParts
{
    private const int ShownRanges = 10;

    private readonly List<(int First, int Last)> rows = [];
    private readonly SortedSet<int> columns = [];
    private bool more;

    internal void AddRows(int first, int last)
    {
        if (rows is [.., var before] && before.Last + 1 == first)
        {
            rows[^1] = (before.First, last);
        }
        else if (rows.Count < ShownRanges)
        {
            rows.Add((first, last));
        }
        else
        {
            more = true;
        }
    }

    /// <param name="column">0-based.</param>
    internal void AddColumn(int column) => columns.Add(column);

    /// <summary>"row 3; columns C, F"; null where there were none.</summary>
    internal string? Places()
    {
        List<string> places = [];
        if (rows.Count > 0)
        {
            string ranges = string.Join(", ", rows.Select(range => range.First == range.Last ? Show(range.First) : $"{Show(range.First)} to {Show(range.Last)}"));
            places.Add($"{(rows is [var only] && only.First == only.Last ? "row" : "rows")} {ranges}{(more ? " and more below" : "")}");
        }

        if (columns.Count > 0)
        {
            places.Add($"{(columns.Count == 1 ? "column" : "columns")} {string.Join(", ", columns.Take(ShownRanges).Select(Letters))}{(columns.Count > ShownRanges ? " and more" : "")}");
        }

        return places.Count > 0 ? string.Join("; ", places) : null;
    }

    private static string Show(int row) => row.ToString("N0", CultureInfo.InvariantCulture);

    private static string Letters(int column)
    {
        StringBuilder letters = new();
        for (int left = column + 1; left > 0; left = (left - 1) / 26)
        {
            letters.Insert(0, (char)('A' + ((left - 1) % 26)));
        }

        return letters.ToString();
    }
}
