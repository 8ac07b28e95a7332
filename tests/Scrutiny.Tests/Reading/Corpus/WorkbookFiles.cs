namespace Scrutiny.Tests.Reading.Corpus;

/// <summary>XLSX and ODS files.</summary>
internal static class WorkbookFiles
{
    private const string XlsxHead = """<row r="1"><c r="A1" t="str"><v>force</v></c><c r="B1" t="str"><v>month</v></c><c r="C1" t="str"><v>things</v></c></row>""";
    private static readonly string[] One = ["E23000030 2018-04 10"];

    public static IEnumerable<CorpusFile> All()
    {
        yield return Xlsx("xlsx: what is stored counts, what is shown is kept", Row(2, Text("2018-04"), """<c r="C2" s="1"><v>2740.5713000000001</v></c>"""), ["E23000030 2018-04 2740.5713"]) with { First = ("2740.5713", "2,741") };
        yield return Xlsx("xlsx: a date cell", Row(2, """<c r="B2" s="2"><v>43191</v></c>""", """<c r="C2"><v>10</v></c>"""), One);
        yield return new("xlsx: a date cell of the calendar that begins in 1904", Made.Xlsx(XlsxHead + Row(2, """<c r="B2" s="1"><v>41729</v></c>""", """<c r="C2"><v>10</v></c>"""), styles: """<xf numFmtId="17"/>""", sheets: "</sheets><workbookPr date1904=\"1\"/><sheets>"), One);
        yield return Xlsx("xlsx: a percentage cell", Row(2, Text("2018-04"), """<c r="C2" s="3"><v>0.84</v></c>"""), ["E23000030 2018-04 84.00"]) with { Measure = [("unit: count", "unit: percent")], Source = [("column: things, measure", "column: things, scale: 100, measure")], First = ("0.84", "84%") };
        yield return Xlsx("xlsx: a formula and its stored result", Row(2, Text("2018-04"), """<c r="C2"><f>5+5</f><v>10</v></c>"""), One);
        yield return Xlsx("xlsx: a formula that failed, declared", Row(2, Text("2018-04"), """<c r="C2" t="e"><v>#VALUE!</v></c>"""), ["E23000030 2018-04 [x]"]) with { Source = [("markers: { \"..\": not-available }", "markers: { \"#VALUE!\": not-available }")] };
        yield return Xlsx("xlsx: a formula that failed, not declared", Row(2, Text("2018-04"), """<c r="C2" t="e"><v>#DIV/0!</v></c>"""), ["reject 2 things: #DIV/0!"]);
        yield return Xlsx("xlsx: a number stored as text", Row(2, Text("2018-04"), """<c r="C2" t="str"><v>1,234 </v></c>"""), ["E23000030 2018-04 1234"]);
        yield return Xlsx("xlsx: a marker", Row(2, Text("2018-04"), """<c r="C2" t="str"><v>..</v></c>"""), ["E23000030 2018-04 [x]"]);
        yield return Xlsx("xlsx: true is no number", Row(2, Text("2018-04"), """<c r="C2" t="b"><v>1</v></c>"""), ["reject 2 things: TRUE"]);
        yield return Xlsx("xlsx: rich text in parts", Row(2, """<c r="B2" t="inlineStr"><is><r><t>2018</t></r><r><t>-04</t></r></is></c>""", """<c r="C2"><v>10</v></c>"""), One);
        yield return Xlsx("xlsx: an empty row and a note below", Row(2, Text("2018-04"), """<c r="C2"><v>10</v></c>""") + """<row r="9"><c r="A9" t="str"><v>1. A note</v></c></row>""", One);
        yield return new("xlsx: shared strings", Made.Xlsx("""<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row><row r="2"><c r="A2" t="s"><v>3</v></c><c r="B2" t="s"><v>4</v></c><c r="C2"><v>10</v></c></row>""", links: Made.SharedStringsLink, more: ("xl/sharedStrings.xml", """<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>force</t></si><si><r><t>mon</t></r><r><t>th</t></r></si><si><t>things</t></si><si><t>Hampshire</t></si><si><t>2018-04</t></si></sst>""")), One);
        yield return new("xlsx: Excel's binary workbook", Made.Zip(("[Content_Types].xml", "<a/>"), ("xl/workbook.bin", "a")), ["refused: This is a binary Excel workbook (.xlsb)"]);
        yield return new("a Word document", Made.Zip(("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>")), ["refused: This is a Word document"]);

        yield return Ods("ods: what is stored counts, what is shown is kept", OdsRow("2018-04", Number("2740.5713", "2,741")), "E23000030 2018-04 2740.5713") with { First = ("2740.5713", "2,741") };
        yield return Ods("ods: a date cell", """<table:table-row><table:table-cell><text:p>Hampshire</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2018-04-01"><text:p>Apr-18</text:p></table:table-cell>""" + Number("10", "10") + "</table:table-row>", One);
        yield return Ods("ods: a percentage cell", OdsRow("2018-04", """<table:table-cell office:value-type="percentage" office:value="0.84"><text:p>84%</text:p></table:table-cell>"""), "E23000030 2018-04 84.00") with { Measure = [("unit: count", "unit: percent")], Source = [("column: things, measure", "column: things, scale: 100, measure")] };
        yield return Ods("ods: a number stored as text", OdsRow("2018-04", "<table:table-cell><text:p>1,234 </text:p></table:table-cell>"), "E23000030 2018-04 1234");
        yield return Ods("ods: a marker", OdsRow("2018-04", "<table:table-cell><text:p>..</text:p></table:table-cell>"), "E23000030 2018-04 [x]");
        yield return Ods("ods: a formula that failed", OdsRow("2018-04", """<table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>"""), "reject 2 things: #DIV/0!");
        yield return Ods("ods: empty cells and rows repeated to the end of the grid", OdsRow("2018-04", Number("10", "10") + """<table:table-cell table:number-columns-repeated="16381"/>""") + """<table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>""", One);
        yield return Ods("ods: columns and a cell under a merged one", """<table:table-row><table:table-cell><text:p>Hampshire</text:p></table:table-cell><table:table-cell table:number-columns-spanned="1"><text:p>2018-04</text:p></table:table-cell>""" + Number("10", "10") + "<table:covered-table-cell><text:p>99</text:p></table:covered-table-cell></table:table-row>", One);
        yield return Ods("ods: a comment in the cell", OdsRow("2018-04", """<table:table-cell office:value-type="float" office:value="10"><office:annotation><text:p>99</text:p></office:annotation><text:p>10</text:p></table:table-cell>"""), One);
        yield return Ods("ods: spaces, tabs and spans", """<table:table-row><table:table-cell><text:p>Greater<text:s/><text:span>Manchester</text:span><text:span text:style-name="super">8,9</text:span></text:p></table:table-cell><table:table-cell><text:p>2018-04</text:p></table:table-cell>""" + Number("10", "10") + "</table:table-row>", "E23000005 2018-04 10");
        yield return new("ods: a text document", Made.Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")), ["refused: This is an OpenDocument file but not a spreadsheet"]);
        yield return new("ods: a password", Made.Ods("", manifest: "<manifest:encryption-data/>"), ["refused: This workbook is protected by a password"]);
        yield return new("ods: cut short", Made.Ods(OdsTable(OdsRow("2018-04", Number("10", "10"))))[..^40], ["refused: This workbook is damaged"]);
    }

    private static CorpusFile Xlsx(string name, string rows, string[] expected) =>
        new(name, Made.Xlsx(XlsxHead + rows, styles: """<xf numFmtId="3"/><xf numFmtId="17"/><xf numFmtId="9"/>"""), expected);

    private static CorpusFile Ods(string name, string rows, params string[] expected) => new(name, Made.Ods(OdsTable(rows)), expected);

    private static string Row(int number, string month, string value) => $"""<row r="{number}"><c r="A{number}" t="str"><v>Hampshire</v></c>{month}{value}</row>""";

    private static string Text(string text) => $"""<c r="B2" t="str"><v>{text}</v></c>""";

    private static string OdsTable(string rows) =>
        $"""<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/><table:table-row><table:table-cell><text:p>force</text:p></table:table-cell><table:table-cell><text:p>month</text:p></table:table-cell><table:table-cell><text:p>things</text:p></table:table-cell></table:table-row>{rows}</table:table>""";

    private static string OdsRow(string month, string value) =>
        $"<table:table-row><table:table-cell><text:p>Hampshire</text:p></table:table-cell><table:table-cell><text:p>{month}</text:p></table:table-cell>{value}</table:table-row>";

    private static string Number(string stored, string shown) =>
        $"""<table:table-cell office:value-type="float" office:value="{stored}"><text:p>{shown}</text:p></table:table-cell>""";
}
