using Scrutiny.Ingest.Reading;

namespace Scrutiny.Tests.Reading;

internal sealed class OdsTests
{
    [Test, CancelAfter(10_000)]
    public void Repeats_of_empty_cells_and_rows_are_counted_and_never_made()
    {
        byte[] workbook = Made.Ods("""
            <table:table table:name="T"><table:table-column table:number-columns-repeated="16384"/>
              <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
              <table:table-row><table:table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>a</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16381"/></table:table-row>
              <table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>
              <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            </table:table>
            """);

        Assert.That(Made.Shown(workbook), Is.EqualTo(["4:  | a | a", "5: b", "6: b"]));
    }

    [Test]
    public void A_cell_is_delivered_as_stored_and_as_shown()
    {
        Cell[] row = Made.FirstRow(Made.Ods("""
            <table:table table:name="T"><table:table-row>
              <table:table-cell office:value-type="float" office:value="2740.5713000000001"><text:p>2,741</text:p></table:table-cell>
              <table:table-cell office:value-type="percentage" office:value="0.84"><text:p>84%</text:p></table:table-cell>
              <table:table-cell office:value-type="date" office:date-value="2019-09-30"><text:p>Sep-19</text:p></table:table-cell>
              <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>
              <table:table-cell office:value-type="string" office:string-value=""><text:p>#VALUE!</text:p></table:table-cell>
              <table:table-cell office:value-type="float" office:value="7"/>
            </table:table-row></table:table>
            """));

        Assert.That(row, Is.EqualTo(new Cell[]
        {
            new("2740.5713000000001", "2,741"), new("0.84", "84%"), new("2019-09-30", "Sep-19"), new("TRUE", "TRUE"),
            new("#VALUE!", "#VALUE!"), new("7", "7"),
        }));
    }

    [Test]
    public void Text_is_joined_as_it_is_shown()
    {
        Cell[] row = Made.FirstRow(Made.Ods("""
            <table:table table:name="T"><table:table-row><table:table-cell><office:annotation><text:p>a comment</text:p></office:annotation><text:p>West<text:s text:c="2"/><text:span>Mercia</text:span><text:tab/>x<text:line-break/>y</text:p><text:p>two
               lines</text:p><draw:frame><text:p>picture</text:p></draw:frame></table:table-cell></table:table-row></table:table>
            """));

        Assert.That(row[0].Displayed, Is.EqualTo("West  Mercia\tx\ny\ntwo lines"));
    }

    [Test]
    public void Covered_cells_are_empty_and_keep_the_columns_right()
    {
        byte[] workbook = Made.Ods("""
            <table:table table:name="T"><table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="3"><text:p>Officers</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"><text:p>under</text:p></table:covered-table-cell><table:table-cell><text:p>Staff</text:p></table:table-cell></table:table-row></table:table-header-rows></table:table>
            """);

        Assert.That(Made.Shown(workbook), Is.EqualTo(["1: Officers |  |  | Staff"]));
    }

    [Test]
    public void Shapes_and_tables_within_cells_are_not_rows()
    {
        byte[] workbook = Made.Ods("""
            <table:table table:name="T"><table:shapes><draw:frame><text:p>caption</text:p></draw:frame></table:shapes><table:table-row><table:table-cell><table:table table:name="inner"><table:table-row><table:table-cell><text:p>inner</text:p></table:table-cell></table:table-row></table:table><text:p>outer</text:p></table:table-cell></table:table-row></table:table><table:table table:name="U"/>
            """);

        using IWorkbook opened = Made.Open(workbook);

        Assert.That(opened.Sheets().Select(sheet => sheet.Name), Is.EqualTo(["T", "U"]));
        Assert.That(Made.Shown(workbook), Is.EqualTo(["1: outer"]));
        Assert.That(Made.Shown(workbook, sheet: 1), Is.Empty);
    }

    [Test]
    public void Hidden_tables_are_marked_and_sheets_can_be_read_in_any_order()
    {
        static string Table(string name, string style, string text) =>
            $"""<table:table table:name="{name}" table:style-name="{style}"><table:table-row><table:table-cell><text:p>{text}</text:p></table:table-cell></table:table-row></table:table>""";

        using IWorkbook workbook = Made.Open(Made.Ods(
            Table("A ", "ta1", "1") + Table("B", "ta2", "2"),
            styles: """<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>"""));
        ISheet[] sheets = [.. workbook.Sheets()];

        string[] read = [.. new[] { 0, 1, 0, 0, 1 }.Select(index => sheets[index].Rows().Single()[0].Raw)];

        Assert.That(sheets.Select(sheet => sheet.Name), Is.EqualTo(["A ", "B"]));
        Assert.That(sheets.Select(sheet => sheet.Hidden), Is.EqualTo([false, true]));
        Assert.That(read, Is.EqualTo(["1", "2", "1", "1", "2"]));
    }

    [Test]
    public void The_documents_own_stamp_is_read_with_more_decimals_than_the_framework_knows()
    {
        using IWorkbook workbook = Made.Open(Made.Ods("", more: (
            "meta.xml",
            """<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:date>2020-01-28T15:52:37.123456789</dc:date></office:meta></office:document-meta>""")));

        Assert.That(workbook.Modified, Is.EqualTo(new DateTimeOffset(2020, 1, 28, 15, 52, 37, TimeSpan.Zero)));
    }

    [Test]
    public void A_password_is_recognised() =>
        Assert.That(Made.Refusal(Made.Ods("", manifest: "<manifest:encryption-data/>")), Does.Contain("protected by a password"));

    [Test, Category("F-2"), CancelAfter(10_000)]
    [TestCase("""<table:table-row table:number-rows-repeated="2000000"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>""")]
    [TestCase("""<table:table-row><table:table-cell table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell></table:table-row>""")]
    [TestCase("""<table:table-row><table:table-cell table:number-columns-repeated="300"/><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>""")]
    public void Cells_beyond_the_limit_are_refused(string row) =>
        Assert.That(Made.Refusal(Made.Ods($"""<table:table table:name="T">{row}</table:table>""")), Does.StartWith("Sheet \"T\" reaches row"));

    [Test, Category("F-2")]
    public void A_repeat_that_is_no_number_is_refused() =>
        Assert.That(
            Made.Refusal(Made.Ods("""<table:table table:name="T"><table:table-row table:number-rows-repeated="99999999999"/></table:table>""")),
            Does.StartWith("This workbook is damaged"));
}
