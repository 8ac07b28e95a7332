using System.IO.Compression;
using System.Text;
using Scrutiny.Ingest.Reading;

namespace Scrutiny.Tests.Reading;

[Category("F-1")]
internal sealed class ArchiveTests
{
    private const string OneCell = """<row r="1"><c r="A1"><v>1</v></c></row>""";

    [Test, CancelAfter(10_000)]
    public void A_zip_bomb_is_refused_before_it_is_unpacked()
    {
        using MemoryStream bytes = new();
        bytes.Write(Made.Xlsx(OneCell));
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            using Stream part = archive.CreateEntry("xl/media/zeros.bin", CompressionLevel.Fastest).Open();
            byte[] zeros = new byte[1024 * 1024];
            for (int megabyte = 0; megabyte < 201; megabyte++)
            {
                part.Write(zeros);
            }
        }

        Assert.That(Made.Refusal(bytes.ToArray()), Does.StartWith("This workbook unpacks to more than 200 MB"));
    }

    [Test]
    public void Limits_on_file_total_and_shared_strings_hold()
    {
        byte[] workbook = Made.Xlsx(OneCell, more: ("xl/sharedStrings.xml", "<sst>" + new string(' ', 5_000) + "</sst>"));

        Assert.That(Made.Refusal(workbook, new ReadingOptions { MaximumWorkbookBytes = 1_000 }), Does.StartWith("This workbook is larger than"));
        Assert.That(Made.Refusal(workbook, new ReadingOptions { MaximumUnpackedBytes = 4_000 }), Does.StartWith("This workbook unpacks to more than"));
        Assert.That(Made.Refusal(workbook, new ReadingOptions { MaximumSharedStringsBytes = 4_000 }), Does.StartWith("This workbook unpacks to more than"));
    }

    [Test]
    public void Too_many_parts_are_refused()
    {
        (string, string)[] parts = [.. Enumerable.Range(0, 2_001).Select(number => ($"xl/p{number}", ""))];

        Assert.That(Made.Refusal(Made.Xlsx(OneCell, more: parts)), Does.Contain("a workbook may hold 2,000"));
    }

    [Test]
    public void Hundreds_of_thousands_of_parts_are_refused_before_they_are_listed()
    {
        (string, string)[] parts = [.. Enumerable.Range(0, 30_000).Select(number => ($"p{number}", ""))];

        Assert.That(Made.Refusal(Made.Zip(parts)), Does.StartWith("This zip lists far more files"));
    }

    [Test]
    public void Names_that_repeat_or_climb_out_are_refused()
    {
        Assert.That(Made.Refusal(Made.Xlsx(OneCell, more: ("XL\\worksheets\\sheet1.xml", "<a/>"))), Does.Contain("two files of the same name"));
        Assert.That(Made.Refusal(Made.Xlsx(OneCell, more: ("xl/../../etc/passwd", "a"))), Does.Contain("points outside"));
        Assert.That(Made.Refusal(Made.Xlsx(OneCell, more: ("/etc/passwd", "a"))), Does.Contain("points outside"));
    }

    [Test]
    public void An_encrypted_part_is_refused()
    {
        byte[] workbook = Made.Xlsx(OneCell);
        // The first bit of the flags, in the local header and in the directory.
        int directory = workbook.AsSpan().IndexOf("PK\u0001\u0002"u8);
        workbook[6] |= 1;
        workbook[directory + 8] |= 1;

        Assert.That(Made.Refusal(workbook), Does.Contain("protected by a password"));
    }

    [Test]
    public void A_directory_that_lies_about_a_length_is_refused()
    {
        byte[] workbook = Made.Xlsx(OneCell);
        Span<byte> bytes = workbook;
        int name = bytes.LastIndexOf("xl/worksheets/sheet1.xml"u8);
        // The unpacked length stands 22 bytes before the name in a directory entry.
        workbook[name - 22] -= 40;

        Assert.That(Made.Refusal(workbook), Does.StartWith("This workbook is damaged"));
    }

    [Test, Category("F-4"), CancelAfter(60_000)]
    public void A_workbook_cut_short_anywhere_is_refused_in_a_sentence()
    {
        byte[] xlsx = Made.Xlsx(OneCell);
        byte[] ods = Made.Ods("""<table:table table:name="T"><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table>""");

        foreach (byte[] whole in new[] { xlsx, ods })
        {
            for (int length = 97; length < whole.Length; length += 97)
            {
                Assert.That(Made.Refusal(whole[..length]), Does.EndWith("."));
            }
        }
    }

    [Test, Category("F-4"), CancelAfter(120_000)]
    public void A_flipped_byte_is_refused_or_changes_no_figure()
    {
        byte[] xlsx = Made.Xlsx("""<row r="1"><c r="A1"><v>4711</v></c><c r="B1" t="inlineStr"><is><t>Hampshire</t></is></c></row>""");
        byte[] ods = Made.Ods("""<table:table table:name="T"><table:table-row><table:table-cell office:value-type="float" office:value="4711"><text:p>4711</text:p></table:table-cell><table:table-cell><text:p>Hampshire</text:p></table:table-cell></table:table-row></table:table>""");
        Random random = new(0);

        foreach (byte[] whole in new[] { xlsx, ods })
        {
            for (int round = 0; round < 1_000; round++)
            {
                byte[] flipped = [.. whole];
                flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
                try
                {
                    Assert.That(Made.Shown(flipped), Is.EqualTo(["1: 4711 | Hampshire"]));
                }
                catch (UnreadableFileException refusal)
                {
                    Assert.That(refusal.Message, Does.EndWith("."));
                }
            }
        }
    }

    [Test, Category("F-3"), CancelAfter(10_000)]
    public void A_document_type_declaration_is_refused_in_any_part()
    {
        const string laughs = """<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>""";
        const string external = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>""";

        Assert.That(Made.Refusal(Made.Xlsx(OneCell, more: ("xl/sharedStrings.xml", external))), Does.Contain("DTD"));
        Assert.That(Made.Refusal(Made.Xlsx(OneCell, more: ("docProps/core.xml", external))), Does.Contain("DTD"));
        Assert.That(Made.Refusal(Made.Ods("", prologue: laughs)), Does.Contain("DTD"));
        Assert.That(Made.Refusal(Made.Ods("", more: ("meta.xml", external))), Does.Contain("DTD"));
    }

    [Test, CancelAfter(20_000)]
    public void A_cell_or_attribute_of_megabytes_is_refused_before_it_is_held()
    {
        string megabytes = new('a', 3_000_000);
        string runs = string.Concat(Enumerable.Repeat("<r><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></r>", 5_000));

        Assert.That(Made.Refusal(Made.Xlsx($"""<row r="1"><c r="A1" t="inlineStr"><is><t>{megabytes}</t></is></c></row>""")), Does.EndWith("."));
        Assert.That(Made.Refusal(Made.Xlsx($"""<row r="1"><c r="A1" t="inlineStr"><is>{runs}</is></c></row>""")), Does.Contain("a cell of more than 131,072 characters"));
        Assert.That(Made.Refusal(Made.Xlsx(OneCell, more: ("xl/sharedStrings.xml", $"<sst><si>{runs}</si></sst>"))), Does.Contain("a cell of more than 131,072 characters"));
        Assert.That(Made.Refusal(Made.Xlsx($"""<row r="1"><c r="A1" note="{megabytes}"><v>1</v></c></row>""")), Does.StartWith("This workbook is damaged"));
        Assert.That(Made.Refusal(Made.Ods($"""<table:table table:name="T"><table:table-row><table:table-cell><text:p>{megabytes[..200_000]}</text:p></table:table-cell></table:table-row></table:table>""")), Does.Contain("a cell of more than 131,072 characters"));
    }
}
