using System.Globalization;
using System.Xml;

namespace Scrutiny.Ingest.Reading;

/// <summary>
/// Walks every XML part of an XLSX before the library sees it. The library trusts cell references: one cell that claims
/// row two thousand million keeps it busy for minutes.
/// </summary>
internal static class XlsxScan
{
    // The end of Excel's own grid; whatever is outside was not written by a spreadsheet program.
    private const int GridRows = 1_048_576;
    private const int GridColumns = 16_384;
    private const int MaximumMergedRanges = 100_000;
    private const int MaximumStyles = 100_000;
    private const int MaximumErrors = 100_000;
    private const int StringOverheadBytes = 40;

    private static readonly string[] KnownErrors =
        ["#VALUE!", "#N/A", "#DIV/0!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"];

    /// <returns>What was found in each sheet, by part.</returns>
    internal static Dictionary<string, XlsxSheetScan> Check(CheckedArchive archive, ReadingOptions options, CancellationToken cancel)
    {
        Dictionary<string, XlsxSheetScan> scans = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in archive.PartNames)
        {
            cancel.ThrowIfCancellationRequested();
            if (name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase))
            {
                CheckPart(archive, name, scans, options, cancel);
            }
        }

        return scans;
    }

    private static void CheckPart(
        CheckedArchive archive, string name, Dictionary<string, XlsxSheetScan> scans, ReadingOptions options, CancellationToken cancel)
    {
        try
        {
            using XmlReader reader = archive.OpenXml(name);
            switch (reader.MoveToContent() == XmlNodeType.Element ? reader.LocalName : "")
            {
                case "worksheet":
                    CheckSheet(reader, name, scans[name] = new XlsxSheetScan(GridRows, GridColumns), options, cancel);
                    break;
                case "sst":
                    CheckSharedStrings(reader, options);
                    break;
                case "styleSheet":
                    CheckStyles(reader);
                    break;
                default:
                    while (reader.Read())
                    {
                    }

                    break;
            }
        }
        catch (XmlException fault)
        {
            throw SafeXml.Refusal(fault);
        }
    }

    private static void CheckSheet(
        XmlReader reader, string part, XlsxSheetScan scan, ReadingOptions options, CancellationToken cancel)
    {
        bool error = false;
        int row = 0;
        int column = 0;
        int widest = 0;
        int merged = 0;
        int cells = 0;
        int columns = 0;

        TextLength length = new(options.MaximumFieldBytes);
        int cellDepth = int.MaxValue;
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                if (reader.Depth > cellDepth)
                {
                    length.Add(reader);
                }
                else if (reader.NodeType == XmlNodeType.EndElement)
                {
                    cellDepth = int.MaxValue;
                }

                continue;
            }

            switch (reader.LocalName)
            {
                case "row":
                    cancel.ThrowIfCancellationRequested();
                    row = reader.GetAttribute("r") is string stated ? ParseRow(stated, part) : row + 1;
                    (column, cells) = (0, 0);
                    if (row <= GridRows && IsHidden(reader, "ht"))
                    {
                        scan.HideRow(row);
                    }

                    break;
                case "col" when ++columns > GridColumns:
                case "c" when ++cells > GridColumns:
                    throw new UnreadableFileException($"This workbook is damaged ({part} names more columns than a sheet can have): save it again in a spreadsheet program and deliver that.");
                case "col":
                    HideColumns(reader, part, scan);
                    break;
                case "c":
                    (column, row) = reader.GetAttribute("r") is string reference
                        ? ParseReference(reference, part)
                        : (column + 1, row);
                    widest = Math.Max(widest, column);
                    error = reader.GetAttribute("t") == "e";
                    length.Restart();
                    cellDepth = reader.IsEmptyElement ? int.MaxValue : reader.Depth;
                    break;
                case "v" or "is" when !reader.IsEmptyElement && (column > options.MaximumColumns || row > options.MaximumRows):
                    throw TooWide(options, column, row);
                case "v" when error && !reader.IsEmptyElement && reader.Read() && reader.NodeType == XmlNodeType.Text:
                    scan.Errors[(row, column)] = KnownErrors.FirstOrDefault(known => known == reader.Value, "#ERROR!");
                    if (scan.Errors.Count > MaximumErrors)
                    {
                        throw new UnreadableFileException(
                            "A sheet of this workbook holds more than 100,000 formula errors: ask the publisher for a corrected file.");
                    }

                    break;
                case "mergeCell" when ++merged > MaximumMergedRanges:
                    throw new UnreadableFileException(
                        "This workbook merges more cells than any table needs: ask the publisher for the table as .csv.");
                default:
                    break;
            }

            // Formatted but empty cells may lie further out, as long as the library does not have to walk an endless grid.
            if (row > GridRows || widest > GridColumns || (long)row * widest > (long)options.MaximumRows * options.MaximumColumns)
            {
                throw TooWide(options, widest, row);
            }
        }
    }

    private static void HideColumns(XmlReader column, string part, XlsxSheetScan scan)
    {
        int first = ParseRow(column.GetAttribute("min") ?? "", part);
        int last = ParseRow(column.GetAttribute("max") ?? "", part);
        for (int at = first; IsHidden(column, "width") && at <= Math.Min(last, GridColumns); at++)
        {
            scan.HideColumn(at);
        }
    }

    // As told, or made so narrow that nothing shows.
    private static bool IsHidden(XmlReader element, string size) =>
        element.GetAttribute("hidden") is "1" or "true"
        || (double.TryParse(element.GetAttribute(size), NumberStyles.Float, CultureInfo.InvariantCulture, out double measure) && measure <= 0);

    /// <summary>The library holds all of them, so it is what they take in memory that is limited.</summary>
    private static void CheckSharedStrings(XmlReader reader, ReadingOptions options)
    {
        TextLength length = new(options.MaximumFieldBytes);
        long held = 0;
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                length.Restart();
                held += StringOverheadBytes;
            }
            else
            {
                held += length.Add(reader) * sizeof(char);
            }

            if (held > options.MaximumSharedStringsBytes)
            {
                throw new UnreadableFileException(CheckedArchive.UnpacksTooFar(options.MaximumSharedStringsBytes));
            }
        }
    }

    private static void CheckStyles(XmlReader reader)
    {
        int count = 0;
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "xf" or "numFmt" } && ++count > MaximumStyles)
            {
                throw new UnreadableFileException(
                    "This workbook defines more cell styles than any spreadsheet program allows: ask the publisher for the table as .csv.");
            }
        }
    }

    private static UnreadableFileException TooWide(ReadingOptions options, int column, int row) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"A sheet of this workbook reaches row {row:N0}, column {column:N0}, and the limit is {options.MaximumRows:N0} rows and {options.MaximumColumns:N0} columns: ask the publisher for the table as .csv."));

    private static int ParseRow(string stated, string part) =>
        int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out int row) && row > 0 ? row : throw BadReference(stated, part);

    private static (int Column, int Row) ParseReference(string reference, string part)
    {
        int column = 0;
        int at = 0;
        while (at < reference.Length && char.IsAsciiLetterUpper(reference[at]) && at < 4)
        {
            column = (column * 26) + (reference[at] - 'A' + 1);
            at++;
        }

        return column > 0 ? (column, ParseRow(reference[at..], part)) : throw BadReference(reference, part);
    }

    private static UnreadableFileException BadReference(string reference, string part) => new(
        $"This workbook is damaged ({part} speaks of a cell \"{(reference.Length > 20 ? reference[..20] : reference)}\", which cannot exist): save it again in a spreadsheet program and deliver that.");
}
