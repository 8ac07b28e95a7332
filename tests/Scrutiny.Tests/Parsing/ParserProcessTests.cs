using System.Diagnostics;
using System.Globalization;
using System.Text;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Parsing;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Mapping;
using Scrutiny.Tests.Reading;

namespace Scrutiny.Tests.Parsing;

internal sealed class ParserProcessTests
{
    [Test]
    public void It_yields_what_reading_the_file_here_yields()
    {
        using var dashboards = MadeDashboards.Long();
        var csv = Encoding.UTF8.GetBytes("force,month,things\nHampshire,2018-04,\" 1,234 \"\nRuritania,2018-04,1\nKent3,2018-04,..\nSurrey,2018-05,-7.50\n");

        var here = Collected.From(dashboards, csv);
        var child = ParsedInChild.From(dashboards, csv);

        Assert.Multiple(() =>
        {
            Assert.That(child.Refusal, Is.Null);
            Assert.That(child.Figures, Is.EqualTo(here.Figures));
            Assert.That(child.Rejects, Is.EqualTo(here.Rejects));
            Assert.That((child.File.RowsRead, child.File.Notes), Is.EqualTo((here.RowsRead, here.Notes)));
            Assert.That(child.Blocks.Select(block => (block.FirstRow, block.LastRow)), Is.EqualTo(new[] { (2, 5) }));
        });
    }

    [Test]
    public void What_it_is_told_of_the_dashboards_survives_the_way()
    {
        var catalogue = Catalogue.Read(Repository.PathTo("dashboards"));

        foreach (var source in catalogue.Sources.Values)
        {
            using MemoryStream there = new(), back = new();
            new ParserRequest("f", KeepRows: true, ParserRules.Of(source, catalogue)).Write(there);
            there.Position = 0;
            var (told, known) = ParserRequest.Read(there)!.Rules!.Declared();
            new ParserRequest("f", KeepRows: true, ParserRules.Of(told, known)).Write(back);

            Assert.That(back.ToArray(), Is.EqualTo(there.ToArray()), source.Id);
            Assert.That(known.Areas.Find("West Midlands").Select(area => area.Code), Is.EqualTo(catalogue.Areas.Find("West Midlands").Select(area => area.Code)));
        }
    }

    [Test]
    public void It_is_told_nothing_but_what_it_needs_and_can_open_no_socket()
    {
        using var dashboards = MadeDashboards.Long();
        Environment.SetEnvironmentVariable("ConnectionStrings__Scrutiny", "Host=nowhere;Password=secret");
        try
        {
            using var watch = new ChildWatch();
            var read = ParsedInChild.From(dashboards, Encoding.UTF8.GetBytes("force,month,things\nHampshire,2018-04,1\n"));

            Assert.Multiple(() =>
            {
                Assert.That(read.Refusal, Is.Null, "the parser tries a socket after the filter is set and reads no file if one opens");
                Assert.That(watch.Environment, Does.Contain("DOTNET_GCHeapHardLimit").And.Not.Contain("ConnectionStrings").And.Not.Contain("secret"));
                Assert.That(watch.Status.Select(line => line.Replace("\t", "", StringComparison.Ordinal)), Has.Member("Seccomp:2").And.Member("NoNewPrivs:1"));
            });
        }
        finally
        {
            Environment.SetEnvironmentVariable("ConnectionStrings__Scrutiny", null);
        }
    }

