using System.Collections;
using System.Globalization;
using System.Text;
using System.Xml;

namespace Scrutiny.Ingest.Reading;

/// <summary>
/// The rows of one ODS table. Real files end with a row repeated a million times and rows with a cell repeated 16,384
/// times; empty repeats are counted and never made.
/// </summary>
internal sealed class OdsTable(XmlReader reader, string name, ReadingOptions options)
{
    private const int LongestRunOfSpaces = 1_000;

    // Rows that say the same in every cell as the one above; a table has few of them.
    private const int MostRepeats = 2_000;

    private readonly int depth = reader.Depth;
    private readonly StringBuilder text = new();
    private readonly char[] chunk = new char[4096];
    private readonly BitArray hiddenColumns = new(options.MaximumColumns);
    private bool ended = reader.IsEmptyElement;
    private bool onNextNode;
    private long next = 1;
    private int repeats;
    private long allRepeats;
    private long columnsDefined;
    private int hiddenGroup = int.MaxValue;

    internal Row Row { get; } = new();

    internal HiddenParts LeftOut { get; } = new();

    /// <summary>Moves to the next row with text.</summary>
    internal bool Advance()
    {
        if (repeats > 0)
        {
            repeats--;
            Row.Renumber(Row.Number + 1);
            return true;
        }

        while (!ended && MoveNext())
        {
            if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth)
            {
                ended = true;
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == hiddenGroup)
            {
                hiddenGroup = int.MaxValue;
            }
            else if (reader.NodeType == XmlNodeType.Element)
            {
                if (IsTable("table-row"))
                {
                    if (ReadRow())
                    {
                        return true;
                    }
                }
                else if (IsTable("table-column"))
                {
                    DefineColumn();
                }
                else if (IsTable("table-row-group") || IsTable("table-column-group"))
                {
                    EnterGroup();
                }
                else if (!(IsTable("table-header-rows") || IsTable("table-rows") || IsTable("table-header-columns") || IsTable("table-columns")))
                {
                    // Shapes, whose captions are no cells.
                    SkipElement();
                }
            }
        }

