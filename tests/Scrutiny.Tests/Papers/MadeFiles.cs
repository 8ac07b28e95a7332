using System.IO.Compression;
using System.Text;

namespace Scrutiny.Tests.Papers;

/// <summary>Files as people send them, good ones and others.</summary>
internal static class MadeFiles
{
    public const string Tagged = "/MarkInfo << /Marked true >> /StructTreeRoot 4 0 R /Lang (en-GB)";

    /// <summary>A PDF of one page.</summary>
    /// <param name="catalog">What its catalogue says besides.</param>
    /// <param name="objects">More objects, as they stand in the file.</param>
    public static byte[] Pdf(string catalog = Tagged, string objects = "") => Encoding.Latin1.GetBytes(
        $"%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R {catalog} >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n3 0 obj << /Type /Page /Parent 2 0 R >> endobj\n5 0 obj << /Title (A paper) >> endobj\n{objects}trailer << /Root 1 0 R /Info 5 0 R >>\n%%EOF\n");

    /// <summary>An object stream that holds this text, packed.</summary>
    public static string Packed(string text, string type = "/ObjStm", string filter = "/FlateDecode")
    {
        using var held = new MemoryStream();
        using (var zlib = new ZLibStream(held, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(Encoding.Latin1.GetBytes(text));
        }

        return $"9 0 obj << /Type {type} /N 1 /First 4 /Filter {filter} /Length {held.Length} >>\nstream\n{Encoding.Latin1.GetString(held.ToArray())}\nendstream endobj\n";
    }

    /// <summary>A Word document, with these parts added or put in place of its own.</summary>
    public static byte[] Docx(params (string Name, string Text)[] parts) => Zip(
    [
        ("[Content_Types].xml", """<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""),
        ("word/document.xml", """<w:document xmlns:w="w"><w:body><w:p><w:r><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>Words</w:t></w:r></w:p></w:body></w:document>"""),
        ("docProps/core.xml", """<p xmlns:dc="dc"><dc:title>A paper</dc:title></p>"""),
        .. parts,
    ]);

    /// <summary>An OpenDocument text, likewise.</summary>
    public static byte[] Odt(params (string Name, string Text)[] parts) => Zip(
    [
        ("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<d>Words</d>"), ("styles.xml", """<d xmlns:fo="fo" fo:language="en"/>"""), ("meta.xml", """<d xmlns:dc="dc"><dc:title>A paper</dc:title></d>"""), .. parts,
    ]);

    public static byte[] Zip(IEnumerable<(string Name, string Text)> parts)
    {
        using var held = new MemoryStream();
        using (var archive = new ZipArchive(held, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var part in parts.GroupBy(part => part.Name))
            {
                using var writer = new StreamWriter(archive.CreateEntry(part.Key).Open());
                writer.Write(part.Last().Text);
            }
        }

        return held.ToArray();
    }

    /// <summary>A Word document one of whose parts unpacks to this many bytes.</summary>
    public static byte[] Bomb(long bytes)
    {
        using var held = new MemoryStream();
        held.Write(Docx());
        using (var archive = new ZipArchive(held, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var stream = archive.CreateEntry("word/media/picture.bmp", CompressionLevel.SmallestSize).Open();
            var nothing = new byte[1 << 20];
            for (var written = 0L; written < bytes; written += nothing.Length)
            {
                stream.Write(nothing);
            }
        }

        return held.ToArray();
    }
}
