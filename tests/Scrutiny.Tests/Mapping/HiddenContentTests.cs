using System.Text;
using Dapper;
using Npgsql;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Loading;
using Scrutiny.Tests.Reading;

namespace Scrutiny.Tests.Mapping;

/// <summary>What a publisher hid in a workbook was not published, and is not read: a number that no visible cell holds, in eight places.</summary>
[Category("F-11")]
internal sealed class HiddenContentTests
{
    // As a number it could pass for a figure, as a text it is found by searching.
    private const string Sentinel = "8675309";

    private static readonly string Header = XlsxRow(1, "force", "month", "things");
    private static readonly string Honest = Header + XlsxRow(2, "Hampshire", "2018-04", "10");
    private static readonly string OdsHeader = OdsRow("force", "month", "things");
    private static readonly string OdsHonest = OdsHeader + OdsRow("Hampshire", "2018-04", "10");

    private static IEnumerable<TestCaseData> Workbooks()
    {
        const string Sheet2 = "xl/worksheets/sheet2.xml";
        yield return Place("a hidden sheet", HiddenSheet("hidden"), "The hidden sheet 'Secret' was left out.");
        yield return Place("a very hidden sheet", HiddenSheet("veryHidden"), "The hidden sheet 'Secret' was left out.");
        yield return Place("a hidden row", Made.Xlsx(Honest + XlsxRow(3, "Kent", "2018-04", Sentinel).Replace("<row ", "<row hidden=\"1\" ", StringComparison.Ordinal)), "Sheet 'Table 1 ': what is hidden was left out (row 3).");
        yield return Place("a row without height", Made.Xlsx(Honest + XlsxRow(3, "Kent", "2018-04", Sentinel).Replace("<row ", "<row ht=\"0\" customHeight=\"1\" ", StringComparison.Ordinal)), "Sheet 'Table 1 ': what is hidden was left out (row 3).");
        yield return Place("a hidden column", Made.Xlsx(XlsxRow(1, "force", "month", "things", "things") + XlsxRow(2, "Hampshire", "2018-04", "10", Sentinel), beforeRows: """<cols><col min="4" max="4" width="9" hidden="1"/></cols>"""), "Sheet 'Table 1 ': what is hidden was left out (column D).");
        yield return Place("a comment", Made.Xlsx(Honest, more: ("xl/comments1.xml", $"""<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList><comment ref="C2"><text><t>{Sentinel}</t></text></comment></commentList></comments>""")), null);
        yield return Place("a pivot cache", Made.Xlsx(Honest, more: ("xl/pivotCache/pivotCacheRecords1.xml", $"""<pivotCacheRecords xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><r><s v="Kent"/><n v="{Sentinel}"/></r></pivotCacheRecords>""")), null);
        yield return Place("an external link", Made.Xlsx(Honest, more: ("xl/externalLinks/externalLink1.xml", $"""<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1"><v>{Sentinel}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>""")), null);
        yield return Place("a defined name", Made.Xlsx(Honest, sheets: "</sheets><definedNames><definedName name=\"Kent\">8675309</definedName></definedNames><sheets>"), null);

        yield return Place("an ods's hidden sheet", Made.Ods(OdsSheet("T", OdsHonest) + $"""<table:table table:name="Secret" table:style-name="h">{OdsHeader}{OdsRow("Kent", "2018-04", Sentinel)}</table:table>""", styles: """<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>"""), "The hidden sheet 'Secret' was left out.");
        yield return Place("an ods's hidden row", Made.Ods(OdsSheet("T", OdsHonest + OdsRow("Kent", "2018-04", Sentinel).Replace("<table:table-row>", """<table:table-row table:visibility="collapse" table:number-rows-repeated="2">""", StringComparison.Ordinal))), "Sheet 'T': what is hidden was left out (rows 3 to 4).");
        yield return Place("an ods's filtered row", Made.Ods(OdsSheet("T", OdsHonest + OdsRow("Kent", "2018-04", Sentinel).Replace("<table:table-row>", """<table:table-row table:visibility="filter">""", StringComparison.Ordinal))), "Sheet 'T': what is hidden was left out (row 3).");
        yield return Place("an ods's closed group of rows", Made.Ods(OdsSheet("T", OdsHonest + $"""<table:table-row-group table:display="false">{OdsRow("Kent", "2018-04", Sentinel)}</table:table-row-group>""")), "Sheet 'T': what is hidden was left out (row 3).");
        yield return Place("an ods's hidden column", Made.Ods(OdsSheet("T", """<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>""" + OdsRow("force", "month", "things", "things") + OdsRow("Hampshire", "2018-04", "10", Sentinel))), "Sheet 'T': what is hidden was left out (column D).");
        yield return Place("an ods's comment", Made.Ods(OdsSheet("T", OdsHonest.Replace("<text:p>10</text:p>", $"<office:annotation><text:p>{Sentinel}</text:p></office:annotation><text:p>10</text:p>", StringComparison.Ordinal))), null);

        byte[] HiddenSheet(string state) => new RawZip().AddAll(WithoutSecondSheet(Made.Xlsx(Honest, sheets: $"<sheet name=\"Secret\" sheetId=\"2\" state=\"{state}\" r:id=\"rId2\"/>")))
            .Add(Sheet2, Encoding.UTF8.GetBytes($"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{Header}{XlsxRow(2, "Kent", "2018-04", Sentinel)}</sheetData></worksheet>""")).ToArray();
    }

