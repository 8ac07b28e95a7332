using System.Globalization;
using System.Text.Json;

namespace Scrutiny.Ingest.Reading;

/// <summary>One list or object of a JSON document as rows of cells.</summary>
internal sealed class JsonSheet(string path, JsonElement element, ReadingOptions options, CancellationToken cancel) : ISheet
{
    public string Name => path;

    public bool Hidden => false;

    public string? LeftOut => null;

    public IEnumerable<Row> Rows()
    {
        Row row = new();
        row.Begin(1);
        row.Set(0, Cell.Of(path));
        yield return row;

        int number = 1;
        foreach (IReadOnlyList<Cell> cells in element.ValueKind == JsonValueKind.Object ? KeysAndValues() : Items())
        {
            cancel.ThrowIfCancellationRequested();
            row.Begin(++number);
            for (int index = 0; index < cells.Count; index++)
            {
                row.Set(index, cells[index]);
            }

            if (number > options.MaximumRows || cells.Count > options.MaximumColumns)
            {
                throw new UnreadableFileException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path} has more than {options.MaximumRows:N0} rows or {options.MaximumColumns:N0} columns: ask the publisher for the figures as .csv."));
            }

            yield return row;
        }
    }

    private IEnumerable<IReadOnlyList<Cell>> KeysAndValues()
    {
        yield return [Cell.Of("key"), Cell.Of("value")];
        foreach (JsonProperty property in element.EnumerateObject().Where(property => JsonWorkbook.IsPlain(property.Value)))
        {
            yield return [Cell.Of(JsonWorkbook.NameOf(property)), CellOf(property.Value)];
        }
    }

    private IEnumerable<IReadOnlyList<Cell>> Items()
    {
        List<string> headings = [];
        Dictionary<string, int> columns = [];
        foreach (JsonElement item in element.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object))
        {
            foreach ((string key, _) in Flat("", item))
            {
                if (columns.TryAdd(key, headings.Count))
                {
                    headings.Add(key);
                }
            }
        }

        if (headings.Count > 0)
        {
            yield return [.. headings.Select(Cell.Of)];
        }

        foreach (JsonElement item in element.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Array)
            {
                yield return [.. item.EnumerateArray().Select(CellOf)];
            }
            else if (item.ValueKind == JsonValueKind.Object)
            {
                Cell[] cells = [.. Enumerable.Repeat(Cell.Empty, headings.Count)];
                foreach ((string key, JsonElement value) in Flat("", item))
                {
                    cells[columns[key]] = CellOf(value);
                }

                yield return cells;
            }
            else
            {
                yield return [CellOf(item)];
            }
        }
    }

    private static IEnumerable<(string Key, JsonElement Value)> Flat(string prefix, JsonElement item)
    {
        foreach (JsonProperty property in item.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Object)
            {
                foreach ((string, JsonElement) inner in Flat($"{prefix}{JsonWorkbook.NameOf(property)}.", property.Value))
                {
                    yield return inner;
                }
            }
            else
            {
                yield return ($"{prefix}{JsonWorkbook.NameOf(property)}", property.Value);
            }
        }
    }

    private static Cell CellOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Cell.Of(JsonWorkbook.TextOf(value)),
        JsonValueKind.True => Cell.Of("TRUE"),
        JsonValueKind.False => Cell.Of("FALSE"),
        JsonValueKind.Null or JsonValueKind.Undefined => Cell.Empty,
        JsonValueKind.Number or JsonValueKind.Array or JsonValueKind.Object => Cell.Of(value.GetRawText()),
    };
}
