using System.Text;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Drafting;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Mapping;

namespace Scrutiny.Tests.Drafting;

internal sealed class SourceDraftTests
{
    private static readonly Catalogue Dashboards = Catalogue.Read(Repository.PathTo("dashboards"));

    private string lastFile = "";

    [SetUp]
    public void Name_the_file() => lastFile = Path.GetTempFileName();

    [TearDown]
    public void Remove_the_file() => File.Delete(lastFile);

    [Test]
    public void A_wide_table_under_a_title_is_found_with_its_months_and_what_is_no_force_is_left_out()
    {
        var draft = Draft("Force return\n\nTable 3: Volume of 999 calls,,,\nForce,Apr-25,May-25,Jun-25\nHampshire,\"1,234\",..,9\nKent,5,6,7\nAll forces,1239,6,16\n", "calls.csv");

        var read = Try(draft, out var source);
        Assert.Multiple(() =>
        {
            Assert.That(draft, Does.Contain("area: { column: \"Force\", kinds: [force], ignore: [\"All forces\"] } # unsure"));
            Assert.That(draft, Does.Contain("period: { columns: true, form: month } # unsure: 'Apr-25' may be a month"));
            Assert.That(draft, Does.Contain("\"..\": not-available # unsure"));
            Assert.That(source.Value.Draft, Is.True);
            Assert.That(read.Lines, Does.Contain("calls-999-volume E23000030 total 2025-04-01..2025-04-30 1234").And.Contain("calls-999-volume E23000030 total 2025-05-01..2025-05-31 NotAvailable"));
            Assert.That(read.Figures, Has.Count.EqualTo(6));
            Assert.That(read.Rejects, Is.Empty);
        });
    }

