using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace Scrutiny.Ingest.Reading;

/// <summary>An XLSX whose parts have all been checked, read row by row.</summary>
internal sealed class XlsxWorkbook : IWorkbook
{
    private readonly CheckedArchive archive;
    private readonly IExcelDataReader reader;
    private readonly List<string> parts;
    private readonly Dictionary<string, XlsxSheetScan> scans;
    private readonly Dictionary<int, HiddenParts> leftOut = [];
    private readonly CancellationToken cancel;
    private int current;
    private bool started;
    private int enumeration;

    static XlsxWorkbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private XlsxWorkbook(
        CheckedArchive archive,
        IExcelDataReader reader,
        List<string> parts,
        Dictionary<string, XlsxSheetScan> scans,
        DateTimeOffset? modified,
        CancellationToken cancel)
    {
        this.archive = archive;
        this.reader = reader;
        this.parts = parts;
        this.scans = scans;
        this.cancel = cancel;
        Modified = modified;
    }

    public string Format => "xlsx";

    public DateTimeOffset? Modified { get; }

    public IEnumerable<ISheet> Sheets()
    {
        for (int index = 0; index < parts.Count; index++)
        {
            cancel.ThrowIfCancellationRequested();
            Guarded(() => Seek(index));
            bool hidden = !string.Equals(reader.VisibleState, "visible", StringComparison.OrdinalIgnoreCase);
            yield return new XlsxSheet(this, index, reader.Name, hidden);
        }
    }

    public void Dispose()
    {
        reader.Dispose();
        archive.Dispose();
    }

    internal static XlsxWorkbook Open(FileStream file, CheckedArchive archive, ReadingOptions options, CancellationToken cancel)
    {
        var scans = XlsxScan.Check(archive, options, cancel);
        List<string> parts = XlsxOutline.SheetParts(archive);
        DateTimeOffset? modified = DocumentStamp.Read(archive, "docProps/core.xml");

        // The archive is done with the file from here on, but closes it at the end.
        file.Position = 0;
        IExcelDataReader reader = Guarded(() => ExcelReaderFactory.CreateOpenXmlReader(new UnownedStream(file)));
        if (reader.ResultsCount != parts.Count)
        {
            reader.Dispose();
            throw CheckedArchive.Damaged();
        }

        return new XlsxWorkbook(archive, reader, parts, scans, modified, cancel);
    }

    internal IEnumerable<Row> Rows(int index)
    {
        int own = ++enumeration;
        Guarded(() => Seek(index));
        started = true;
        Row row = new();
        XlsxSheetScan? scan = scans.GetValueOrDefault(parts[index]);
        HiddenParts hidden = leftOut[index] = new();

        while (Guarded(reader.Read))
        {
            cancel.ThrowIfCancellationRequested();
            row.Begin(reader.Depth + 1);
            Guarded(() => Fill(row, scan, hidden));
            if (row.Count > 0 && scan?.IsRowHidden(row.Number) == true)
            {
                hidden.AddRows(row.Number, row.Number);
            }
            else if (row.Count > 0)
            {
                yield return row;
                if (own != enumeration)
                {
                    throw new InvalidOperationException("Another enumeration of this workbook's rows has ended this one.");
                }
            }
        }
    }

    internal string? LeftOut(int index) => leftOut.GetValueOrDefault(index)?.Places();

    private bool Seek(int index)
    {
        if (current > index || (current == index && started))
        {
            reader.Reset();
            (current, started) = (0, false);
        }

        while (current < index)
        {
            reader.NextResult();
            current++;
            started = false;
        }

        return true;
    }

    private bool Fill(Row row, XlsxSheetScan? scan, HiddenParts hidden)
    {
        for (int column = 0; column < reader.FieldCount; column++)
        {
            Cell cell = scan is not null && scan.Errors.TryGetValue((row.Number, column + 1), out string? error)
                ? Cell.Of(error)
                : reader.GetValue(column) is { } value ? ToCell(value, reader.GetNumberFormatString(column)) : Cell.Empty;
            if (cell.IsEmpty)
            {
                continue;
            }

            if (scan?.IsColumnHidden(column + 1) == true)
            {
                hidden.AddColumn(column);
            }
            else
            {
                row.Set(column, cell);
            }
        }

        return true;
    }

    private static Cell ToCell(object value, string? format)
    {
        switch (value)
        {
            case string text:
                return Cell.Of(text);
            case bool truth:
                return Cell.Of(truth ? "TRUE" : "FALSE");
            case DateTime moment:
                string date = moment.TimeOfDay == TimeSpan.Zero
                    ? moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
                    : moment.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
                return new Cell(date, DateFormat.Display(moment, format) ?? date);
            case TimeSpan duration:
                return Cell.Of(string.Create(CultureInfo.InvariantCulture,
                    $"{(long)duration.TotalHours}:{Math.Abs(duration.Minutes):00}:{Math.Abs(duration.Seconds):00}"));
            case IConvertible number:
                double stored = number.ToDouble(CultureInfo.InvariantCulture);
                return new Cell(stored.ToString("R", CultureInfo.InvariantCulture), NumberFormat.Display(stored, format));
            default:
                return Cell.Of(value.ToString() ?? "");
        }
    }

    /// <summary>
    /// The library answers damaged content with whatever exception it happens to run into. The content is the cause of
    /// all of them: the file is open and within its limits, so nothing else is left.
    /// </summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is not (UnreadableFileException or IOException or OutOfMemoryException))
        {
            throw CheckedArchive.Damaged(fault);
        }
    }
}
