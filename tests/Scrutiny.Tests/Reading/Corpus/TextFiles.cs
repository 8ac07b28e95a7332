using System.Text;
using static Scrutiny.Tests.Reading.Corpus.CorpusFile;

namespace Scrutiny.Tests.Reading.Corpus;

/// <summary>CSV files: encodings, line ends, separators, markers, numbers, periods, layouts.</summary>
internal static class TextFiles
{
    private const string Good = "force,month,things\nHampshire,2018-04,10\nDyfed-Powys,2018-04,20\n";
    private static readonly string[] Both = ["E23000030 2018-04 10", "W15000004 2018-04 20"];
    private static readonly (string, string)[] Markers = [("markers: { \"..\": not-available }", "markers: { \"..\": not-available, \"-\": not-applicable, \"*\": confidential, \"+\": low-reliability, \":\": not-available, \"~\": confidential, \"?\": confidential, \"NA\": not-available, \"N/A\": not-applicable, \"[x]\": not-available, \"[z]\": not-applicable, \"[c]\": confidential, \"#VALUE!\": not-available, \"-00\": not-available, \"<5\": confidential }")];

    public static IEnumerable<CorpusFile> All() => [.. Encodings(), .. Lines(), .. Values(), .. Periods(), .. Layouts(), .. Mislabelled()];

