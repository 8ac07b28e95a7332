using Scrutiny.Ingest.Reading;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Reading;

/// <summary>Published files as they were published, read without any hand-editing.</summary>
[NeedsSharedData("data")]
internal sealed class PublishedFileTests
{
    private const string Workforce = "home-office-workforce/police-workforce-sep19-tables.ods";
    private const string Crime = "ons-recorded-crime-pfa/policeforceareatablesyearendingseptember2019.xlsx";

    [Test]
    public void The_workforce_tables_show_2741_officers_in_Hampshire_and_store_more()
    {
        using IWorkbook workbook = Open(Workforce);
        ISheet table = workbook.Sheets().Single(sheet => sheet.Name == "Table_1");

        Row hampshire = table.Rows().First(row => row.Number == 44);
        string area = hampshire[0].Raw + hampshire[1].Raw;
        Cell officers = Enumerable.Range(0, hampshire.Count).Select(index => hampshire[index]).First(cell => cell.Displayed == "2,741");

        Assert.That(area, Does.Contain("Hampshire"));
        Assert.That(Number.TryParse(officers.Raw, out decimal stored) ? stored : 0, Is.EqualTo(2740.5713m));
        Assert.That(workbook.Format, Is.EqualTo("ods"));
        Assert.That(workbook.Modified, Is.EqualTo(new DateTimeOffset(2020, 1, 28, 15, 52, 37, TimeSpan.Zero)));
    }

    [Test]
    public void Recorded_crime_in_Hampshire_stands_in_row_46_of_table_P1()
    {
        using IWorkbook workbook = Open(Crime);
        ISheet table = workbook.Sheets().Single(sheet => sheet.Name == "Table P1");

        Dictionary<string, (int Number, Cell Total)> forces = [];
        foreach (Row row in table.Rows())
        {
            forces.TryAdd(row[1].Raw, (row.Number, row[2]));
        }

        Assert.That(forces["Hampshire"], Is.EqualTo((46, new Cell("159808", "159,808"))));
        Assert.That(forces["Greater Manchester7,8"].Total, Is.EqualTo(new Cell("..", "..")));
        Assert.That(workbook.Modified, Is.EqualTo(new DateTimeOffset(2020, 1, 23, 14, 57, 28, TimeSpan.Zero)));
    }

    [Test]
    public void A_sheet_name_keeps_its_trailing_space()
    {
        using IWorkbook workbook = Open(Crime);

        string[] names = [.. workbook.Sheets().Select(sheet => sheet.Name)];

        Assert.That(names, Is.EqualTo(["Notes", "Table P1", "Table P2", "Table P3", "Table P4 ", "Table P5", "Table P6"]));
    }

    [Test]
    public void Line_breaks_inside_header_cells_do_not_shift_the_line_numbers()
    {
        using IWorkbook workbook = Open("ons-recorded-crime-pfa/policeforceareatablesyejune25final.csv");
        string[] lines = File.ReadAllText(PathOf("ons-recorded-crime-pfa/policeforceareatablesyejune25final.csv")).Split('\n');

        bool broken = false;
        foreach (Row row in workbook.Sheets().Single().Rows())
        {
            broken |= row[2].Raw.Contains('\n', StringComparison.Ordinal);
            string first = row[0].Raw.Split('\n')[0].TrimEnd('\r');
            Assert.That(lines[row.Number - 1].TrimStart('"', '\uFEFF'), Does.StartWith(first.Replace("\"", "\"\"", StringComparison.Ordinal)), $"line {row.Number}");
        }

        Assert.That(broken, Is.True);
    }

    [Test]
    public void Windows_1252_is_read_without_one_wrong_letter()
    {
        string text = AllText("race-disparity/victims-of-crime-data.csv");

        Assert.That(text, Does.Not.Contain('\uFFFD').And.Not.Contain("Ã").And.Not.Contain("Â"));
        Assert.That(text.Any(letter => letter > 127), Is.True);
    }

    [Test]
    public void Rolling_totals_are_read_to_the_last_row()
    {
        using IWorkbook workbook = Open("ons-recorded-crime-pfa/rec-crime-pfa.csv");

        decimal hampshire = 0;
        int count = 0;
        foreach (Row row in workbook.Sheets().Single().Rows().Skip(1))
        {
            count++;
            Assert.That(Number.TryParse(row[4].Raw, out decimal value), Is.True, $"line {row.Number}");
            hampshire += row[0].Raw == "31-12-2018" && row[1].Raw == "Hampshire" ? value : 0;
        }

        Assert.That(count, Is.EqualTo(46_469));
        Assert.That(hampshire, Is.EqualTo(159_487));
    }

    [Test]
    public void The_grant_file_offers_its_sixteen_comment_lines_and_43_forces()
    {
        using IWorkbook workbook = Open("home-office-grant/police-grant-2025-26.csv", new ReadingOptions { Comment = "#" });

        int comments = 0;
        int forces = 0;
        foreach (Row row in workbook.Sheets().Single().Rows())
        {
            comments += row[0].Raw.StartsWith('#') && row.Count == 1 ? 1 : 0;
            forces += row.Count > 1 && Number.TryParse(row[row.Count - 1].Raw, out _) ? 1 : 0;
        }

        Assert.That(comments, Is.EqualTo(16));
        Assert.That(forces, Is.EqualTo(43));
    }

    [Test, NonParallelizable]
    public void The_outcomes_file_streams_in_constant_memory()
    {
        using IWorkbook workbook = Open("home-office-outcomes/outcomes-open-data-2017-18.csv.gz");

        int count = 0;
        long early = 0;
        long late = 0;
        foreach (Row row in workbook.Sheets().Single().Rows().Skip(1))
        {
            for (int index = 0; index < row.Count; index++)
            {
                _ = row[index];
            }

            count++;
            if (count == 50_000)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
            else if (count == 450_000)
            {
                late = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        Assert.That(count, Is.EqualTo(450_913));
        Assert.That(late - early, Is.LessThan(4 * 1024 * 1024));
    }

    [TestCaseSource(nameof(Files))]
    public void Every_published_table_is_read_to_its_end(string file)
    {
        using IWorkbook workbook = Open(file, new ReadingOptions { Comment = "#" });

        foreach (ISheet sheet in workbook.Sheets())
        {
            int last = 0;
            foreach (Row row in sheet.Rows())
            {
                Assert.That(row.Number, Is.GreaterThan(last));
                last = row.Number;
            }

            Assert.That(last, Is.Positive, sheet.Name);
        }
    }

    private static IEnumerable<string> Files() =>
        NeedsSharedDataAttribute.Root is not string root || !Directory.Exists(Path.Combine(root, "data"))
            ? ["(none: ../shared/data is absent)"]
            : Directory.EnumerateFiles(Path.Combine(root, "data"), "*.*", SearchOption.AllDirectories)
                .Where(path => Path.GetExtension(path) is ".csv" or ".gz" or ".ods" or ".xlsx")
                .Select(path => Path.GetRelativePath(Path.Combine(root, "data"), path))
                .Order(StringComparer.Ordinal);

    private static string PathOf(string file) => Path.Combine(NeedsSharedDataAttribute.Root!, "data", file);

    private static IWorkbook Open(string file, ReadingOptions? options = null) =>
        Workbook.Open(PathOf(file), options ?? new ReadingOptions(), CancellationToken.None);

    private static string AllText(string file)
    {
        using IWorkbook workbook = Open(file);
        return string.Concat(workbook.Sheets().Single().Rows().SelectMany(row => Enumerable.Range(0, row.Count).Select(index => row[index].Raw)));
    }
}
