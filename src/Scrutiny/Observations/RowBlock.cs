using System.Buffers;
using System.IO.Compression;
using System.Text.Json;

namespace Scrutiny.Observations;

/// <summary>
/// Rows of a file as they stood in it, packed a few hundred to a block with their table's headings: what a receipt shows. Rows of a
/// block are consecutive in the file, though rows that yielded no figure are left out.
/// </summary>
public static class RowBlock
{
    /// <summary>Rows to a block: enough to pack well, few enough to unpack for one receipt.</summary>
    public const int Rows = 500;

    /// <summary>Packs rows.</summary>
    /// <param name="headings">The table's column headings.</param>
    /// <param name="rows">Row numbers and cells as displayed.</param>
    public static byte[] Pack(IReadOnlyList<string> headings, IReadOnlyList<FileRow> rows)
    {
        ArgumentNullException.ThrowIfNull(headings);
        ArgumentNullException.ThrowIfNull(rows);
        // Written by hand: a serialiser takes as long for millions of rows as reading them does.
        var plain = new ArrayBufferWriter<byte>(1 << 16);
        using (var json = new Utf8JsonWriter(plain, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            WriteTexts(json, nameof(Content.Headings), headings);
            json.WriteStartArray(nameof(Content.Rows));
            foreach (var row in rows)
            {
                json.WriteStartObject();
                json.WriteNumber(nameof(FileRow.Number), row.Number);
                WriteTexts(json, nameof(FileRow.Cells), row.Cells);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain.WrittenSpan);
        }

        return packed.ToArray();
    }

    /// <summary>The headings and one row; null where the block does not hold it.</summary>
    /// <param name="block">A packed block.</param>
    /// <param name="number">The row's number in the file.</param>
    public static FileRowWithHeadings? Find(byte[] block, int number)
    {
        using var gzip = new GZipStream(new MemoryStream(block), CompressionMode.Decompress);
        var content = JsonSerializer.Deserialize<Content>(gzip)!;
        return content.Rows.FirstOrDefault(row => row.Number == number) is { } found ? new FileRowWithHeadings(content.Headings, found) : null;
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < texts.Count; i++)
        {
            json.WriteStringValue(texts[i]);
        }

        json.WriteEndArray();
    }

    private sealed record Content(IReadOnlyList<string> Headings, IReadOnlyList<FileRow> Rows);
}

/// <summary>One row of a file.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Cells">Its cells as displayed.</param>
public sealed record FileRow(int Number, IReadOnlyList<string> Cells);

/// <summary>One row of a file under its table's headings.</summary>
/// <param name="Headings">The column headings.</param>
/// <param name="Row">The row.</param>
public sealed record FileRowWithHeadings(IReadOnlyList<string> Headings, FileRow Row);
