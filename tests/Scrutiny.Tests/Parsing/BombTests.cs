using System.Globalization;
using System.Text;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Reading;

namespace Scrutiny.Tests.Parsing;

/// <summary>Small files that unpack, expand or refer to more than any table, through the real parser: refused in 2 seconds and 150 MB.</summary>
[Category("Slow")]
internal sealed class BombTests
{
    private const string OneCell = """<row r="1"><c r="A1"><v>1</v></c></row>""";
    private const string Sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const long MostKilobytes = 150 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private static IEnumerable<TestCaseData> ZipBombs()
    {
        var honest = Made.Xlsx(OneCell);
        var gigabyte = RawZip.Spaces(1024);
        var tenth = RawZip.Spaces(100);
        const uint Megabyte = 1024 * 1024;

        yield return Bomb("a gigabyte in a megabyte", new RawZip().AddAll(honest).Add("xl/media/zeros.bin", gigabyte, 1024 * Megabyte).ToArray(), "unpacks to more than 200 MB");
        yield return Bomb("a gigabyte said to be a kilobyte", new RawZip().Add("xl/workbook.xml", gigabyte, 1024).AddAll(Made.Zip(("xl/_rels/workbook.xml.rels", "<a/>"))).ToArray(), "is damaged");
        yield return Bomb("four parts of 100 MB", new RawZip().AddAll(honest).Add("xl/1.xml", tenth, 100 * Megabyte).Add("xl/2.xml", tenth, 100 * Megabyte).Add("xl/3.xml", tenth, 100 * Megabyte).Add("xl/4.xml", tenth, 100 * Megabyte).ToArray(), "unpacks to more than 300 MB");
        yield return Bomb("a workbook in an ods", new RawZip().AddAll(Made.Ods("")).Add("Pictures/1", gigabyte, 1024 * Megabyte).ToArray(), "unpacks to more than 200 MB");
        yield return Bomb("a zip in a zip in a zip", new RawZip().Add("a.zip", new RawZip().Add("b.zip", honest).ToArray()).ToArray(), "packed twice");
        yield return Bomb("a zip in a gzip in a zip", new RawZip().Add("a.gz", Made.Gzip(honest)).ToArray(), "compressed twice");
        yield return Bomb("100,000 parts", Made.Zip([.. Enumerable.Range(0, 100_000).Select(number => ($"{number}", ""))]), "lists far more files");
        yield return Bomb("parts that overlap", Overlapping(honest, tenth, 100 * Megabyte), "is damaged");
        yield return Bomb("an encrypted part", new RawZip().AddAll(honest).Add("xl/secret.xml", RawZip.Deflate([1]), 1, flags: 1).ToArray(), "protected by a password");
        yield return Bomb("one name twice", new RawZip().AddAll(honest).AddAll(Made.Zip(("xl/WORKBOOK.xml", "<a/>"))).ToArray(), "two files of the same name");
        yield return Bomb("a name that climbs out", new RawZip().AddAll(honest).AddAll(Made.Zip(("../../etc/cron.d/x", "a"))).ToArray(), "points outside");
        yield return Bomb("a gzip of two gigabytes of nothing", GzipOfSpaces(2100), "is empty");
    }

