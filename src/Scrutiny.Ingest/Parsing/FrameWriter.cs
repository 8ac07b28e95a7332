using System.Buffers.Binary;
using System.Text;
using Scrutiny.Ingest.Mapping;

namespace Scrutiny.Ingest.Parsing;

/// <summary>
/// Writes what was read as frames: a kind, the length of the content, the content. Numbers are seven bits to a byte, low ones first;
/// texts are UTF-8 after their length; decimals are their four 32-bit parts. What repeats (series, sheets) is said once and then by number.
/// </summary>
internal sealed class FrameWriter : IFigureSink
{
    /// <summary>A kind and a length.</summary>
    public const int HeaderBytes = 5;

    /// <summary>Longer content is no frame of ours: a block of rows is the longest.</summary>
    public const int LongestContentBytes = 16 * 1024 * 1024;

    // What a figure takes besides its texts, amply.
    private const int FigureBytes = 128;
    private const int BufferBytes = 64 * 1024;

    private readonly Stream output;
    private readonly RowPacker packer;
    private readonly Dictionary<(string Measure, string Area, string Breakdown), int> series = [];
    private readonly Dictionary<string, int> sheets = [];
    private byte[] buffer = new byte[BufferBytes];
    private int filled;
    private int started;

    public FrameWriter(Stream output)
    {
        this.output = output;
        packer = new RowPacker(Keep);
    }

    public void Add(in Figure figure)
    {
        if (!series.TryGetValue((figure.Measure, figure.Area, figure.Breakdown), out var number))
        {
            series[(figure.Measure, figure.Area, figure.Breakdown)] = number = series.Count;
            Begin(FrameKind.Series, Longest(figure.Measure) + Longest(figure.Area) + Longest(figure.Breakdown));
            Write(figure.Measure);
            Write(figure.Area);
            Write(figure.Breakdown);
            Finish();
        }

        var sheet = SheetNumber(figure.Sheet);
        var ranges = figure.Counted?.Ranges;
        Begin(FrameKind.Figure, FigureBytes + Longest(figure.Raw) + Longest(figure.Displayed) + Longest(ranges));
        buffer[filled++] = (byte)(
            (figure.Value is null ? FigureParts.None : FigureParts.Value)
            | (figure.Numerator is null ? FigureParts.None : FigureParts.Numerator)
            | (figure.Denominator is null ? FigureParts.None : FigureParts.Denominator)
            | (figure.Displayed == figure.Raw ? FigureParts.None : FigureParts.Displayed)
            | (figure.Counted is null ? FigureParts.None : FigureParts.Counted)
            | (ranges is null ? FigureParts.None : FigureParts.Ranges));
        buffer[filled++] = (byte)figure.Status;
        Write((uint)number);
        Write((uint)figure.Period.From.DayNumber);
        Write((uint)figure.Period.To.DayNumber);
        Write((uint)sheet);
        Write((uint)figure.Row);
        Write((uint)figure.Column);
        Write(figure.Value);
        Write(figure.Numerator);
        Write(figure.Denominator);
        Write(figure.Raw);
        if (figure.Displayed != figure.Raw)
        {
            Write(figure.Displayed);
        }

        if (figure.Counted is { } counted)
        {
            Write((uint)counted.Count);
            if (ranges is not null)
            {
                Write(ranges);
            }
        }

        Finish();
    }

    public void Reject(Reject reject)
    {
        Begin(FrameKind.Reject, HeaderBytes + Longest(reject.Sheet) + Longest(reject.Column) + Longest(reject.Raw) + Longest(reject.Reason));
        Write((uint)(reject.Row ?? 0));
        WriteOptional(reject.Sheet);
        WriteOptional(reject.Column);
        WriteOptional(reject.Raw);
        Write(reject.Reason);
        Finish();
    }

    /// <summary>Whether rows that yielded figures are wanted for receipts.</summary>
    public bool KeepsRows { get; init; } = true;

