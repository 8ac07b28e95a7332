using System.IO.Compression;
using System.Text;
using Scrutiny.Ingest.Reading;

namespace Scrutiny.Tests.Reading;

/// <summary>Small files made in a test, and what the reader makes of them.</summary>
internal static class Made
{
    private const string Xml = """<?xml version="1.0" encoding="UTF-8"?>""";

    /// <summary>Names a part as the workbook's shared strings, which the library then holds in memory.</summary>
    internal const string SharedStringsLink = """<Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/>""";

    internal static byte[] Zip(params (string Name, string Content)[] parts)
    {
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string content) in parts)
            {
                using Stream part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return bytes.ToArray();
    }

    internal static byte[] Gzip(byte[] content)
    {
        using MemoryStream bytes = new();
        using (GZipStream packed = new(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            packed.Write(content);
        }

        return bytes.ToArray();
    }

    /// <summary>An XLSX whose first sheet holds the given <c>row</c> elements.</summary>
    internal static byte[] Xlsx(string rows, string formats = "", string styles = "", string sheets = "", string afterRows = "", string beforeRows = "", string links = "", params (string Name, string Content)[] more) => Zip(
    [
        ("[Content_Types].xml", Xml + """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"""),
        ("_rels/.rels", Xml + """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
        ("xl/workbook.xml", Xml + $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Table 1 " sheetId="1" r:id="rId1"/>{sheets}</sheets></workbook>"""),
        ("xl/_rels/workbook.xml.rels", Xml + $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>{links}</Relationships>"""),
        ("xl/styles.xml", Xml + $"""<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>{formats}</numFmts><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>"""),
        ("xl/worksheets/sheet1.xml", Xml + $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{beforeRows}<sheetData>{rows}</sheetData>{afterRows}</worksheet>"""),
        ("xl/worksheets/sheet2.xml", Xml + """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>2</v></c></row></sheetData></worksheet>"""),
        .. more,
    ]);

    /// <summary>An ODS of the given <c>table:table</c> elements.</summary>
    internal static byte[] Ods(string tables, string styles = "", string manifest = "", string prologue = "", params (string Name, string Content)[] more) => Zip(
    [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", Xml + $"""<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml">{manifest}</manifest:file-entry></manifest:manifest>"""),
        ("content.xml", Xml + prologue + $"""<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"""),
        .. more,
    ]);

    internal static IWorkbook Open(byte[] content, ReadingOptions? options = null, CancellationToken cancel = default)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllBytes(path, content);
        try
        {
            return Workbook.Open(path, options ?? new ReadingOptions(), cancel);
        }
        finally
        {
            // The reader holds the file open; its name is not needed any more.
            File.Delete(path);
        }
    }

    internal static IWorkbook Open(string content, ReadingOptions? options = null) => Open(Encoding.UTF8.GetBytes(content), options);

    /// <summary>Every row of a sheet as <c>number: displayed | displayed</c>.</summary>
    internal static string[] Shown(byte[] content, ReadingOptions? options = null, int sheet = 0)
    {
        using IWorkbook workbook = Open(content, options);
        return [.. workbook.Sheets().ElementAt(sheet).Rows().Select(row =>
            $"{row.Number}: {string.Join(" | ", Enumerable.Range(0, row.Count).Select(index => row[index].Displayed))}")];
    }

    internal static string[] Shown(string content, ReadingOptions? options = null) => Shown(Encoding.UTF8.GetBytes(content), options);

    /// <summary>The first row of the first sheet.</summary>
    internal static Cell[] FirstRow(byte[] content)
    {
        using IWorkbook workbook = Open(content);
        Row row = workbook.Sheets().First().Rows().First();
        return [.. Enumerable.Range(0, row.Count).Select(index => row[index])];
    }

    /// <summary>The sentence with which the file is refused, at opening or while it is read.</summary>
    internal static string Refusal(byte[] content, ReadingOptions? options = null)
    {
        UnreadableFileException refusal = Assert.Throws<UnreadableFileException>(() =>
        {
            using IWorkbook workbook = Open(content, options);
            foreach (ISheet sheet in workbook.Sheets())
            {
                foreach (Row row in sheet.Rows())
                {
                    _ = row[0];
                }
            }
        })!;
        return refusal.Message;
    }

    internal static string Refusal(string content, ReadingOptions? options = null) => Refusal(Encoding.UTF8.GetBytes(content), options);
}