    [Test, CancelAfter(60_000)]
    public void A_file_that_takes_too_long_is_refused_and_its_parser_is_gone()
    {
        using var dashboards = LargeFile.Dashboards();
        using var large = LargeFile.Of(1_000_000, dashboards.Read());

        var read = ParsedInChild.FromFile(dashboards, large.Path, new ParserLimits { Minutes = 0.01 });

        Assert.That(read.Refusal, Does.StartWith("Reading this file took more than 0.01 minutes"));
        Assert.That(ChildWatch.Parsers, Is.Empty);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_cancelled_load_ends_its_parser_within_5_seconds()
    {
        using var dashboards = LargeFile.Dashboards();
        using var large = LargeFile.Of(1_000_000, dashboards.Read());
        using var cancelling = new CancellationTokenSource();
        var reading = Task.Run(() => ParsedInChild.FromFile(dashboards, large.Path, cancel: cancelling.Token));
        await UntilAsync(() => ChildWatch.Parsers.Count == 1);

        var asked = Stopwatch.GetTimestamp();
        await cancelling.CancelAsync();

        Assert.ThrowsAsync<OperationCanceledException>(() => reading);
        Assert.That(ChildWatch.Parsers, Is.Empty);
        Assert.That(Stopwatch.GetElapsedTime(asked), Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_parser_that_is_killed_is_a_refused_file()
    {
        using var dashboards = LargeFile.Dashboards();
        using var large = LargeFile.Of(1_000_000, dashboards.Read());
        var reading = Task.Run(() => ParsedInChild.FromFile(dashboards, large.Path));
        await UntilAsync(() => ChildWatch.Parsers.Count == 1);

        using (var parser = Process.GetProcessById(ChildWatch.Parsers[0]))
        {
            parser.Kill();
        }

        Assert.That((await reading).Refusal, Does.StartWith("The program that reads files broke off over this one"));
    }

    [Test, CancelAfter(60_000)]
    public void Small_files_of_a_source_are_read_by_one_process_until_one_is_refused()
    {
        using var dashboards = MadeDashboards.Long();
        var catalogue = dashboards.Read();
        var process = new ParserProcess(new ParserLimits());
        string[] files = ["force,month,things\nKent,2018-04,1\n", "force,month,things\nSurrey,2018-05,2\n", "force,month,other\nKent,2018-04,3\n", "force,month,things\nEssex,2018-06,4\n"];

        using (process.KeepFor("made"))
        {
            var read = files.Select(text => (Parsed: ParsedInChild.From(process, catalogue, Encoding.UTF8.GetBytes(text)), ChildWatch.Parsers)).ToList();

            Assert.That(read.Select(file => file.Parsed.Refusal is not null ? "refused" : string.Join(' ', file.Parsed.Figures.Select(figure => $"{figure.Area} {figure.Period.From:yyyy-MM} {figure.Value}"))), Is.EqualTo(new[]
            {
                "E23000032 2018-04 1",
                "E23000031 2018-05 2",
                "refused",
                "E23000028 2018-06 4",
            }));
            Assert.That(read[1].Parsers, Is.EqualTo(read[0].Parsers).And.Count.EqualTo(1));
            Assert.That(read[2].Parsers, Is.Empty);
            Assert.That(read[3].Parsers, Has.Count.EqualTo(1).And.Not.EqualTo(read[0].Parsers));
        }

        Assert.That(ChildWatch.Parsers, Is.Empty);
    }

    [Test, CancelAfter(60_000)]
    public void A_parser_whose_parent_dies_ends_too()
    {
        using var dashboards = LargeFile.Dashboards();
        using var large = LargeFile.Of(1_000_000, dashboards.Read());
        var catalogue = dashboards.Read();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Scrutiny.Ingest.dll"), ParserChild.Verb]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var parser = Process.Start(start)!;
        new ParserRequest(large.Path, KeepRows: true, ParserRules.Of(catalogue.Sources["made"], catalogue)).Write(parser.StandardInput.BaseStream);
        Assert.That(parser.StandardOutput.BaseStream.ReadByte(), Is.GreaterThan(0), "it is reading, and blocked: nobody takes what it says");

        // What the system does for a process that ends.
        parser.StandardInput.Close();

        Assert.That(parser.WaitForExit(5_000), Is.True);
    }

    [Test, CancelAfter(60_000)]
    public void A_file_that_needs_more_memory_than_it_may_have_is_refused_in_a_sentence()
    {
        using var dashboards = MadeDashboards.Long();
        // Many texts of moderate length, all of which the library holds.
        var strings = string.Concat(Enumerable.Range(0, 300_000).Select(number => string.Create(CultureInfo.InvariantCulture, $"<si><t>text number {number}</t></si>")));
        var workbook = Made.Xlsx("""<row r="1"><c r="A1"><v>1</v></c></row>""", more: ("xl/sharedStrings.xml", $"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{strings}</sst>"), links: Made.SharedStringsLink);

        var read = ParsedInChild.From(dashboards, workbook, new ParserLimits { HeapMegabytes = 16 });

        Assert.That(read.Refusal, Does.StartWith("This file needs more memory"));
    }

    [Test, Category("F-5"), CancelAfter(60_000)]
    public void Memory_does_not_grow_with_the_file()
    {
        using var dashboards = LargeFile.Dashboards();
        var catalogue = dashboards.Read();
        var peaks = new List<long>();
        foreach (var rows in new[] { 150_000, 600_000 })
        {
            using var large = LargeFile.Of(rows, catalogue);
            using var watch = new ChildWatch();
            var counted = new CountedInChild();
            counted.Read(large.Path, catalogue);
            Assert.That(counted.Figures, Is.EqualTo(rows));
            peaks.Add(watch.PeakKilobytes);
        }

        Assert.That(peaks[1], Is.LessThan(peaks[0] + (15 * 1024)).And.LessThan(120 * 1024), "kilobytes");
    }

    [Test, Category("F-5"), Category("OnDemand"), CancelAfter(1_800_000)]
    public void A_gigabyte_of_CSV_is_read_in_10_minutes_and_150_MB()
    {
        using var dashboards = LargeFile.Dashboards();
        var catalogue = dashboards.Read();
        using var large = LargeFile.Of(25_000_000, catalogue, note: "to make a gigabyte");
        using var watch = new ChildWatch();
        var counted = new CountedInChild();

        var started = Stopwatch.GetTimestamp();
        counted.Read(large.Path, catalogue);

        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(large.Path).Length:N0} bytes, {counted.Figures:N0} figures, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, {watch.PeakKilobytes / 1024} MB"));
        Assert.That(counted.Figures, Is.EqualTo(25_000_000));
        Assert.That(watch.PeakKilobytes, Is.LessThan(150 * 1024));
        Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(TimeSpan.FromMinutes(10)));
    }

    private static IEnumerable<TestCaseData> EndlessText()
    {
        var line = RawZip.Spaces(500);
        yield return new TestCaseData(Gzip([.. RawZip.Deflated("force,month,things\nKent,2018-04,"), .. line]), "is longer than").SetArgDisplayNames("a line of 500 MB");
        yield return new TestCaseData(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("# the same note again and again\n", 300_000)) + "force,month,things\n"), "the comment lines of this file").SetArgDisplayNames("300,000 comments");
        yield return new TestCaseData(Encoding.UTF8.GetBytes($"force,month,things\n{new string(',', 100_000)}\n"), "has 100,001 fields").SetArgDisplayNames("a hundred thousand columns");
        yield return new TestCaseData(Encoding.UTF8.GetBytes($"force,month,things\nKent,2018-04,\"1\n{string.Concat(Enumerable.Repeat("Kent,2018-04,1\n", 1_000_000))}"), "is never closed").SetArgDisplayNames("a quotation mark that is never closed");
        yield return new TestCaseData(Encoding.UTF8.GetBytes($"force,month,things\nKent,2018-04,{new string('1', 200_000)}\n"), "is longer than 131,072 bytes").SetArgDisplayNames("a field of 200 kB");
    }

    [Test, Category("F-5"), TestCaseSource(nameof(EndlessText)), CancelAfter(60_000)]
    public void Text_without_end_is_refused_promptly(byte[] text, string reason)
    {
        using var dashboards = MadeDashboards.Long().Change("sources/made", "checks: []", "csv: { comment: \"#\" }\nchecks: []");
        using var watch = new ChildWatch();

        var read = ParsedInChild.From(dashboards, text);

        Assert.That(read.Refusal, Does.Contain(reason).And.EndWith("."));
        Assert.That(watch.LongestWork, Is.LessThan(TimeSpan.FromSeconds(2)));
        Assert.That(watch.PeakKilobytes, Is.LessThan(150 * 1024));
    }

    private static byte[] Gzip(byte[] deflated) => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, .. deflated, 0, 0, 0, 0, 0, 0, 0, 0];

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5);
        }
    }
}