    public void KeepRow(string sheet, int row, IReadOnlyList<string> headings, IReadOnlyList<string> cells)
    {
        if (KeepsRows)
        {
            packer.Add(sheet, row, headings, cells);
        }
    }

    public void Saved(DateTimeOffset moment)
    {
        Begin(FrameKind.Saved, sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(filled), moment.UtcTicks);
        filled += sizeof(long);
        Finish();
    }

    public void Note(string sentence) => Text(FrameKind.Note, sentence);

    public void RowsRead(long rows)
    {
        Begin(FrameKind.RowsRead, sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(filled), rows);
        filled += sizeof(long);
        Finish();
    }

    /// <summary>Says at once how many rows were read so far.</summary>
    public void Progress(long rows)
    {
        RowsRead(rows);
        Flush();
    }

    public void StatedTotal(int check, decimal total)
    {
        Begin(FrameKind.StatedTotal, HeaderBytes + sizeof(decimal));
        Write((uint)check);
        Write(total);
        Finish();
    }

    public void Refusal(string sentence)
    {
        Text(FrameKind.Refusal, sentence);
        Flush();
    }

    public void End()
    {
        packer.Pack();
        Begin(FrameKind.End, 0);
        Finish();
        Flush();
    }

    private void Keep(PackedRows rows)
    {
        var sheet = SheetNumber(rows.Sheet);
        Begin(FrameKind.Rows, (4 * HeaderBytes) + rows.Content.Length);
        Write((uint)sheet);
        Write((uint)rows.FirstRow);
        Write((uint)rows.LastRow);
        Write((uint)rows.Content.Length);
        rows.Content.CopyTo(buffer, filled);
        filled += rows.Content.Length;
        Finish();
    }

    private int SheetNumber(string name)
    {
        if (sheets.TryGetValue(name, out var number))
        {
            return number;
        }

        Text(FrameKind.Sheet, name);
        return sheets[name] = sheets.Count;
    }

    private void Text(FrameKind kind, string text)
    {
        Begin(kind, Longest(text));
        Write(text);
        Finish();
    }

    private void Begin(FrameKind kind, int longest)
    {
        longest += HeaderBytes;
        if (buffer.Length - filled < longest)
        {
            Flush();
            if (buffer.Length < longest)
            {
                buffer = new byte[longest];
            }
        }

        started = filled;
        buffer[filled] = (byte)kind;
        filled += HeaderBytes;
    }

    private void Finish() => BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(started + 1), filled - started - HeaderBytes);

    private void Flush()
    {
        output.Write(buffer, 0, filled);
        filled = 0;
        if (buffer.Length > BufferBytes)
        {
            buffer = new byte[BufferBytes];
        }
    }

    private static int Longest(string? text) => HeaderBytes + Encoding.UTF8.GetMaxByteCount(text?.Length ?? 0);

    private void Write(uint number)
    {
        while (number > 0x7F)
        {
            buffer[filled++] = (byte)(number | 0x80);
            number >>= 7;
        }

        buffer[filled++] = (byte)number;
    }

    private void Write(decimal? number)
    {
        if (number is not { } value)
        {
            return;
        }

        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        foreach (var part in parts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(filled), part);
            filled += sizeof(int);
        }
    }

    private void Write(string text)
    {
        // Most texts are short: their length takes one byte, which is filled in afterwards.
        if (text.Length * 3 <= 0x7F)
        {
            var bytes = Encoding.UTF8.GetBytes(text, buffer.AsSpan(filled + 1));
            buffer[filled] = (byte)bytes;
            filled += bytes + 1;
            return;
        }

        Write((uint)Encoding.UTF8.GetByteCount(text));
        filled += Encoding.UTF8.GetBytes(text, buffer.AsSpan(filled));
    }

    private void WriteOptional(string? text)
    {
        buffer[filled++] = text is null ? (byte)0 : (byte)1;
        if (text is not null)
        {
            Write(text);
        }
    }
}
