using Scrutiny.Areas;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Reading;
using Scrutiny.Periods;

namespace Scrutiny.Ingest.Drafting;

/// <summary>Where a sheet's table seems to be: the row that names its columns, and what stands above and below it.</summary>
/// <param name="Sheet">Name of the sheet.</param>
/// <param name="Above">Texts above the header, from the top.</param>
/// <param name="HasParents">Whether the row above the header names groups of columns.</param>
/// <param name="Header">The row that names the columns.</param>
/// <param name="Data">The rows below it.</param>
internal sealed record TableGuess(string Sheet, IReadOnlyList<string> Above, bool HasParents, RowSample Header, IReadOnlyList<RowSample> Data)
{
    /// <summary>Columns whose heading stands in the row above.</summary>
    public IReadOnlySet<int> NamedAbove { get; private init; } = new HashSet<int>();

    private const int LookedAt = 60;
    private const int RowsBelow = 25;

    /// <summary>Columns from the first to the last that the header or its data fill.</summary>
    public int Width => Math.Max(Header.Cells.Count, Data.Take(RowsBelow).Select(row => row.Cells.Count).DefaultIfEmpty().Max());

    /// <summary>The table of a sheet; null where nothing looks like one.</summary>
    public static TableGuess? Find(SheetSample sheet, AreaNames areas)
    {
        var (best, bestScore) = (-1, 1.0);
        for (var i = 0; i < Math.Min(LookedAt, sheet.Rows.Count - 1); i++)
        {
            if (Score(sheet, i, areas) is var score && score > bestScore)
            {
                (best, bestScore) = (i, score);
            }
        }

        if (best < 0)
        {
            return null;
        }

        var header = sheet.Rows[best];
        var namedAbove = new HashSet<int>();
        var parents = best > 0 && sheet.Rows[best - 1].Filled >= 2 && (header.Cells.Any(cell => cell.Length == 0) || header.Cells.Where(cell => cell.Length > 0).GroupBy(cell => cell).Any(same => same.Count() > 1));
        if (parents)
        {
            // A heading over two rows stands in the upper one.
            var upper = sheet.Rows[best - 1];
            namedAbove.UnionWith(Enumerable.Range(0, upper.Cells.Count).Where(column => header[column].Length == 0 && upper[column].Length > 0));
            header = new RowSample(header.Number, [.. Enumerable.Range(0, Math.Max(header.Cells.Count, upper.Cells.Count)).Select(column => header[column].Length > 0 ? header[column] : upper[column])]);
        }

        return new TableGuess(sheet.Name, [.. sheet.Rows.Take(best).SelectMany(row => row.Cells).Where(cell => cell.Any(char.IsLetter))], parents, header, [.. sheet.Rows.Skip(best + 1)]) { NamedAbove = namedAbove };
    }

    /// <summary>The texts of a column below the header, blanks left out.</summary>
    public IEnumerable<string> Column(int column) => Data.Select(row => row[column]).Where(text => text.Length > 0);

    /// <summary>Whether a text is a period in any form, as a heading may be.</summary>
    public static bool IsPeriod(string text) => Enum.GetValues<PeriodForm>().Any(form => TableFinder.TryPeriod(text, form, out _));

    // A header has words (or periods) where the rows below it have numbers.
    private static double Score(SheetSample sheet, int at, AreaNames areas)
    {
        var header = sheet.Rows[at];
        if (header.Filled < 2 || header.Cells.Any(cell => areas.ByCode.ContainsKey(cell) || areas.Find(cell).Count > 0))
        {
            // A row about an area is one of data.
            return 0;
        }

        var below = sheet.Rows.Skip(at + 1).Take(RowsBelow).ToList();
        var score = 0.0;
        for (var column = 0; column < header.Cells.Count; column++)
        {
            var texts = below.Select(row => row[column]).Where(text => text.Length > 0).ToList();
            var numbers = texts.Count(text => Number.TryParse(text, out _));
            var name = header[column];
            var isNumber = Number.TryParse(name, out _);
            score += (name.Length, numbers * 2 > texts.Count) switch
            {
                (0, _) => 0,
                (_, true) when !isNumber || IsPeriod(name) => 1,
                (_, true) => -1,
                (_, false) when texts.Count > 0 && !isNumber => 0.5,
                (_, false) => 0,
            };
        }

        return score;
    }
}
