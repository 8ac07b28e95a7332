namespace Scrutiny.Charts;

/// <summary>The key: what shapes and letters mean, in rows that fit the width.</summary>
internal sealed class ChartKey
{
    /// <summary>Height of a row, in sizes of the text.</summary>
    public const double RowHeight = 1.5;

    /// <summary>Room for the symbol before the words, in sizes of the text.</summary>
    public const double SymbolWidth = 1.3;

    /// <summary>Sets the entries in rows.</summary>
    public ChartKey(IEnumerable<KeyItem> items, PictureFrame frame)
    {
        var x = 0.0;
        var row = 0;
        var placed = new List<KeyItem>();
        foreach (var item in items)
        {
            var width = (frame.TextSize * SymbolWidth) + TextWidth.Of(item.Words, frame.TextSize);
            if (x > 0 && x + width > frame.Across)
            {
                x = 0;
                row++;
            }

            placed.Add(item with { X = frame.Margin + x, Row = row });
            x += width + (frame.TextSize * 1.4);
        }

        Items = placed;
        Height = placed.Count == 0 ? 0 : frame.TextSize * (((row + 1) * RowHeight) + 0.3);
    }

    public IReadOnlyList<KeyItem> Items { get; }

    /// <summary>Height of all rows, with the air beneath; 0 where there is nothing to explain.</summary>
    public double Height { get; }

    /// <summary>Entries for what is not firm, in the order of the statuses.</summary>
    public static IEnumerable<KeyItem> Statuses(IEnumerable<PointStatus> statuses) =>
        statuses.Where(status => status != PointStatus.Final).Distinct().Order().Select(status => KeyItem.OfLetter(PointWords.Letter(status), PointWords.OfStatus(status)));
}
