using System.Diagnostics;
using System.Text;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Reading;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Loading;
using Scrutiny.Tests.Reading;

namespace Scrutiny.Tests.Mapping;

/// <summary>Good files cut short anywhere, and with one bit wrong anywhere: read as what they are, or refused in a sentence.</summary>
[Category("F-4")]
internal sealed class BrokenFilesTests
{
    private const int SmallBytes = 600;
    private const int Step = 97;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private static IEnumerable<TestCaseData> Files()
    {
        const string Csv = "\uFEFFforce,month,things,note\nHampshire,2018-04,\"1,234\",\"a note, with \"\"marks\"\"\"\r\nHeddlu Dyfed-Powys,2018-05,..,€\nKent3,Sept-18,7,\n";
        var xlsx = Made.Xlsx("""<row r="1"><c r="A1" t="str"><v>force</v></c><c r="B1" t="str"><v>month</v></c><c r="C1" t="str"><v>things</v></c></row><row r="2"><c r="A2" t="str"><v>Hampshire</v></c><c r="B2" t="str"><v>2018-04</v></c><c r="C2" s="1"><v>4711.25</v></c></row>""", styles: """<xf numFmtId="3"/>""");
        var ods = Made.Ods("""<table:table table:name="T"><table:table-row><table:table-cell><text:p>force</text:p></table:table-cell><table:table-cell><text:p>month</text:p></table:table-cell><table:table-cell><text:p>things</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>Hampshire</text:p></table:table-cell><table:table-cell><text:p>2018-04</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="4711.25"><text:p>4,711</text:p></table:table-cell></table:table-row></table:table>""");
        const string Json = """{"title":"Things","rows":[{"force":"Hampshire","month":"2018-04","things":4711.25},{"force":"Kent","month":"2018-05","things":null}]}""";

        yield return new TestCaseData("csv", Encoding.UTF8.GetBytes(Csv));
        yield return new TestCaseData("csv in utf-16", (byte[])[0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Csv[1..])]);
        yield return new TestCaseData("csv in gzip", Made.Gzip(Encoding.UTF8.GetBytes(Csv)));
        yield return new TestCaseData("xlsx", xlsx);
        yield return new TestCaseData("ods", ods);
        yield return new TestCaseData("json", Encoding.UTF8.GetBytes(Json));
    }

    [TestCaseSource(nameof(Files))]
    public void A_file_cut_short_or_with_a_wrong_bit_is_read_or_refused(string format, byte[] whole) => Break(format, whole, cuts: 60, flips: 60);

    [Category("OnDemand"), TestCaseSource(nameof(Files))]
    public void Every_cut_and_2000_wrong_bits_are_read_or_refused(string format, byte[] whole) => Break(format, whole, cuts: int.MaxValue, flips: 2_000);

    [Test, Category("Slow")]
    public Task No_row_of_a_refused_file_is_loaded() => LoadBroken(perFile: 2);

    [Test, Category("OnDemand")]
    public Task No_row_of_a_refused_file_is_loaded_in_1000_files() => LoadBroken(perFile: 84);

    private static async Task LoadBroken(int perFile)
    {
        using var dashboards = MadeDashboards.Long().Change("sources/made", "publish: on-load", "publish: on-load\nreject_above: 100");
        await using var database = await LoadingDatabase.CreateAsync(dashboards.Read());
        var path = Path.GetTempFileName();
        try
        {
            foreach (var file in Files())
            {
                var whole = (byte[])file.Arguments[1]!;
                foreach (var broken in Cuts(whole, perFile).Concat(Flips(whole, perFile)))
                {
                    await File.WriteAllBytesAsync(path, broken.Length > 0 ? broken : " "u8.ToArray());
                    var report = await database.LoadAsync(path, "made");

                    var rows = await database.Database.AskAsync($"select count(*) from working.observation join working.load on load.number = load_number where load_id = '{report.Load}'");
                    Assert.That(rows, report.State == LoadState.Refused ? Is.Zero : Is.EqualTo(report.Loaded + report.Revised), $"{file.Arguments[0]}: {report.Reason}");
                    Assert.That(report.Reason, Is.Null.Or.EndsWith(".").And.Not.Contains("broke off"));
                }
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Break(string format, byte[] whole, int cuts, int flips)
    {
        using var dashboards = MadeDashboards.Long();
        var catalogue = dashboards.Read();
        var honest = Outcome(catalogue, whole);
        var workbook = format is "xlsx" or "ods" or "json" or "csv in gzip";
        Assert.That(honest, Does.StartWith("things E23000030"));

        foreach (var broken in Cuts(whole, cuts))
        {
            Assert.That(Outcome(catalogue, broken), workbook ? Does.EndWith(".") : Is.Not.Null, $"{format} cut at {broken.Length}");
        }

        foreach (var broken in Flips(whole, flips))
        {
            // What carries a checksum can't change a figure; what carries none may.
            Assert.That(Outcome(catalogue, broken), format is "xlsx" or "ods" ? Is.EqualTo(honest).Or.EndsWith(".") : Is.Not.Null, format);
        }
    }

    /// <summary>The figures, or the sentence of the refusal; anything else that happens fails the test.</summary>
    private static string Outcome(Catalogue catalogue, byte[] content)
    {
        var started = Stopwatch.GetTimestamp();
        string outcome;
        try
        {
            outcome = string.Join("; ", Collected.From(catalogue, content).Lines);
        }
        catch (Exception refusal) when (refusal is UnreadableFileException or RefusedFileException)
        {
            outcome = refusal.Message;
        }

        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(Longest));
        return outcome;
    }

    // Every length of a small file; of a larger one every 97th.
    private static IEnumerable<byte[]> Cuts(byte[] whole, int most)
    {
        var lengths = Enumerable.Range(0, whole.Length).Where(length => whole.Length <= SmallBytes || length % Step == 0).ToList();
        return lengths.Where((_, at) => lengths.Count <= most || at % (lengths.Count / most) == 0).Select(length => whole[..length]);
    }

    private static IEnumerable<byte[]> Flips(byte[] whole, int count)
    {
        var random = new Random(2027);
        for (var flip = 0; flip < count; flip++)
        {
            byte[] flipped = [.. whole];
            flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            yield return flipped;
        }
    }
}