    private static IEnumerable<CorpusFile> Encodings()
    {
        const string Welsh = "force,month,things,note\nHeddlu Dyfed–Powys,2018-04,5,£ – ’ ŵ ŷ\n";
        const string Western = "force,month,things,note\nHeddlu Dyfed–Powys,2018-04,5,£ – ’\n";
        string[] name = ["reject 2 force: Heddlu Dyfed–Powys"];
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

        yield return Csv("utf-8", Welsh, name);
        yield return new("utf-8 with a mark", [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Welsh)], name);
        yield return new("utf-16 little end first", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Welsh)], name);
        yield return new("utf-16 big end first", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Welsh)], name);
        yield return new("utf-16 without a mark", Encoding.Unicode.GetBytes(Welsh), ["refused: Line 1 holds NUL bytes"]);
        yield return new("utf-16 without a mark, declared", Encoding.Unicode.GetBytes(Western), name) { Source = [("checks: []", "csv: { encoding: utf-16 }\nchecks: []")] };
        yield return new("windows-1252, guessed", windows.GetBytes(Western), name);
        yield return new("windows-1252, declared", windows.GetBytes(Western), name) { Source = [("checks: []", "csv: { encoding: windows-1252 }\nchecks: []")] };
        yield return new("utf-8 and windows-1252 mixed", [.. windows.GetBytes(Western), .. Encoding.UTF8.GetBytes("Kent,2018-04,5,£\n")], ["refused: Line 3 cannot be told apart as UTF-8 or Windows-1252"]);
        yield return new("bytes that no encoding has", [.. Encoding.UTF8.GetBytes(Good), 0x81, 0x8D, (byte)'\n'], ["refused: Line 4 cannot be told apart"]);
        yield return new("declared utf-8 that is not", windows.GetBytes(Western), ["refused: Line 2 holds bytes that are not UTF-8"]) { Source = [("checks: []", "csv: { encoding: utf-8 }\nchecks: []")] };
        yield return new("NUL among the text", Encoding.UTF8.GetBytes("force,month,things\nHampshire,2018-04,1\00\n"), ["refused: Line 2 holds NUL bytes"]);
        yield return new("gzip", Made.Gzip(Encoding.UTF8.GetBytes(Good)), Both);
        yield return new("zip of one file", Made.Zip(("table.csv", Good)), Both);
        yield return new("zip of two files", Made.Zip(("a.csv", Good), ("b.csv", Good)), ["refused: This is a zip of 2 files and not a workbook"]);
    }

    private static IEnumerable<CorpusFile> Lines()
    {
        yield return Csv("LF", Good, Both);
        yield return Csv("CRLF", Good.ReplaceLineEndings("\r\n"), Both);
        yield return Csv("CR", Good.ReplaceLineEndings("\r"), Both);
        yield return Csv("no last line end", Good.TrimEnd(), Both);
        yield return Csv("semicolons", Good.Replace(',', ';'), Both);
        yield return Csv("tabs", Good.Replace(',', '\t'), Both);
        yield return Csv("bars, declared", Good.Replace(',', '|'), Both) with { Source = [("checks: []", "csv: { delimiter: \"|\" }\nchecks: []")] };
        yield return Csv("line breaks inside a heading and a cell", "force,\"month\n(as\nprinted)\",things\nHampshire,2018-04,\"10\n\"\n", "E23000030 2018-04 10") with { Source = [("header: [force, month, things]", "header: [force, things]"), ("column: month, form", "column: \"month (as printed)\", form")] };
        yield return Csv("quotes within quotes", "force,month,things,note\n\"Hampshire\",\"2018-04\",\"10\",\"the \"\"old\"\" count, revised\"\n", "E23000030 2018-04 10");
        yield return Csv("a quote that is never closed", "force,month,things\nHampshire,2018-04,\"10\nKent,2018-04,20\n", "refused: A quotation mark opens on line 2 and is never closed");
        yield return Csv("16 lines of comments", string.Concat(Enumerable.Range(1, 16).Select(line => $"# note {line}, with a comma\n")) + Good, Both) with { Source = [("checks: []", "csv: { comment: \"#\" }\nchecks: []")] };
        yield return Csv("7 rows of prose and blank rows above, notes below", "Things counted by force,,\n,,\nThis table, as agreed,,\n\n1,,\n2,,\nPrinted in 2019,,\n" + Good + ",,\nSource: a test,,\n1. Kent is not counted,,\n", Both);
        yield return Csv("a title of 2 rows and a blank row between header and data", "Table 1,,\n,,\nforce,month,things\n,,\nHampshire,2018-04,10\n", "E23000030 2018-04 10");
    }

    private static IEnumerable<CorpusFile> Values()
    {
        yield return Value("a number with thousands and a trailing space", "\"155,217 \"", "E23000030 2018-04 155217") with { First = ("155,217 ", "155,217 ") };
        yield return Value("a number with a decimal part", "1234.5", "E23000030 2018-04 1234.5");
        yield return Value("brackets for a negative", "(12)", "E23000030 2018-04 -12");
        yield return Value("a genuine negative", "-3", "E23000030 2018-04 -3");
        yield return Value("a true minus sign", "−3", "E23000030 2018-04 -3");
        yield return Value("money", "\"£1,234.50\"", "E23000030 2018-04 1234.50");
        yield return Value("an exponent", "8.53E+3", "E23000030 2018-04 8530");
        yield return Value("zero", "0", "E23000030 2018-04 0");
        yield return Value("groups of two", "\"1,23,4\"", "reject 2 things: 1,23,4");
        yield return Value("two numbers", "12 3", "reject 2 things: 12 3");
        yield return Value("a decimal comma", "\"1,5\"", "reject 2 things: 1,5");
        yield return Value("a formula", "=1+1", "reject 2 things: =1+1");
        yield return Value("full-width digits", "１２", "reject 2 things: １２");
        yield return Value("infinity", "Infinity", "reject 2 things: Infinity");
        yield return Value("not a number", "NaN", "reject 2 things: NaN");
        yield return Value("hexadecimal", "0x10", "reject 2 things: 0x10");
        yield return Value("a percentage", "12%", "E23000030 2018-04 12") with { Measure = [("unit: count", "unit: percent")] };
        yield return Value("a percentage of a fraction", "93.90%", "E23000030 2018-04 93.90") with { Measure = [("unit: count", "unit: percent")] };
        yield return Value("a fraction for a percentage", "0.84", "E23000030 2018-04 84.00") with { Measure = [("unit: count", "unit: percent")], Source = [("column: things, measure", "column: things, scale: 100, measure")] };
        yield return Value("more than all", "101%", "reject 2 things: 101%") with { Measure = [("unit: count", "unit: percent")] };
        foreach (var (marker, mark) in new[] { ("..", "[x]"), ("-", "[z]"), ("*", "[c]"), (":", "[x]"), ("~", "[c]"), ("?", "[c]"), ("NA", "[x]"), ("N/A", "[z]"), ("[x]", "[x]"), ("[z]", "[z]"), ("[c]", "[c]"), ("#VALUE!", "[x]"), ("-00", "[x]"), ("<5", "[c]"), (" .. ", "[x]") })
        {
            yield return Value($"the marker {marker}, declared", marker, $"E23000030 2018-04 {mark}") with { Source = Markers };
        }

        foreach (var marker in new[] { "-", "*", "+", ":", "~", "?", "NA", "N/A", "[x]", "[c]", "#VALUE!", "<5", "n/a", "x", "–" })
        {
            yield return Value($"the marker {marker}, not declared", marker, $"reject 2 things: {marker}");
        }

        yield return Value("an empty cell", "", "refused: The file's tables hold no figures");
        yield return Csv("an empty cell beside a full one", "force,month,things\nHampshire,2018-04,\nKent,2018-04,1\n", "E23000032 2018-04 1");
        yield return Csv("empty cells that mean something", "force,month,things,small\nHampshire,2018-04,,3\nKent,2018-04,1,2\n", "E23000030 2018-04 [x]", "E23000030/small 2018-04 3", "E23000032 2018-04 1", "E23000032/small 2018-04 2") with { Source = [("markers: { \"..\": not-available }", "markers: { \"\": not-available }"), ("      - { column: things, measure: things }", "      - { column: things, measure: things }\n      - { column: small, measure: things, breakdown: small }")] };
    }

    private static IEnumerable<CorpusFile> Periods()
    {
        foreach (var text in new[] { "2018-09", "201809", "Sep-18", "Sept-18", "Sep 18", "September 2018", "Sep 2018", " Sep-18 " })
        {
            yield return Month($"a month as '{text}'", "month", "month", text, "E23000030 2018-09 5");
        }

        foreach (var text in new[] { "31-03-2018", "31/03/2018", "2018-03-31", "31 March 2018", "20180331", "Mar-18" })
        {
            yield return Month($"a day as '{text}'", "as-at", "as-at", text, "E23000030 2018-03-31 5");
        }

        foreach (var text in new[] { "2017/18", "2017-18", "2017/2018" })
        {
            yield return Month($"a financial year as '{text}'", "financial-year", "financial-year", text, "E23000030 2017/18 5");
        }

        yield return Month("a year that ends with a month", "year-ending", "rolling12", "year ending September 2018", "E23000030 YE 2018-09 5") with { Measure = [("frequency: month", "frequency: rolling-12")] };
        yield return Month("a financial year that is none", "financial-year", "financial-year", "2017/19", "reject 2 month: 2017/19");
        yield return Month("a month that is none", "month", "month", "2018-13", "reject 2 month: 2018-13");
        yield return Month("a day that is none", "as-at", "as-at", "31/02/2018", "reject 2 month: 31/02/2018");
        yield return Month("an American day", "as-at", "as-at", "03/31/2018", "reject 2 month: 03/31/2018");
        yield return Month("a month where a year is meant", "financial-year", "financial-year", "Apr-18", "reject 2 month: Apr-18");
        yield return Month("a year long ago", "month", "month", "1066-10", "reject 2 month: 1066-10");
    }

    private static IEnumerable<CorpusFile> Layouts()
    {
        yield return Csv("names with spaces, footnotes and notes", "force,month,things\nHampshire ,2018-04,1\nWiltshire3,2018-04,2\n\"Greater Manchester8,9\",2018-04,3\nHumberside [note 4],2018-04,4\n", "E23000030 2018-04 1", "E23000038 2018-04 2", "E23000005 2018-04 3", "E23000012 2018-04 4");
        yield return Csv("a name that is not known", "force,month,things\nRuritania,2018-04,1\nKent,2018-04,2\n", "E23000032 2018-04 2", "reject 2 force: Ruritania");
        yield return Csv("codes", "force,month,things\nE23000030,2018-04,1\n", "E23000030 2018-04 1");
        yield return Csv("rows left out on purpose", "force,month,things\nTotal,2018-04,3\nKent,2018-04,2\n", "E23000032 2018-04 2") with { Source = [("area: { column: force }", "area: { column: force, ignore: [Total] }")] };
        yield return Csv("a region and a force of one name", "force,month,things\nWest Midlands,2018-04,30\nWest Midlands,2018-04,20\n", "E12000005 2018-04 30", "E23000014 2018-04 20");
        yield return Csv("one column to a month", "Things by area,,,\nforce,Apr-18,May-18 [note 1],Change\nHampshire,1,..,5%\nKent,\"1,002\",-3,\n", "E23000030 2018-04 1", "E23000030 2018-05 [x]", "E23000032 2018-04 1002", "E23000032 2018-05 -3") with { Source = [("header: [force, month, things]", "header: [force]"), ("period: { column: month, form: month }", "period: { columns: true, form: month }"), ("{ column: things, measure: things }", "{ measure: things }")] };
        yield return Csv("two rows of headings", ",2018 count,,2019 count,\nforce,number,%,number,%\nKent,10,1%,20,2%\n", "E23000032 2019-04 20") with { Source = [("header: [force, month, things]", "header: [force, number]\n    parent_rows: 1"), ("period: { column: month, form: month }", "period: { fixed: 2019-04, form: month }"), ("column: things, measure", "column: 2019 count / number, measure")] };
        yield return Csv("the period in the title, a footnote glued to it", "\"Things, September 20191,2\",\nforce,things\nKent,1\n", "E23000032 2019-09 1") with { Source = [("header: [force, month, things]", "header: [force, things]"), ("period: { column: month, form: month }", "period: { title: '(?<period>\\w+ [\\d, ]+)$', form: month }")] };
        yield return Csv("several measures' columns", "force,month,things,small ones\nKent,2018-04,10,4\n", "E23000032 2018-04 10", "E23000032/small 2018-04 4") with { Source = [("      - { column: things, measure: things }", "      - { column: things, measure: things }\n      - { column: small ones, measure: things, breakdown: small }")] };
        yield return Csv("a breakdown to a row", "force,month,things,kind\nKent,2018-04,10,\nKent,2018-04,4,small\nKent,2018-04,6,large\n", "E23000032 2018-04 10", "E23000032/small 2018-04 4", "reject 4 kind: large") with { Source = [("column: things, measure: things", "column: things, measure: things, breakdown_column: kind")] };
        yield return Csv("a status beside the value", "force,month,things,status\nKent,2018-04,10,p\nSurrey,2018-04,4,[r]\nSussex,2018-04,4,c\n", "E23000032 2018-04 10[p]", "E23000031 2018-04 4[r]", "reject 4 status: c") with { Source = [("column: things, measure: things", "column: things, measure: things, status_column: status")] };
        yield return Csv("columns in another order, with more between them", "note,things,other,month,force\nx,10,y,2018-04,Kent\n", "E23000032 2018-04 10");
        yield return Csv("a column that is missing", "force,month,thing\nKent,2018-04,1\n", "refused: No sheet holds the table 'Things by month'");
        yield return Csv("no rows", "force,month,things\n", "refused: The file's tables hold no figures");
    }

    private static IEnumerable<CorpusFile> Mislabelled()
    {
        yield return Csv("a web page", "<!DOCTYPE html><html><body>Not found</body></html>", "refused: This is a web page and not a table");
        yield return Csv("JSON of no table", "{\"error\":\"not found\"}", "refused: No sheet holds the table");
        yield return Csv("XML", "<?xml version=\"1.0\"?><a/>", "refused: This is an XML document");
        yield return Csv("a PDF", "%PDF-1.7\n", "refused: This is a PDF");
        yield return new("old Excel", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]], ["refused: This is an old Excel workbook (.xls)"]);
        yield return new("a workbook with a password", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[100]], ["refused: This workbook is protected by a password"]);
        yield return Csv("white space", " \n\n", "refused: This file is empty");
        yield return new("a gzip cut short", Made.Gzip(Encoding.UTF8.GetBytes(Good))[..^6], ["refused: This compressed file"]);
    }
}