    [TestCaseSource(nameof(Workbooks))]
    public void Nothing_hidden_reaches_a_figure_a_row_kept_for_receipts_or_the_report(byte[] workbook, string? note)
    {
        using var dashboards = MadeDashboards.Long();

        var read = Collected.From(dashboards, workbook);

        Assert.Multiple(() =>
        {
            Assert.That(read.Lines, Is.EqualTo(new[] { "things E23000030 total 2018-04-01..2018-04-30 10" }));
            Assert.That(read.Notes, Is.EqualTo(note is null ? [] : new[] { note }));
            Assert.That(read.Rejects, Is.Empty);
            Assert.That(string.Join('|', read.KeptCells), Does.Not.Contain(Sentinel));
        });
    }

    [Test]
    public async Task Nothing_hidden_reaches_the_database_but_inside_the_kept_file()
    {
        using var dashboards = MadeDashboards.Long();
        await using var database = await LoadingDatabase.CreateAsync(dashboards.Read());
        var all = Made.Xlsx(
            Honest + XlsxRow(3, "Kent", "2018-04", Sentinel).Replace("<row ", "<row hidden=\"1\" ", StringComparison.Ordinal),
            beforeRows: """<cols><col min="5" max="5" width="9" hidden="1"/></cols>""",
            more: ("xl/comments1.xml", $"<comments><t>{Sentinel}</t></comments>"));
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, all);
        try
        {
            var report = await database.LoadAsync(path, "made");

            Assert.That(report.Loaded, Is.EqualTo(1), report.Reason);
        }
        finally
        {
            File.Delete(path);
        }

        await using var connection = new NpgsqlConnection(database.Database.Superuser);
        foreach (var table in await connection.QueryAsync<string>("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('working', 'published')"))
        {
            Assert.That(await connection.ExecuteScalarAsync<long>($"select count(*) from {table} t where t::text like '%{Sentinel}%'"), Is.Zero, table);
        }

        foreach (var block in await connection.QueryAsync<byte[]>("select content from working.row_block"))
        {
            using var unpacked = new StreamReader(new System.IO.Compression.GZipStream(new MemoryStream(block), System.IO.Compression.CompressionMode.Decompress));
            Assert.That(await unpacked.ReadToEndAsync(), Does.Contain("Hampshire").And.Not.Contain(Sentinel));
        }
    }

    private static string OdsSheet(string name, string rows) => $"""<table:table table:name="{name}">{rows}</table:table>""";

    private static string OdsRow(params string[] cells) =>
        $"<table:table-row>{string.Concat(cells.Select(cell => $"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"))}</table:table-row>";

    private static string XlsxRow(int number, params string[] cells) =>
        $"<row r=\"{number}\">{string.Concat(cells.Select((cell, column) => $"<c r=\"{(char)('A' + column)}{number}\" t=\"str\"><v>{cell}</v></c>"))}</row>";

    private static byte[] WithoutSecondSheet(byte[] workbook)
    {
        using MemoryStream zip = new();
        zip.Write(workbook);
        using (System.IO.Compression.ZipArchive archive = new(zip, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry("xl/worksheets/sheet2.xml")!.Delete();
        }

        return zip.ToArray();
    }

    private static TestCaseData Place(string name, byte[] workbook, string? note) => new TestCaseData(workbook, note).SetArgDisplayNames(name);
}
