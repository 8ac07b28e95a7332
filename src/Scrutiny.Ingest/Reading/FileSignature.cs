using System.Text;

namespace Scrutiny.Ingest.Reading;

/// <summary>Recognises formats by their first bytes, and says in one sentence why a file is no table.</summary>
internal static class FileSignature
{
    internal static bool IsZip(ReadOnlySpan<byte> start) => start.StartsWith("PK\u0003\u0004"u8) || start.StartsWith("PK\u0005\u0006"u8);

    internal static bool IsGzip(ReadOnlySpan<byte> start) => start is [0x1F, 0x8B, ..];

    /// <param name="start">The first bytes.</param>
    /// <param name="whole">The file itself where it can be searched, else null.</param>
    /// <exception cref="UnreadableFileException">The file is of a known format that is not a CSV, or is empty.</exception>
    internal static void RefuseWhatIsNotText(ReadOnlySpan<byte> start, Stream? whole)
    {
        string? reason = start switch
        {
            [0xD0, 0xCF, 0x11, 0xE0, ..] => whole is not null && IsEncryptedWorkbook(whole)
                ? "This workbook is protected by a password: save it without one and deliver it again."
                : "This is an old Excel workbook (.xls), which this program does not read: save it as .xlsx or .csv and deliver it again.",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] =>
                "This is a PDF, which holds pages and not a table: ask the publisher for the figures as .xlsx, .ods or .csv.",
            _ => WhyTextIsNoTable(start),
        };

        if (reason is not null)
        {
            throw new UnreadableFileException(reason);
        }
    }

    private static string? WhyTextIsNoTable(ReadOnlySpan<byte> start)
    {
        string text = CsvEncoding.Detect(start, whole: false, declared: null).Preview(start[..Math.Min(start.Length, 4096)]);
        ReadOnlySpan<char> first = text.AsSpan().TrimStart("\uFEFF \t\r\n");

        if (first.IsEmpty)
        {
            return "This file is empty: obtain it again from the publisher.";
        }

        if (first.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || first.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            return "This is a web page and not a table, perhaps an error page that was saved in its place: open the address in a browser and obtain the file itself.";
        }

        if (first.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase))
        {
            return "This is an XML document, which this program does not read as a table: obtain the figures as .xlsx, .ods or .csv.";
        }

        // No text has these; NUL is left to whoever tells UTF-16 without a mark from the rest.
        int marks = text.Count(letter => char.IsControl(letter) && letter is not ('\0' or '\t' or '\r' or '\n' or '\f' or '\u001a' or '\u0085'));
        return marks > 8 && marks * 50 > text.Length
            ? "This file is neither text nor a workbook: it is damaged, encrypted, or of a kind that this program does not read. Open it where it came from; if it opens there, save it as .xlsx, .ods or .csv and deliver that, else obtain it again."
            : null;
    }

    /// <summary>Whether the text begins as JSON does. "[x] = not available" and "[note 1]" open many a CSV, so a bracket alone does not tell.</summary>
    internal static bool IsJson(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> first = start[(start.StartsWith("\uFEFF"u8) ? 3 : 0)..].TrimStart(" \t\r\n"u8);
        if (first.IsEmpty)
        {
            return false;
        }

        ReadOnlySpan<byte> next = first[1..].TrimStart(" \t\r\n"u8);
        return first[0] switch
        {
            (byte)'{' => next is [(byte)'"' or (byte)'}', ..],
            (byte)'[' => next is [(byte)'{' or (byte)'[' or (byte)'"' or (byte)']', ..],
            _ => false,
        };
    }

    /// <summary>An encrypted workbook is wrapped in the container format of old Excel, under a name that tells.</summary>
    private static bool IsEncryptedWorkbook(Stream whole)
    {
        byte[] name = Encoding.Unicode.GetBytes("EncryptedPackage");
        byte[] window = new byte[64 * 1024];
        int kept = 0;
        whole.Position = 0;
        while (true)
        {
            int read = whole.Read(window.AsSpan(kept));
            if (read == 0)
            {
                return false;
            }

            ReadOnlySpan<byte> searched = window.AsSpan(0, kept + read);
            if (searched.IndexOf(name) >= 0)
            {
                return true;
            }

            kept = Math.Min(name.Length - 1, searched.Length);
            searched[^kept..].CopyTo(window);
        }
    }
}
