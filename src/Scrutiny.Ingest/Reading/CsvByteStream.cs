using System.Buffers;
using System.Globalization;
using System.Text;

namespace Scrutiny.Ingest.Reading;

/// <summary>
/// The bytes of a CSV as UTF-8 that has been checked: a byte that is not text ends the load with the line it stands on,
/// instead of becoming a wrong letter in somebody's name. It also keeps comment lines, which the parser drops.
/// </summary>
internal sealed class CsvByteStream : ForwardStream
{
    private const int ChunkBytes = 64 * 1024;
    private const int LongestCommentBytes = 64 * 1024;

    // They are held until the record that follows them.
    private const int MostCommentBytes = 4 * 1024 * 1024;
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    // The five bytes to which Windows-1252 gives no character. The framework maps them to control characters.
    private static readonly SearchValues<byte> Undefined1252 = SearchValues.Create(0x81, 0x8D, 0x8F, 0x90, 0x9D);
    private static readonly byte[][] Windows1252AsUtf8 = MapWindows1252();

    private readonly Stream source;
    private readonly bool windows1252;
    private readonly bool guessed;
    private readonly byte? comment;
    private readonly Queue<(int Line, string Text)> comments = new();
    private readonly byte[] raw = new byte[ChunkBytes];
    private readonly byte[] text;
    private readonly ArrayBufferWriter<byte> commentLine = new();
    private int carriedFrom;
    private int carried;
    private int textStart;
    private int textEnd;
    private bool ended;
    private int line = 1;
    private bool atLineStart = true;
    private bool afterCarriageReturn;
    private bool inComment;
    private long commentBytes;

    /// <param name="source">The bytes from the start of the file, mark included; disposed with this stream.</param>
    /// <param name="encoding">Their encoding.</param>
    /// <param name="comment">The first byte of comment lines, or null.</param>
    internal CsvByteStream(Stream source, CsvEncoding encoding, byte? comment)
    {
        source.ReadExactly(new byte[encoding.MarkLength]);
        windows1252 = encoding.Encoding == CsvEncoding.Windows1252;
        guessed = encoding.Guessed;
        this.comment = comment;
        this.source = windows1252 || encoding.Encoding == CsvEncoding.Utf8
            ? source
            : Encoding.CreateTranscodingStream(source, encoding.Encoding, CsvEncoding.Utf8);
        text = windows1252 ? new byte[ChunkBytes * 3] : raw;
    }

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>
    /// The next line that starts with the comment character, below a line number. A line inside a quoted field is offered
    /// too; only the parser knows the difference.
    /// </summary>
    internal bool TryTakeComment(int beforeLine, out int number, out string comment)
    {
        if (comments.TryPeek(out (int Line, string Text) next) && next.Line < beforeLine)
        {
            (number, comment) = comments.Dequeue();
            return true;
        }

        (number, comment) = (0, "");
        return false;
    }

    public override int Read(Span<byte> buffer)
    {
        if (textStart == textEnd && !Fill())
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, textEnd - textStart);
        text.AsSpan(textStart, count).CopyTo(buffer);
        textStart += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        while (!ended)
        {
            // An incomplete UTF-8 sequence at the end of the last chunk stands first in this one.
            if (carried > 0)
            {
                raw.AsSpan(carriedFrom, carried).CopyTo(raw);
            }

            int read = ReadSource(raw.AsSpan(carried));
            ended = read == 0;
            int available = carried + read;
            carried = 0;
            ReadOnlySpan<byte> chunk = raw.AsSpan(0, available);

            if (!windows1252)
            {
                carried = ended ? 0 : CsvEncoding.Utf8Tail(chunk);
                chunk = chunk[..^carried];
                CheckUtf8(chunk);
            }
            else if (guessed)
            {
                carried = ended ? 0 : CsvEncoding.Utf8Tail(chunk);
                chunk = chunk[..^carried];
                CheckGuess(chunk);
            }

            carriedFrom = chunk.Length;
            CheckNoZero(chunk);
            textStart = 0;
            textEnd = windows1252 ? ToUtf8(chunk) : chunk.Length;
            FollowLines(text.AsSpan(0, textEnd));

            if (ended && inComment)
            {
                KeepComment();
            }

            if (textEnd > 0)
            {
                return true;
            }
        }

