using Scrutiny.Ingest.Reading;

namespace Scrutiny.Tests.Reading;

internal sealed class XlsxTests
{
    [Test]
    public void Rows_keep_their_numbers_and_blank_rows_are_not_delivered()
    {
        byte[] workbook = Made.Xlsx("""<row r="2"><c r="B2"><v>1</v></c><c r="D2" s="0"/></row><row r="5"><c r="A5" s="0"/></row><row r="9"><c r="A9"><v>2</v></c></row>""");

        Assert.That(Made.Shown(workbook), Is.EqualTo(["2:  | 1", "9: 2"]));
    }

    [Test]
    public void A_cell_is_delivered_as_stored_and_as_shown()
    {
        Cell[] row = Made.FirstRow(Made.Xlsx(
            """<row r="1"><c r="A1" s="1"><v>2740.5713000000001</v></c><c r="B1" s="2"><v>0.84</v></c><c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#VALUE!</v></c><c r="E1" t="inlineStr"><is><t xml:space="preserve">Wiltshire3 </t></is></c><c r="F1" s="3"><v>43738</v></c></row>""",
            styles: """<xf numFmtId="3"/><xf numFmtId="9"/><xf numFmtId="17"/>"""));

        Assert.That(row, Is.EqualTo(new Cell[]
        {
            new("2740.5713", "2,741"), new("0.84", "84%"), new("TRUE", "TRUE"), new("#VALUE!", "#VALUE!"),
            new("Wiltshire3 ", "Wiltshire3 "), new("2019-09-30", "Sep-19"),
        }));
    }

    [Test]
    public void Hidden_sheets_are_marked_and_names_keep_their_spaces()
    {
        using IWorkbook workbook = Made.Open(Made.Xlsx("", sheets: """<sheet name="Secret" sheetId="2" state="veryHidden" r:id="rId2"/>"""));

        ISheet[] sheets = [.. workbook.Sheets()];

        Assert.That(sheets.Select(sheet => sheet.Name), Is.EqualTo(["Table 1 ", "Secret"]));
        Assert.That(sheets.Select(sheet => sheet.Hidden), Is.EqualTo([false, true]));
    }

    [Test]
    public void Sheets_can_be_read_in_any_order()
    {
        using IWorkbook workbook = Made.Open(Made.Xlsx(
            """<row r="1"><c r="A1"><v>1</v></c></row>""", sheets: """<sheet name="B" sheetId="2" state="hidden" r:id="rId2"/>"""));
        ISheet[] sheets = [.. workbook.Sheets()];

        string[] read = [.. new[] { 1, 0, 0, 1 }.Select(index => sheets[index].Rows().Single()[0].Raw)];

        Assert.That(read, Is.EqualTo(["2", "1", "1", "2"]));
    }

    [Test]
    public void The_documents_own_stamp_is_read()
    {
        using IWorkbook workbook = Made.Open(Made.Xlsx("", more: (
            "docProps/core.xml",
            """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:modified>2020-01-23T14:57:28Z</dcterms:modified></cp:coreProperties>""")));

        Assert.That(workbook.Modified, Is.EqualTo(new DateTimeOffset(2020, 1, 23, 14, 57, 28, TimeSpan.Zero)));
    }

    [Test, Category("F-2"), CancelAfter(10_000)]
    [TestCase("""<row r="1"><c r="XFD1"><v>1</v></c></row>""")]
    [TestCase("""<row r="1048576"><c r="XFD1048576" s="1"/></row>""")]
    [TestCase("""<row r="1"><c r="IW1"><v>1</v></c></row>""")]
    [TestCase("""<row r="1000001"><c r="A1000001"><v>1</v></c></row>""")]
    public void Cells_beyond_the_limit_are_refused(string rows) =>
        Assert.That(Made.Refusal(Made.Xlsx(rows)), Does.StartWith("A sheet of this workbook reaches row"));

    [Test, Category("F-2"), CancelAfter(10_000)]
    [TestCase("""<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>""")]
    [TestCase("""<row r="99999999999"><c r="A1"><v>1</v></c></row>""")]
    [TestCase("""<row r="1"><c r="A0"><v>1</v></c></row>""")]
    [TestCase("""<row r="1"><c r="ABCDE1"><v>1</v></c></row>""")]
    public void Cells_that_cannot_exist_are_refused(string rows) =>
        Assert.That(Made.Refusal(Made.Xlsx(rows)), Does.StartWith("A sheet of").Or.StartWith("This workbook is damaged"));

    [Test, Category("F-2"), CancelAfter(20_000)]
    public void A_formatted_empty_cell_far_down_is_no_table()
    {
        byte[] workbook = Made.Xlsx("""<row r="1"><c r="A1"><v>1</v></c></row><row r="1000000"><c r="B1000000" s="0"/></row>""");

        Assert.That(Made.Shown(workbook), Is.EqualTo(["1: 1"]));
    }

    [Test, Category("F-2"), CancelAfter(20_000)]
    public void A_false_dimension_changes_nothing()
    {
        byte[] workbook = Made.Xlsx("""<row r="1"><c r="A1"><v>1</v></c></row>""", afterRows: """<dimension ref="A1:XFD1048576"/>""");

        Assert.That(Made.Shown(workbook), Is.EqualTo(["1: 1"]));
    }

    [Test, Category("F-2"), CancelAfter(20_000)]
    public void A_million_merged_ranges_are_refused()
    {
        string merged = $"<mergeCells>{string.Concat(Enumerable.Range(1, 200_000).Select(row => $"<mergeCell ref=\"A{row}:B{row}\"/>"))}</mergeCells>";

        Assert.That(Made.Refusal(Made.Xlsx("", afterRows: merged)), Does.Contain("merges more cells"));
    }

    [Test]
    public void A_sheet_whose_part_is_missing_is_refused_and_not_shown_as_empty() =>
        Assert.That(
            Made.Refusal(Made.Xlsx("", sheets: """<sheet name="B" sheetId="2" r:id="rId7"/>""")),
            Does.StartWith("This workbook is damaged"));
}
