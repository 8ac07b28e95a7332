using System.Buffers.Binary;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Observations;
using Scrutiny.Periods;

namespace Scrutiny.Ingest.Parsing;

/// <summary>
/// Reads what a parser says and passes it on. Nothing is believed: a figure must be of a measure, area and breakdown that are declared,
/// have a real period and status, and refer to what was said before.
/// </summary>
internal sealed class FrameReader(Stream input, Catalogue catalogue, IParsedSink sink, ParsedFile parsed)
{
    private const int MostNotes = 10_000;
    private const int MostSheets = 10_000;
    private const int MostSeries = 1_000_000;
    private const int BufferBytes = 64 * 1024;
    private static readonly ObservationStatus LastStatus = Enum.GetValues<ObservationStatus>().Max();

    private readonly List<(string Measure, string Area, string Breakdown)> series = [];
    private readonly List<string> sheets = [];
    private byte[] buffer = new byte[BufferBytes];
    private int start;
    private int end;

    /// <summary>Reads to the end of the file.</summary>
    /// <returns>Why the file can't be used; null where all of it was read.</returns>
    /// <exception cref="BadFrameException">The parser ended early or made no sense.</exception>
    public string? Read()
    {
        while (true)
        {
            Need(FrameWriter.HeaderBytes);
            var kind = (FrameKind)buffer[start];
            var length = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(start + 1));
            if (length is < 0 or > FrameWriter.LongestContentBytes)
            {
                throw new BadFrameException();
            }

            Need(FrameWriter.HeaderBytes + length);
            var content = new FrameContent(buffer.AsSpan(start + FrameWriter.HeaderBytes, length));
            start += FrameWriter.HeaderBytes + length;
            var refusal = kind == FrameKind.Refusal ? content.Text() : null;
            if (refusal is null && kind != FrameKind.End)
            {
                Take(kind, ref content);
            }

            if (!content.Ended)
            {
                throw new BadFrameException();
            }

            if (refusal is not null || kind == FrameKind.End)
            {
                return refusal;
            }
        }
    }

    private void Take(FrameKind kind, ref FrameContent content)
    {
        switch (kind)
        {
            case FrameKind.Figure:
                TakeFigure(ref content);
                break;
            case FrameKind.Series when series.Count < MostSeries:
                series.Add(Declared(content.Text(), content.Text(), content.Text()));
                break;
            case FrameKind.Sheet when sheets.Count < MostSheets:
                sheets.Add(content.Text());
                break;
            case FrameKind.Reject:
                var row = content.Number();
                sink.Reject(new Reject(Sheet: content.OptionalText(), row == 0 ? null : row, Column: content.OptionalText(), Raw: content.OptionalText(), Reason: content.Text()));
                break;
            case FrameKind.Rows:
                sink.Keep(new PackedRows(Of(sheets, content.Number()), content.Number(), content.Number(), content.Bytes()));
                break;
            case FrameKind.Note when parsed.Notes.Count < MostNotes:
                parsed.Notes.Add(content.Text());
                break;
            case FrameKind.StatedTotal:
                parsed.StatedTotals[content.Number()] = content.Decimal();
                break;
            case FrameKind.Saved:
                parsed.Saved = content.Long() is var ticks && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : throw new BadFrameException();
                break;
            case FrameKind.RowsRead:
                parsed.RowsRead = content.Long();
                CrashPoints.Pass(CrashPoint.RowsRead);
                break;
            case FrameKind.Series:
            case FrameKind.Sheet:
            case FrameKind.Note:
            case FrameKind.Refusal:
            case FrameKind.End:
            default:
                // Also a byte that is no kind: it comes from another process.
                throw new BadFrameException();
        }
    }

    private void TakeFigure(ref FrameContent content)
    {
        var parts = (FigureParts)content.Byte();
        var status = (ObservationStatus)content.Byte();
        var (measure, area, breakdown) = Of(series, content.Number());
        var period = new Period(content.Date(), content.Date());
        var sheet = Of(sheets, content.Number());
        var (row, column) = (content.Number(), content.Number());
        decimal? value = parts.HasFlag(FigureParts.Value) ? content.Decimal() : null;
        decimal? numerator = parts.HasFlag(FigureParts.Numerator) ? content.Decimal() : null;
        decimal? denominator = parts.HasFlag(FigureParts.Denominator) ? content.Decimal() : null;
        var raw = content.Text();
        var displayed = parts.HasFlag(FigureParts.Displayed) ? content.Text() : raw;
        var counted = parts.HasFlag(FigureParts.Counted) ? new CountedRows(content.Number(), parts.HasFlag(FigureParts.Ranges) ? content.Text() : null) : null;
        if ((parts & ~FigureParts.All) != 0 || status > LastStatus || status.IsAbsent() != value is null || period.From > period.To || row < 1 || column < 1 || counted is { Count: < 1 })
        {
            throw new BadFrameException();
        }

        sink.Add(new Figure(measure, area, breakdown, period, value, numerator, denominator, status, sheet, row, column, raw, displayed, counted));
    }

    private (string Measure, string Area, string Breakdown) Declared(string measure, string area, string breakdown) =>
        catalogue.Measures.TryGetValue(measure, out var declared) && catalogue.Areas.ByCode.ContainsKey(area)
        && (breakdown == "total" || declared.Value.Breakdowns.Any(known => known.Key == breakdown))
            ? (measure, area, breakdown)
            : throw new BadFrameException();

    private int ReadSome()
    {
        try
        {
            return input.Read(buffer, end, buffer.Length - end);
        }
        catch (IOException)
        {
            throw new BadFrameException();
        }
    }

    private static T Of<T>(List<T> said, int number) => number < said.Count ? said[number] : throw new BadFrameException();

    private void Need(int count)
    {
        if (end - start >= count)
        {
            return;
        }

        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (buffer.Length < count)
        {
            Array.Resize(ref buffer, count);
        }

        while (end < count)
        {
            var read = ReadSome();
            end += read > 0 ? read : throw new BadFrameException();
        }
    }
}
