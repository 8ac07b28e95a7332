using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Scrutiny.Papers;

/// <summary>
/// Looks at an ODT or DOCX file: what its list of parts declares is checked before any part is unpacked, and parts are read as text, within limits.
/// Nothing in it may run, be fetched, or be another file.
/// </summary>
internal static partial class DocumentCheck
{
    private const int MostParts = 2000;
    private const long MostUnpacked = 100 << 20;
    private const int MostOfAPart = 32 << 20;
    private const string Opening = "PK\u0003\u0004";

    public static IReadOnlyList<string> Look(string name, PaperKind kind, byte[] content)
    {
        if (content.Length < Opening.Length || Encoding.Latin1.GetString(content, 0, Opening.Length) != Opening)
        {
            throw SentenceException.Refused($"‘{name}’ does not begin as {Article(kind)} does; save it anew and send that.");
        }

        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            Bounds(name, archive, content);
            return kind == PaperKind.Docx ? Word(name, archive) : OpenDocument(name, archive);
        }
        catch (Exception fault) when (fault is InvalidDataException or XmlException or IOException or NotSupportedException or OverflowException or ArgumentException)
        {
            throw SentenceException.Refused($"‘{name}’ is damaged, or not {Article(kind)}; save it anew and send that.", fault);
        }
    }

    private static void Bounds(string name, ZipArchive archive, byte[] content)
    {
        // The list of parts is the end of the file: whatever follows it, or a remark in it, may be read as something else.
        if (content.Length < 22 || !content.AsSpan(content.Length - 22).StartsWith("PK\u0005\u0006"u8))
        {
            throw SentenceException.Refused($"‘{name}’ has something after its end; save it anew and send that.");
        }

        if (archive.Entries.Count > MostParts || archive.Entries.Sum(entry => entry.Length) > MostUnpacked)
        {
            throw SentenceException.Refused($"‘{name}’ unpacks to more than {MostUnpacked >> 20} MB or {MostParts} parts; make it smaller and send that.");
        }

        if (archive.Entries.Any(entry => entry.IsEncrypted))
        {
            throw SentenceException.Refused($"‘{name}’ is encrypted, so nobody can see what is in it; save it without a password.");
        }

        var names = archive.Entries.Select(entry => entry.FullName).ToList();
        if (names.Any(part => part.StartsWith('/') || part.Contains('\\', StringComparison.Ordinal) || part.Contains(':', StringComparison.Ordinal) || part.Split('/').Contains("..")) || names.Distinct(StringComparer.OrdinalIgnoreCase).Count() != names.Count)
        {
            throw SentenceException.Refused($"‘{name}’ has parts whose names lead out of it, or stand in it twice; save it anew and send that.");
        }
    }

    private static List<string> Word(string name, ZipArchive archive)
    {
        var types = Read(archive, "[Content_Types].xml");
        if (!types.Contains("wordprocessingml.document.main+xml", StringComparison.Ordinal) || archive.GetEntry("word/document.xml") is null)
        {
            throw SentenceException.Refused($"‘{name}’ is no Word document by its content; save it anew as DOCX and send that.");
        }

        if (types.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || types.Contains("vbaProject", StringComparison.OrdinalIgnoreCase) || Has(archive, "vbaProject", "vbaData", "activeX"))
        {
            throw SentenceException.Refused($"‘{name}’ holds macros; save it as a document without macros and send that.");
        }

        if (Has(archive, "embeddings/", "afchunk", "externalLinks/") || types.Contains("oleObject", StringComparison.OrdinalIgnoreCase))
        {
            throw SentenceException.Refused($"‘{name}’ holds another file inside it; take that out, and send it as a paper of its own.");
        }

        foreach (var part in archive.Entries.Where(entry => IsXml(entry.FullName)))
        {
            WordPart.Look(name, Read(archive, part.FullName));
        }

        var body = Read(archive, "word/document.xml");
        var core = archive.GetEntry("docProps/core.xml") is null ? "" : Read(archive, "docProps/core.xml");
        return Warnings(TitleElement().IsMatch(core), body.Contains("w:lang ", StringComparison.Ordinal) || (archive.GetEntry("word/styles.xml") is not null && Read(archive, "word/styles.xml").Contains("w:lang ", StringComparison.Ordinal)));
    }

    private static List<string> OpenDocument(string name, ZipArchive archive)
    {
        if (archive.Entries.Count == 0 || archive.Entries[0].FullName != "mimetype" || Read(archive, "mimetype", xml: false) != PaperKind.Odt.MediaType() || archive.GetEntry("content.xml") is null)
        {
            throw SentenceException.Refused($"‘{name}’ is no OpenDocument text by its content; save it anew as ODT and send that.");
        }

        if (Has(archive, "Basic/", "Scripts/"))
        {
            throw SentenceException.Refused($"‘{name}’ holds macros; save it as a document without macros and send that.");
        }

        var manifest = archive.GetEntry("META-INF/manifest.xml") is null ? "" : Read(archive, "META-INF/manifest.xml");
        if (manifest.Contains("encryption-data", StringComparison.Ordinal))
        {
            throw SentenceException.Refused($"‘{name}’ is encrypted, so nobody can see what is in it; save it without a password.");
        }

        var styles = archive.GetEntry("styles.xml") is null ? "" : Read(archive, "styles.xml");
        foreach (var part in archive.Entries.Where(entry => IsXml(entry.FullName)))
        {
            OpenDocumentPart.Look(name, Read(archive, part.FullName));
        }

        if (archive.Entries.Any(entry => entry.FullName.StartsWith("Object", StringComparison.Ordinal)))
        {
            throw SentenceException.Refused($"‘{name}’ holds another file inside it; take that out, and send it as a paper of its own.");
        }

        var meta = archive.GetEntry("meta.xml") is null ? "" : Read(archive, "meta.xml");
        return Warnings(TitleElement().IsMatch(meta), styles.Contains("fo:language=", StringComparison.Ordinal));
    }

    private static List<string> Warnings(bool hasTitle, bool hasLanguage) =>
        [.. new[] { hasLanguage ? null : "It does not say in which language it is written.", hasTitle ? null : "It has no title of its own." }.OfType<string>()];

    private static bool Has(ZipArchive archive, params string[] parts) => archive.Entries.Any(entry => parts.Any(part => entry.FullName.Contains(part, StringComparison.OrdinalIgnoreCase)));

    /// <summary>A part as text, never more than it may hold; XML is walked through, so that a document type is refused.</summary>
    private static string Read(ZipArchive archive, string part, bool xml = true)
    {
        var entry = archive.GetEntry(part) ?? throw new InvalidDataException($"It has no {part}.");
        using var held = new MemoryStream();
        using (var stream = entry.Open())
        {
            var piece = new byte[64 << 10];
            for (int read; (read = stream.Read(piece)) > 0;)
            {
                if (held.Length + read > MostOfAPart)
                {
                    throw new InvalidDataException($"{part} is larger than any document needs.");
                }

                held.Write(piece, 0, read);
            }
        }

        held.Position = 0;
        if (xml && held.Length > 1 && held.GetBuffer()[0] is 0xFE or 0xFF or 0)
        {
            throw new InvalidDataException($"{part} is not written as documents are.");
        }

        if (!xml)
        {
            return Encoding.UTF8.GetString(held.ToArray());
        }

        using (var reader = XmlReader.Create(held, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostOfAPart, CloseInput = false }))
        {
            while (reader.Read())
            {
            }
        }

        held.Position = 0;
        using var text = new StreamReader(held, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return text.ReadToEnd();
    }

    private static bool IsXml(string part) => part.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || part.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    private static string Article(PaperKind kind) => kind == PaperKind.Odt ? "an ODT file" : "a DOCX file";

    [GeneratedRegex(@"<dc:title>\s*[^<\s]")]
    private static partial Regex TitleElement();
}