        return false;
    }

    private void DefineColumn()
    {
        int repeated = Repeated("number-columns-repeated");
        for (long column = columnsDefined; IsHidden() && column < Math.Min(columnsDefined + repeated, hiddenColumns.Length); column++)
        {
            hiddenColumns[(int)column] = true;
        }

        columnsDefined += repeated;
    }

    private void EnterGroup()
    {
        if (!reader.IsEmptyElement && hiddenGroup == int.MaxValue && reader.GetAttribute("display", OdsNames.Table) == "false")
        {
            hiddenGroup = reader.Depth;
        }
    }

    private bool IsHidden() => hiddenGroup != int.MaxValue || reader.GetAttribute("visibility", OdsNames.Table) is "collapse" or "filter";

    /// <returns>Whether there is a visible row with text.</returns>
    private bool ReadRow()
    {
        long number = next;
        bool hidden = IsHidden();
        int repeated = Repeated("number-rows-repeated");
        next += repeated;
        Row.Begin((int)Math.Min(number, int.MaxValue));
        if (!reader.IsEmptyElement)
        {
            int rowDepth = reader.Depth;
            long column = 0;
            while (MoveNext() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == rowDepth))
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    column += ReadCell(column, number + repeated - 1);
                }
            }
        }

        if (hidden && Row.Count > 0)
        {
            LeftOut.AddRows(Row.Number, (int)Math.Min(number + repeated - 1, int.MaxValue));
        }

        if (hidden || Row.Count == 0)
        {
            return false;
        }

        repeats = repeated - 1;
        allRepeats += repeats;
        return allRepeats <= MostRepeats ? true : throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture,
            $"Sheet \"{name}\", row {number:N0}: rows of this sheet are repeated more than {MostRepeats:N0} times, which no table needs: ask the publisher for a corrected file."));
    }

    /// <returns>How many columns the cell takes.</returns>
    private int ReadCell(long column, long lastRow)
    {
        bool covered = IsTable("covered-table-cell");
        if (!covered && !IsTable("table-cell"))
        {
            SkipElement();
            return 0;
        }

        int repeated = Repeated("number-columns-repeated");
        if (covered)
        {
            // What lies under a merged cell is not seen by anyone.
            SkipElement();
            return repeated;
        }

        string? stored = StoredValue();
        string shown = ReadText();
        Cell cell = new(stored ?? shown, shown.Length > 0 ? shown : stored ?? "");
        if (cell.IsEmpty)
        {
            return repeated;
        }

        if (column + repeated > options.MaximumColumns || lastRow > options.MaximumRows)
        {
            throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture,
                $"Sheet \"{name}\" reaches row {lastRow:N0}, column {column + repeated:N0}, and the limit is {options.MaximumRows:N0} rows and {options.MaximumColumns:N0} columns: ask the publisher for the table as .csv."));
        }

        for (int at = (int)column; at < column + repeated; at++)
        {
            if (hiddenColumns[at])
            {
                LeftOut.AddColumn(at);
            }
            else
            {
                Row.Set(at, cell);
            }
        }

        return repeated;
    }

    private string? StoredValue() => reader.GetAttribute("value-type", OdsNames.Office) switch
    {
        "float" or "percentage" or "currency" => reader.GetAttribute("value", OdsNames.Office),
        "date" => reader.GetAttribute("date-value", OdsNames.Office),
        "time" => reader.GetAttribute("time-value", OdsNames.Office),
        "boolean" => reader.GetAttribute("boolean-value", OdsNames.Office)?.ToUpperInvariant(),
        // Written beside the shown text only where the two differ; empty where a formula failed, whose error is shown.
        "string" => reader.GetAttribute("string-value", OdsNames.Office) is { Length: > 0 } value ? value : null,
        _ => null,
    };

    /// <summary>The paragraphs of the cell at which the reader stands; leaves the reader at the cell's end.</summary>
    private string ReadText()
    {
        text.Clear();
        if (reader.IsEmptyElement)
        {
            return "";
        }

        int cellDepth = reader.Depth;
        int paragraphs = 0;
        while (MoveNext() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == cellDepth))
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (reader.LocalName == "p" && reader.NamespaceURI == OdsNames.Text)
            {
                if (paragraphs++ > 0)
                {
                    text.Append('\n');
                }

                ReadParagraph();
            }
            else
            {
                // Comments, pictures and tables within the cell have paragraphs of their own.
                SkipElement();
            }
        }

        return text.ToString();
    }

    private void ReadParagraph()
    {
        if (reader.IsEmptyElement)
        {
            return;
        }

        int paragraphDepth = reader.Depth;
        bool afterSpace = true;
        while (MoveNext() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == paragraphDepth))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    AppendValue(ref afterSpace);
                    break;
                case XmlNodeType.Element when reader.NamespaceURI != OdsNames.Text || reader.LocalName == "note":
                    SkipElement();
                    break;
                case XmlNodeType.Element when reader.LocalName is "s" or "tab" or "line-break":
                    int spaces = int.TryParse(reader.GetAttribute("c", OdsNames.Text), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 1;
                    text.Append(
                        reader.LocalName switch { "s" => ' ', "tab" => '\t', _ => '\n' },
                        reader.LocalName == "s" ? Math.Min(spaces, LongestRunOfSpaces) : 1);
                    afterSpace = false;
                    break;
                default:
                    break;
            }

            if (text.Length > options.MaximumFieldBytes)
            {
                throw new UnreadableFileException(string.Create(CultureInfo.InvariantCulture,
                    $"Row {Row.Number:N0} of sheet \"{name}\" holds a cell of more than {options.MaximumFieldBytes:N0} characters: ask the publisher for a corrected file."));
            }
        }
    }

    /// <summary>Runs of white space are one space, as the format defines; a non-breaking space is a letter.</summary>
    private void AppendValue(ref bool afterSpace)
    {
        int count;
        while (text.Length <= options.MaximumFieldBytes && (count = reader.ReadValueChunk(chunk, 0, chunk.Length)) > 0)
        {
            foreach (char letter in chunk.AsSpan(0, count))
            {
                bool space = letter is ' ' or '\t' or '\r' or '\n';
                if (!space || !afterSpace)
                {
                    text.Append(space ? ' ' : letter);
                }

                afterSpace = space;
            }
        }
    }

    private int Repeated(string attribute)
    {
        if (reader.GetAttribute(attribute, OdsNames.Table) is not string stated)
        {
            return 1;
        }

        return int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0
            ? count
            : throw CheckedArchive.Damaged();
    }

    private bool IsTable(string localName) => reader.LocalName == localName && reader.NamespaceURI == OdsNames.Table;

    private bool MoveNext()
    {
        if (onNextNode)
        {
            onNextNode = false;
            return !reader.EOF;
        }

        return reader.Read();
    }

    private void SkipElement()
    {
        // Skipping lands on the node after the element, which the next move must not step over.
        reader.Skip();
        onNextNode = true;
    }
}