    [Test]
    public void A_long_table_without_a_number_is_counted_by_its_categories()
    {
        var draft = Draft("Month,Place,Crime type\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"2022-0{1 + (i % 2)},Gosport,{(i % 3 == 0 ? "Burglary" : "Robbery")}\n")), "incidents.csv");

        var read = Try(draft, out _);
        Assert.Multiple(() =>
        {
            Assert.That(draft, Does.Contain("{ aggregate: count, measure: crime-incidents, breakdown_column: \"Crime type\" }"));
            Assert.That(read.Lines, Does.Contain("crime-incidents E07000088 burglary 2022-01-01..2022-01-31 5").And.Contain("crime-incidents E07000088 total 2022-02-01..2022-02-28 15"));
        });
    }

    [Test]
    public void Scrutinys_own_layout_is_recognised()
    {
        var draft = Draft("measure,area_code,area,breakdown,period,value\ncalls-999-volume,E23000030,Hampshire,,2026-01,5\ncalls-101-volume,E23000030,Hampshire,,2026-01,7\n", "returns.csv");

        Assert.That(Try(draft, out _).Lines, Is.EquivalentTo(new[] { "calls-999-volume E23000030 total 2026-01-01..2026-01-31 5", "calls-101-volume E23000030 total 2026-01-01..2026-01-31 7" }));
    }

    [Test]
    public void A_column_that_no_measure_is_near_is_left_for_the_analyst_and_the_trial_says_so()
    {
        var draft = Draft("Force,Month,Bicycles mended\nKent,2026-01,5\nEssex,2026-01,6\n", "mended.csv");

        var read = Try(draft, out _);
        Assert.Multiple(() =>
        {
            Assert.That(draft, Does.Contain("unmapped: [\"Bicycles mended\"] # unsure: give each a measure"));
            Assert.That(read.Notes.Single(), Does.EndWith("1 column is not mapped yet and was left out: Bicycles mended."));
        });
    }

    [Test]
    public void Counts_are_not_taken_for_a_percentage_of_nearly_the_same_name() =>
        Assert.That(Draft("District,Month,101 calls\nSouthampton,2026-08,4105\nPortsmouth,2026-08,3877\n", "calls.csv"), Does.Contain("measure: calls-101-volume }"));

    [Test]
    public void A_row_that_is_the_total_of_those_below_it_is_not_added_to_them()
    {
        var draft = Draft("Force,Part,Recorded crime\n" + string.Concat(new[] { "Kent", "Essex", "Surrey" }.Select(force => $"{force},,30\n{force},North,10\n{force},South,20\n")), "crime year ending June 2025.csv");

        Assert.That(draft, Does.Contain("say under 'where' which are meant").And.Not.Contain("aggregate"));
    }

    [Test]
    public void Words_of_the_file_cannot_break_out_of_the_draft()
    {
        var draft = Draft("Force,\"Month\"\" } # { draft: false\",\"n\\\"\nKent,2026-01,5\n\"Nowhere: [\"\"x\"\"] #\",2026-01,5\n", "a\"b\nc: {.csv");

        Assert.That(() => Try(draft, out _), Throws.Nothing);
    }

    [Test]
    public void Prose_is_refused_in_a_sentence() =>
        Assert.That(() => Draft("Dear colleague\nplease find attached\n", "letter.csv"), Throws.TypeOf<RefusedFileException>().With.Message.StartsWith("Nothing in this file looks like a table"));

    [Test]
    public void A_draft_takes_no_files_in_the_folder_either()
    {
        using var dashboards = MadeDashboards.Long().Change("sources/made", "schema: source/1", "schema: source/1\ndraft: true");

        Assert.That(dashboards.Faults(), Is.Empty);
        dashboards.Change("sources/made", "draft: true", "draft: false").Change("sources/made", "      - { column: things, measure: things }", "      []");
        Assert.That(dashboards.Faults().Single().ToString(), Does.EndWith("The table 'Things by month' has no values, which only a draft may have; give each column a measure, or take it out."));
    }

    [NeedsSharedData("data")]
    [TestCase("home-office-grant/police-grant-2025-26.csv", "government-grant E23000030 total 2025-04-01..2026-03-31 258895787")]
    [TestCase("police-uk-street/2022-02-hampshire-street.csv", "crime-incidents E23000030 anti-social-behaviour 2022-02-01..2022-02-28 1638")]
    [TestCase("ons-recorded-crime-pfa/rec-crime-pfa.csv", "recorded-crime E23000030 robbery 2017-04-01..2018-03-31 1141")]
    [TestCase("ons-recorded-crime-pfa/policeforceareatablesyearendingsep18corrected.xlsx", "recorded-crime E23000030 total 2017-10-01..2018-09-30 160193")]
    [TestCase("home-office-workforce/police-workforce-sep19-tables.ods", "officer-headcount E23000030 total 2019-09-30..2019-09-30 2749")]
    [TestCase("mps-borough/MPS Borough Level Crime (most recent 24 months).csv", "crime-incidents E09000002 arson-and-criminal-damage 2017-03-01..2017-03-31 141")]
    [TestCase("race-disparity/victims-of-crime-data.csv", "crime-victims E23000030 white 2014-04-01..2017-03-31 14.2")]
    public void A_published_file_is_drafted_near_enough_to_be_tried(string file, string expected)
    {
        var path = NeedsSharedDataAttribute.PathTo("data/" + file);

        var draft = SourceDraft.Write(FileSample.Take(path, CancellationToken.None), Path.GetFileName(path), Dashboards);

        var read = new Collected();
        using var dashboards = new MadeDashboards().With("sources/made", draft);
        read.Read(path, Dashboards.With(Checked(dashboards)), "made");
        Assert.That(read.Lines, Does.Contain(expected));
    }

    private string Draft(string csv, string name)
    {
        File.WriteAllText(lastFile, csv, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return SourceDraft.Write(FileSample.Take(lastFile, CancellationToken.None), name, Dashboards);
    }

    private Collected Try(string draft, out Declaration<Scrutiny.Sources.Source> source)
    {
        using var dashboards = new MadeDashboards().With("sources/made", draft);
        source = Checked(dashboards);
        var read = new Collected();
        read.Read(lastFile, Dashboards.With(source), "made");
        return read;
    }

    private static Declaration<Scrutiny.Sources.Source> Checked(MadeDashboards dashboards)
    {
        var faults = new List<Fault>();
        var source = Dashboards.CheckFile(dashboards.PathOf("sources/made"), faults);
        Assert.That(faults, Is.Empty);
        return source!;
    }
}