    private static IEnumerable<TestCaseData> CellBombs()
    {
        yield return Bomb("the last cell of the grid", Made.Xlsx("""<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"""), "reaches row");
        yield return Bomb("row two thousand million", Made.Xlsx("""<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>"""), "reaches row");
        yield return Bomb("a dimension of the whole grid", Made.Xlsx("""<row r="1"><c r="XFD1"><v>1</v></c></row>""", beforeRows: """<dimension ref="A1:XFD1048576"/>"""), "reaches row");
        yield return Bomb("a million merged ranges", Made.Xlsx(OneCell, afterRows: $"<mergeCells>{string.Concat(Enumerable.Repeat("<mergeCell ref=\"A1:B1\"/>", 1_000_000))}</mergeCells>"), "merges more cells");
        yield return Bomb("a million styles", Made.Xlsx(OneCell, styles: string.Concat(Enumerable.Repeat("<xf numFmtId=\"0\"/>", 1_000_000))), "cell styles");
        yield return Bomb("a million formats", Made.Xlsx(OneCell, formats: string.Concat(Enumerable.Range(200, 1_000_000).Select(id => $"<numFmt numFmtId=\"{id}\" formatCode=\"0\"/>"))), "cell styles");
        yield return Bomb("a million columns", Made.Xlsx(OneCell, beforeRows: $"<cols>{string.Concat(Enumerable.Repeat("<col min=\"1\" max=\"1\"/>", 1_000_000))}</cols>"), "more columns than a sheet");
        yield return Bomb("one cell a million times", Made.Xlsx($"<row r=\"1\">{string.Concat(Enumerable.Repeat("<c r=\"A1\"><v>1</v></c>", 1_000_000))}</row>"), "more columns than a sheet");
        yield return Bomb("three million shared strings", Made.Xlsx(OneCell, links: Made.SharedStringsLink, more: ("xl/sharedStrings.xml", $"<sst xmlns=\"{Sheet}\">{string.Concat(Enumerable.Repeat("<si><t>a</t></si>", 3_000_000))}</sst>")), "unpacks to more than 64 MB");
        yield return Bomb("shared strings of 64 MB", Made.Xlsx(OneCell, links: Made.SharedStringsLink, more: ("xl/sharedStrings.xml", $"<sst xmlns=\"{Sheet}\">{string.Concat(Enumerable.Repeat($"<si><t>{new string('a', 100_000)}</t></si>", 400))}</sst>")), "unpacks to more than 64 MB");
        yield return Bomb("a row repeated a million times", Ods("""<table:table-row table:number-rows-repeated="900000"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>"""), "repeated more than 2,000 times");
        yield return Bomb("a row repeated beyond the end", Ods("""<table:table-row table:number-rows-repeated="2000000000"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>"""), "reaches row");
        yield return Bomb("a cell repeated 16,384 times", Ods("""<table:table-row><table:table-cell table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell></table:table-row>"""), "reaches row");
        yield return Bomb("rows repeated in turn", Ods(string.Concat(Enumerable.Repeat("""<table:table-row table:number-rows-repeated="1999"><table:table-cell table:number-columns-repeated="256"><text:p>a</text:p></table:table-cell></table:table-row>""", 2_000))), "repeated more than 2,000 times");
        yield return Bomb("a million spaces", Ods($"""<table:table-row><table:table-cell><text:p>{string.Concat(Enumerable.Repeat("<text:s text:c=\"1000000\"/>", 10_000))}</text:p></table:table-cell></table:table-row>"""), "a cell of more than");
    }

    private static IEnumerable<TestCaseData> EntityBombs()
    {
        const string External = """<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>""";
        var laughs = $"<!DOCTYPE a [<!ENTITY l0 \"ha\">{string.Concat(Enumerable.Range(1, 30).Select(level => $"<!ENTITY l{level} \"&l{level - 1};&l{level - 1};\">"))}]>";

        foreach (var (what, prologue, body) in new[] { ("an outside entity", External, "&x;"), ("a billion laughs", laughs, "&l30;"), ("an outside declaration", """<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">""", "") })
        {
            yield return Bomb($"{what} in shared strings", Made.Xlsx(OneCell, more: ("xl/sharedStrings.xml", $"{prologue}<a>{body}</a>")), "DTD");
            yield return Bomb($"{what} in a part that nobody reads", Made.Xlsx(OneCell, more: ("customXml/item1.xml", $"{prologue}<a>{body}</a>")), "DTD");
            yield return Bomb($"{what} in an ods", Made.Ods("", prologue: prologue), "DTD");
            yield return Bomb($"{what} in an ods's properties", Made.Ods("", more: ("meta.xml", $"{prologue}<a>{body}</a>")), "DTD");
        }
    }

    [Test, Category("F-1"), TestCaseSource(nameof(ZipBombs))]
    public void A_zip_bomb_is_refused_in_2_seconds_and_150_MB(byte[] bomb, string reason) => Refuse(bomb, reason);

    [Test, Category("F-2"), TestCaseSource(nameof(CellBombs))]
    public void A_cell_bomb_is_refused_in_2_seconds_and_150_MB(byte[] bomb, string reason) => Refuse(bomb, reason);

    [Test, Category("F-3"), TestCaseSource(nameof(EntityBombs))]
    public void An_entity_bomb_is_refused_in_2_seconds_and_150_MB(byte[] bomb, string reason) => Refuse(bomb, reason);

    [Test, Category("F-3")]
    public void An_entity_is_refused_within_a_fifth_of_a_second_of_reading()
    {
        foreach (var bomb in EntityBombs().Select(bomb => (byte[])bomb.Arguments[0]!))
        {
            Made.Refusal(bomb);
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            Made.Refusal(bomb);
            Assert.That(System.Diagnostics.Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromSeconds(0.2)));
        }
    }

    private static void Refuse(byte[] bomb, string reason)
    {
        using var dashboards = MadeDashboards.Long();
        using var watch = new ChildWatch();
        var read = ParsedInChild.From(dashboards, bomb);

        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bomb.Length:N0} bytes: {read.Took.TotalSeconds:0.00} s ({watch.LongestWork.TotalSeconds:0.00} s of work), {watch.PeakKilobytes / 1024} MB: {read.Refusal}"));
        Assert.Multiple(() =>
        {
            Assert.That(read.Refusal, Does.Contain(reason).And.EndWith("."));
            Assert.That(read.Figures, Is.Empty);
            Assert.That(watch.PeakKilobytes, Is.InRange(1, MostKilobytes));
            Assert.That(watch.LongestWork, Is.LessThan(Longest));
            Assert.That(read.Took, Is.LessThan(Longest * 5), "on a busy machine");
        });
    }

    private static byte[] Overlapping(byte[] honest, byte[] packed, uint length)
    {
        var zip = new RawZip().AddAll(honest);
        var at = zip.Position;
        zip.Add("xl/first.bin", packed, length);
        for (var number = 0; number < 100; number++)
        {
            zip.Add($"xl/{number}.bin", packed, length / 100, at: at);
        }

        return zip.ToArray();
    }

    private static byte[] GzipOfSpaces(int megabytes)
    {
        var packed = RawZip.Spaces(megabytes);
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, .. packed, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private static byte[] Ods(string rows) => Made.Ods($"""<table:table table:name="T">{rows}</table:table>""");

    private static TestCaseData Bomb(string name, byte[] bomb, string reason) => new TestCaseData(bomb, reason).SetArgDisplayNames(name);
}
