using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Scrutiny.Packs;
using Scrutiny.Tests.Reading;

namespace Scrutiny.Tests.Packs;

internal sealed partial class PackFilesTests
{
    private static readonly PackContent Content = MadePack.Content(MadePack.Plan("It was {{calls-999-within-10s latest}}."));

    [Test]
    public void The_same_content_gives_the_same_bytes()
    {
        var (one, other) = (MadePack.Files(Content), MadePack.Files(MadePack.Content(MadePack.Plan("It was {{calls-999-within-10s latest}}."))));

        Assert.That(other.Select(file => (file.Name, PackManifest.Sha256(file.Bytes.Span))), Is.EqualTo(one.Select(file => (file.Name, PackManifest.Sha256(file.Bytes.Span)))));
    }

    [Test]
    public void Table_and_CSV_and_workbook_hold_the_same_figures()
    {
        var files = MadePack.Files(Content).ToDictionary(file => file.Name);
        var page = Text(files[PackFiles.Page]);
        var csv = Text(files["tables/figure-01.csv"]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => decimal.Parse(line.Split(',')[7], CultureInfo.InvariantCulture)).ToList();
        var table = TableFigure().Matches(page[page.IndexOf("<table class=\"pack-figures\"", StringComparison.Ordinal)..page.IndexOf("</table>", StringComparison.Ordinal)]).Select(match => decimal.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        var sheet = Cells(files[PackFiles.Workbook], "Figure_1").Skip(3).Select(row => decimal.Parse(row[1], CultureInfo.InvariantCulture)).ToList();

        Assert.That(csv, Has.Count.EqualTo(13));
        Assert.That(table, Is.EqualTo(csv.Select(value => Math.Round(value, 1, MidpointRounding.AwayFromZero))));
        Assert.That(sheet, Is.EqualTo(csv));
    }

    [Test]
    [Category("F-9")]
    public void No_text_becomes_a_formula()
    {
        var files = MadePack.Files(Content).ToDictionary(file => file.Name);

        Assert.That(Text(files["tables/promises-chapter-1.csv"]).Split("\r\n")[1], Does.StartWith("\"'=HYPERLINK"));
        Assert.That(ContentXml(files[PackFiles.Workbook]), Does.Not.Contain("formula").And.Contain("office:value-type=\"string\"><text:p>=HYPERLINK"));
    }

    [Test]
    public void Every_picture_has_its_words_and_every_made_up_figure_says_so()
    {
        var files = MadePack.Files(Content).ToDictionary(file => file.Name);
        var images = Image().Matches(Text(files[PackFiles.Page])).Select(match => (Source: match.Groups[1].Value, Alt: match.Groups[2].Value)).ToList();

        Assert.That(images, Has.Count.EqualTo(2).And.All.Matches<(string Source, string Alt)>(image => files.ContainsKey(image.Source) && image.Alt.StartsWith("Synthetic data. ", StringComparison.Ordinal) && image.Alt.Length > 60));
        Assert.That(Text(files[PackFiles.Page]), Does.Contain("Some figures in this pack are made up"));
        Assert.That(ContentXml(files[PackFiles.Workbook]), Does.Contain("Some figures in this workbook are synthetic"));
    }

    [Test]
    public void Every_figure_is_listed_once_with_its_receipt_and_its_places()
    {
        using var json = JsonDocument.Parse(MadePack.Files(Content).Single(file => file.Name == PackFiles.Figures).Bytes);
        var figures = json.RootElement.GetProperty("figures").EnumerateArray().ToList();
        var last = figures.Single(figure => figure.GetProperty("measure").GetString() == "calls-999-within-10s" && figure.GetProperty("period").GetString() == "2026-09");

        Assert.That(figures, Has.Count.EqualTo(60));
        Assert.That(last.GetProperty("places").EnumerateArray().Select(place => place.GetString()), Is.EqualTo(new[] { "999 calls answered within 10 seconds", "Figure 1: 999 calls answered within 10 seconds", "Commentary on Calls" }));
        Assert.That((last.GetProperty("status").GetString(), last.GetProperty("synthetic").GetBoolean(), last.GetProperty("receipt").GetProperty("sha256").GetString()!.Length), Is.EqualTo(("provisional", true, 64)));
    }

    private static string Text(PackFile file) => Encoding.UTF8.GetString(file.Bytes.Span);

    private static string ContentXml(PackFile workbook)
    {
        using var archive = new ZipArchive(new MemoryStream(workbook.Bytes.ToArray()));
        using var reader = new StreamReader(archive.GetEntry("content.xml")!.Open());
        return reader.ReadToEnd();
    }

    // As ingest reads a workbook that somebody sends: another reader than the one that wrote it.
    private static List<List<string>> Cells(PackFile file, string name)
    {
        using var workbook = Made.Open(file.Bytes.ToArray());
        return [.. workbook.Sheets().Single(sheet => sheet.Name == name).Rows().Select(row => Enumerable.Range(0, row.Count).Select(place => row[place].Raw).ToList())];
    }

    [GeneratedRegex("<td class=\"pack-number\">([0-9.,]+)")]
    private static partial Regex TableFigure();

    [GeneratedRegex("<img src=\"([^\"]+)\"[^>]* alt=\"([^\"]+)\"")]
    private static partial Regex Image();
}
