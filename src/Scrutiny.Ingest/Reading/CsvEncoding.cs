using System.Text;
using System.Text.Unicode;

namespace Scrutiny.Ingest.Reading;

/// <summary>Which encoding a CSV is in, decided from its first bytes and what its source declares.</summary>
/// <param name="Encoding">The encoding of the bytes after the mark.</param>
/// <param name="MarkLength">Bytes of byte-order mark to skip.</param>
/// <param name="Guessed">
/// Windows-1252 was assumed because the bytes are not UTF-8. Any byte sequence is valid Windows-1252, so a guess is held
/// to more than a declaration is: see <see cref="CsvByteStream"/>.
/// </param>
internal sealed record CsvEncoding(Encoding Encoding, int MarkLength, bool Guessed)
{
    internal static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <param name="start">The first bytes of the file.</param>
    /// <param name="whole">Whether <paramref name="start"/> is the whole file.</param>
    /// <param name="declared">What the source declares, or null.</param>
    /// <exception cref="ArgumentException">The declared encoding does not exist.</exception>
    internal static CsvEncoding Detect(ReadOnlySpan<byte> start, bool whole, string? declared)
    {
        // A mark is a fact about the bytes; a declaration is a belief about the publisher.
        if (start is [0xEF, 0xBB, 0xBF, ..])
        {
            return new CsvEncoding(Utf8, 3, Guessed: false);
        }

        if (start is [0xFF, 0xFE, ..])
        {
            return new CsvEncoding(new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), 2, Guessed: false);
        }

        if (start is [0xFE, 0xFF, ..])
        {
            return new CsvEncoding(new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), 2, Guessed: false);
        }

        if (declared is not null)
        {
            return new CsvEncoding(Named(declared), 0, Guessed: false);
        }

        int complete = whole ? start.Length : start.Length - Utf8Tail(start);
        return System.Text.Unicode.Utf8.IsValid(start[..complete])
            ? new CsvEncoding(Utf8, 0, Guessed: false)
            : new CsvEncoding(Windows1252, 0, Guessed: true);
    }

    /// <summary>The text of the first bytes, good enough to find the separator in; not for anyone to read.</summary>
    internal string Preview(ReadOnlySpan<byte> start)
    {
        Encoding lenient = (Encoding)Encoding.Clone();
        lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
        return lenient.GetString(start[Math.Min(MarkLength, start.Length)..]);
    }

    /// <summary>How many bytes at the end begin a UTF-8 sequence that the next bytes may complete.</summary>
    internal static int Utf8Tail(ReadOnlySpan<byte> bytes)
    {
        for (int back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            byte next = bytes[^back];
            if (next >= 0xC0)
            {
                int needed = next >= 0xF0 ? 4 : next >= 0xE0 ? 3 : 2;
                return needed > back ? back : 0;
            }

            if (next < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }

    private static Encoding Named(string declared)
    {
        Encoding known = CodePagesEncodingProvider.Instance.GetEncoding(declared) ?? Encoding.GetEncoding(declared);
        return known.CodePage switch
        {
            65001 => Utf8,
            1252 => Windows1252,
            _ => Encoding.GetEncoding(known.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback),
        };
    }
}