        return false;
    }

    private int ReadSource(Span<byte> into)
    {
        try
        {
            return source.Read(into);
        }
        catch (DecoderFallbackException invalid)
        {
            throw new UnreadableFileException(
                $"Near line {Show(line)} this file is not the text that its encoding says it is: declare the right encoding in the source, or ask the publisher for a file in UTF-8.",
                invalid);
        }
    }

    private void CheckUtf8(ReadOnlySpan<byte> chunk)
    {
        if (System.Text.Unicode.Utf8.IsValid(chunk))
        {
            return;
        }

        int at = 0;
        while (Rune.DecodeFromUtf8(chunk[at..], out _, out int length) == OperationStatus.Done)
        {
            at += length;
        }

        throw new UnreadableFileException(
            $"Line {Show(LineAt(chunk, at))} holds bytes that are not UTF-8 though the lines before it are: declare the file's encoding in the source (often windows-1252), or ask the publisher for a file in UTF-8.");
    }

    /// <summary>
    /// A guess of Windows-1252 must not turn UTF-8 into "Â£": a run that is valid UTF-8 hardly ever occurs in it, so a file
    /// with both is mixed, and only a person can say what was meant.
    /// </summary>
    private void CheckGuess(ReadOnlySpan<byte> chunk)
    {
        int at = 0;
        while (true)
        {
            int step = chunk[at..].IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (step < 0)
            {
                return;
            }

            at += step;
            bool isUtf8 = Rune.DecodeFromUtf8(chunk[at..], out _, out _) == OperationStatus.Done;
            if (isUtf8 || Undefined1252.Contains(chunk[at]))
            {
                throw new UnreadableFileException(
                    $"Line {Show(LineAt(chunk, at))} cannot be told apart as UTF-8 or Windows-1252 (the file holds bytes of both kinds): declare the file's encoding in the source, or ask the publisher for a file in UTF-8.");
            }

            at++;
        }
    }

    private void CheckNoZero(ReadOnlySpan<byte> chunk)
    {
        int zero = chunk.IndexOf((byte)0);
        if (zero >= 0)
        {
            throw new UnreadableFileException(
                $"Line {Show(LineAt(chunk, zero))} holds NUL bytes, so this is not a text file (or it is UTF-16 without a byte-order mark): check what was delivered, or declare the encoding utf-16 in the source.");
        }
    }

    private int LineAt(ReadOnlySpan<byte> chunk, int position)
    {
        FollowLines(chunk[..position]);
        return line;
    }

    /// <summary>Counts lines ended by LF, CRLF or CR, and keeps the comment lines among them.</summary>
    private void FollowLines(ReadOnlySpan<byte> chunk)
    {
        while (chunk.Length > 0)
        {
            if (afterCarriageReturn)
            {
                afterCarriageReturn = false;
                if (chunk[0] == '\n')
                {
                    chunk = chunk[1..];
                    continue;
                }
            }

            if (atLineStart)
            {
                inComment = comment is byte first && chunk[0] == first;
                atLineStart = false;
            }

            int end = chunk.IndexOfAny(LineEnds);
            if (inComment)
            {
                ReadOnlySpan<byte> part = end < 0 ? chunk : chunk[..end];
                commentLine.Write(part[..Math.Min(part.Length, LongestCommentBytes - commentLine.WrittenCount)]);
            }

            if (end < 0)
            {
                return;
            }

            if (inComment)
            {
                KeepComment();
            }

            afterCarriageReturn = chunk[end] == '\r';
            line++;
            atLineStart = true;
            chunk = chunk[(end + 1)..];
        }
    }

    private void KeepComment()
    {
        commentBytes += commentLine.WrittenCount;
        if (commentBytes > MostCommentBytes)
        {
            throw new UnreadableFileException($"Line {Show(line)}: the comment lines of this file are longer together than any table's notes: ask the publisher for a corrected file.");
        }

        comments.Enqueue((line, Encoding.UTF8.GetString(commentLine.WrittenSpan)));
        commentLine.ResetWrittenCount();
        inComment = false;
    }

    private int ToUtf8(ReadOnlySpan<byte> chunk)
    {
        int length = 0;
        while (chunk.Length > 0)
        {
            int ascii = chunk.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            ReadOnlySpan<byte> plain = ascii < 0 ? chunk : chunk[..ascii];
            plain.CopyTo(text.AsSpan(length));
            length += plain.Length;
            chunk = chunk[plain.Length..];

            if (chunk.Length > 0)
            {
                byte[] letter = Windows1252AsUtf8[chunk[0]];
                letter.CopyTo(text, length);
                length += letter.Length;
                chunk = chunk[1..];
            }
        }

        return length;
    }

    private static byte[][] MapWindows1252() =>
        [.. Enumerable.Range(0, 256).Select(value => Encoding.UTF8.GetBytes(CsvEncoding.Windows1252.GetString([(byte)value])))];

    private static string Show(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
