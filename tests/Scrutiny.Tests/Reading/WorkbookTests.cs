using System.Text;
using Scrutiny.Ingest.Reading;

namespace Scrutiny.Tests.Reading;

internal sealed class WorkbookTests
{
    [Test]
    public void A_table_is_recognised_inside_gzip_and_inside_a_zip_of_one_file()
    {
        byte[] table = "a,b\n1,2\n"u8.ToArray();

        Assert.That(Made.Shown(Made.Gzip(table)), Is.EqualTo(["1: a | b", "2: 1 | 2"]));
        Assert.That(Made.Shown(Made.Zip(("any.dat", "a,b\n1,2\n"))), Is.EqualTo(["1: a | b", "2: 1 | 2"]));
    }

    [Test]
    public void A_workbook_is_recognised_inside_gzip()
    {
        byte[] packed = Made.Gzip(Made.Xlsx("""<row r="3"><c r="B3"><v>7</v></c></row>"""));

        Assert.That(Made.Shown(packed), Is.EqualTo(["3:  | 7"]));
    }

    [TestCase("", "This file is empty")]
    [TestCase("\uFEFF \r\n", "This file is empty")]
    [TestCase("%PDF-1.7\n", "This is a PDF")]
    [TestCase("\n<!DOCTYPE html><html>", "This is a web page")]
    [TestCase("<HTML><body>", "This is a web page")]
    [TestCase("<?xml version='1.0'?><a/>", "This is an XML document")]
    [TestCase("{ \"a\": 1", "This file begins as JSON and is damaged at line 1")]
    [TestCase("{ \"a\": 1, \"a\": 2 }", "This file begins as JSON and is damaged, or states a key twice")]
    [TestCase("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "This file begins as JSON and is damaged at line 1")]
    public void What_is_no_table_is_refused_in_one_sentence(string content, string start)
    {
        string refusal = Made.Refusal(content);

        Assert.That(refusal, Does.StartWith(start).And.EndsWith("."));
        Assert.That(refusal.Count(letter => letter == '\n'), Is.Zero);
    }

    [Test]
    public void Bytes_that_are_neither_text_nor_a_workbook_are_called_that_whatever_they_are()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            byte[] noise = new byte[4_000];
            new Random(seed).NextBytes(noise);
            noise[0] = (byte)'x';

            Assert.That(Made.Refusal(noise), Does.StartWith("This file is neither text nor a workbook"), $"{seed}");
        }
    }

    [Test]
    public void A_csv_that_begins_with_a_bracketed_note_is_not_json() =>
        Assert.That(Made.Shown("[x] = not available,\na,b\n"), Has.Length.EqualTo(2));

    [Test]
    public void Old_excel_and_password_protected_excel_are_told_apart()
    {
        byte[] container = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[70_000]];
        byte[] encrypted = [.. container, .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[600]];

        Assert.That(Made.Refusal(container), Does.StartWith("This is an old Excel workbook (.xls)"));
        Assert.That(Made.Refusal(encrypted), Does.StartWith("This workbook is protected by a password"));
    }

    [Test]
    public void Zips_that_are_no_workbook_are_refused_by_what_they_are()
    {
        Assert.That(Made.Refusal(Made.Zip(("a.csv", "1"), ("b.csv", "2"))), Does.StartWith("This is a zip of 2 files"));
        Assert.That(Made.Refusal(Made.Zip(("word/document.xml", "<a/>"), ("[Content_Types].xml", "<a/>"))), Does.StartWith("This is a Word document"));
        Assert.That(Made.Refusal(Made.Zip(("xl/workbook.bin", "a"), ("[Content_Types].xml", "<a/>"))), Does.StartWith("This is a binary Excel workbook"));
        Assert.That(Made.Refusal(Made.Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>"))), Does.StartWith("This is an OpenDocument file but not a spreadsheet"));
        Assert.That(Made.Refusal(Made.Gzip(Made.Gzip("a"u8.ToArray()))), Does.StartWith("This file is compressed twice"));
        Assert.That(Made.Refusal(Made.Gzip(Made.Zip(("a.csv", "1")))), Does.StartWith("This file is packed twice"));
    }

    [Test]
    public void A_truncated_gzip_is_refused_though_the_framework_reads_it_without_a_word()
    {
        byte[] whole = Made.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50_000).Select(n => $"{n},{n * 7919 % 1009}\n"))));

        Assert.That(Made.Refusal(whole[..(whole.Length / 2)]), Does.StartWith("This compressed file is cut short"));
        Assert.That(Made.Refusal(whole[..^1]), Does.StartWith("This compressed file is cut short"));
    }

    [Test, Category("F-1")]
    public void A_gzip_that_unpacks_past_its_limit_is_refused()
    {
        byte[] packed = Made.Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a,b\n", 1_000_000))));

        Assert.That(
            Made.Refusal(packed, new ReadingOptions { MaximumUnpackedTextBytes = 2 * 1024 * 1024 }),
            Does.StartWith("This compressed file unpacks to more than 2 MB"));
    }

    [Test]
    public void Nothing_of_an_unpacked_workbook_is_left_behind()
    {
        string[] before = Directory.GetFiles(Path.GetTempPath());

        _ = Made.Shown(Made.Gzip(Made.Xlsx("""<row r="1"><c r="A1"><v>7</v></c></row>""")));

        Assert.That(Directory.GetFiles(Path.GetTempPath()).Except(before), Is.Empty);
    }
}
