using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Reading;

namespace Scrutiny.Tests.Mapping;

internal sealed class FileMapTests
{
    private const string Wide = """
        schema: source/1
        title: Made for a test
        publisher: A test
        licence: MIT
        kind: management-information
        publish: on-load
        schedule: "0 0/15 * * * ?"
        markers: { "..": not-available, "-": not-applicable }
        tables:
          - name: Things by area
            title: '^Table \d+: Things'
            area: { column: "@first", kinds: [region, force], ignore: [Total] }
            period: { columns: true, form: month }
            values:
              - { measure: things }

        """;

    private const string TwoTables = """
        schema: source/1
        title: Made for a test
        publisher: A test
        licence: MIT
        kind: management-information
        publish: on-load
        schedule: "0 0/15 * * * ?"
        tables:
          - name: Things
            title: '^Things in'
            header: [Area, Number]
            area: { column: Area }
            period: { title: 'in (?<period>\w+ \d{4})', form: month }
            values:
              - { column: Number, measure: things }
          - name: Small things
            title: '^Small things in'
            header: [Area, Number]
            area: { column: Area }
            period: { title: 'in (?<period>\w+ \d{4})', form: month }
            values:
              - { column: Number, measure: things, breakdown: small }

        """;

    [Test]
    public void A_long_table_yields_a_figure_a_row_with_where_it_stood()
    {
        using var dashboards = MadeDashboards.Long();

        var read = Collected.From(dashboards, "force,month,things\nHampshire,2018-04,\"1,234 \"\nKent3,Sept-18,7\n");

        Assert.Multiple(() =>
        {
            Assert.That(read.Lines, Is.EqualTo(new[] { "things E23000030 total 2018-04-01..2018-04-30 1234", "things E23000032 total 2018-09-01..2018-09-30 7" }));
            Assert.That((read.Figures[0].Row, read.Figures[0].Column, read.Figures[0].Raw), Is.EqualTo((2, 3, "1,234 ")));
            Assert.That(read.KeptRows, Is.EqualTo(new[] { 2, 3 }));
            Assert.That((read.RowsRead, read.Rejects.Count), Is.EqualTo((2L, 0)));
        });
    }

    [Test]
    public void Columns_are_found_by_name_not_by_place_whatever_their_case_line_breaks_and_footnotes()
    {
        using var dashboards = MadeDashboards.Long();

        var read = Collected.From(dashboards, "A title\n\nTHINGS1,\"other\",\" month \",\"Force [note 2]\"\n5,x,2018-04,Hampshire\n");

        Assert.That(read.Lines, Is.EqualTo(new[] { "things E23000030 total 2018-04-01..2018-04-30 5" }));
    }

    [Test]
    public void A_wide_table_yields_a_figure_for_each_month_and_its_notes_yield_none()
    {
        using var dashboards = MadeDashboards.Long().With("sources/made", Wide);

        var read = Collected.From(dashboards, """
            Table 12: Things by area,,,
            Number,,,
            ,Apr-18,May-183,Change
            North East,5,6,20%
            ,,,
            Hampshire,1,..,
            Kent,-,2,
            Total,6,8,
            Source: a test,,,
            3. May was estimated,,,
            """);

        Assert.Multiple(() =>
        {
            Assert.That(read.Lines, Is.EqualTo(new[]
            {
                "things E12000001 total 2018-04-01..2018-04-30 5", "things E12000001 total 2018-05-01..2018-05-31 6",
                "things E23000030 total 2018-04-01..2018-04-30 1", "things E23000030 total 2018-05-01..2018-05-31 NotAvailable",
                "things E23000032 total 2018-04-01..2018-04-30 NotApplicable", "things E23000032 total 2018-05-01..2018-05-31 2",
            }));
            Assert.That(read.Rejects, Is.Empty);
        });
    }

    [Test]
    public void West_Midlands_is_the_region_where_it_stands_first_and_the_force_where_it_stands_second()
    {
        using var dashboards = MadeDashboards.Long().With("sources/made", Wide);

        var read = Collected.From(dashboards, "Table 1: Things,\nArea,Apr-18\nWest Midlands,30\nStaffordshire,10\nWest Midlands5,20\n");

        Assert.That(read.Figures.Select(figure => (figure.Area, figure.Value)), Is.EqualTo(new (string, decimal?)[] { ("E12000005", 30), ("E23000015", 10), ("E23000014", 20) }));
    }

    [Test]
    public void Two_tables_on_one_sheet_are_told_apart_by_their_titles_and_each_has_its_own_period()
    {
        using var dashboards = MadeDashboards.Long().With("sources/made", TwoTables);

        var read = Collected.From(dashboards, """
            Things in April 2018,
            Area,Number
            Hampshire,10
            Kent,20
            ,
            Small things in May 2018,
            Area,Number
            Hampshire,3
            """);

        Assert.That(read.Lines, Is.EqualTo(new[]
        {
            "things E23000030 total 2018-04-01..2018-04-30 10", "things E23000032 total 2018-04-01..2018-04-30 20",
            "things E23000030 small 2018-05-01..2018-05-31 3",
        }));
    }

    [Test]
    public void Tables_on_two_sheets_of_a_workbook_are_found_whatever_the_sheets_are_called()
    {
        using var dashboards = MadeDashboards.Long();
        const string Cell = "<table:table-cell office:value-type=\"string\"><text:p>{0}</text:p></table:table-cell>";
        var cells = string.Concat(new[] { "force", "month", "things" }.Select(text => Cell.Replace("{0}", text, StringComparison.Ordinal)));
        var row = string.Concat(new[] { "Hampshire", "2018-04", "7" }.Select(text => Cell.Replace("{0}", text, StringComparison.Ordinal)));
        var ods = Made.Ods($"<table:table table:name=\"Cover\"><table:table-row>{Cell.Replace("{0}", "Cover", StringComparison.Ordinal)}</table:table-row></table:table><table:table table:name=\"Data \"><table:table-row>{cells}</table:table-row><table:table-row>{row}</table:table-row></table:table>");

        var read = Collected.From(dashboards, ods);

        Assert.That(read.Figures.Single().Sheet, Is.EqualTo("Data "));
        Assert.That(read.Figures.Single().Value, Is.EqualTo(7m));
    }

    [TestCase("Ruritania,2018-04,5", "force", "'Ruritania' is not a known area")]
    [TestCase(",2018-04,5", "force", "names no area")]
    [TestCase("Kent,April-ish,5", "month", "'April-ish' is not a period of the form 'month'")]
    [TestCase("Kent,2018-04,about 5", "things", "'about 5' is neither a number nor a marker that the source declares (..)")]
    [TestCase("Kent,2018-04,[x]", "things", "neither a number nor a marker")]
    [TestCase("Kent,2018-04,79228162514264337593543950335", "things", "too large")]
    public void What_cannot_be_used_is_a_reject_that_names_row_column_raw_text_and_reason(string row, string column, string reason)
    {
        using var dashboards = MadeDashboards.Long().Change("sources/made", "column: things, measure", "column: things, scale: 100, measure");

        var read = Collected.From(dashboards, $"force,month,things\nHampshire,2018-04,1\n{row}\n");

        var reject = read.Rejects.Single();
        Assert.Multiple(() =>
        {
            Assert.That(read.Figures, Has.Count.EqualTo(1));
            Assert.That((reject.Row, reject.Column), Is.EqualTo(((int?)3, column)));
            Assert.That(row.Split(','), Does.Contain(reject.Raw));
            Assert.That(reject.Reason, Does.Contain(reason));
        });
    }

    [TestCase("100", true)]
    [TestCase("0", true)]
    [TestCase("93.90%", true)]
    [TestCase("100.1", false)]
    [TestCase("-0.1", false)]
    public void A_percentage_lies_between_0_and_100(string text, bool taken)
    {
        using var dashboards = MadeDashboards.Long().Change("measures/things", "unit: count", "unit: percent");

        var read = Collected.From(dashboards, $"force,month,things\nKent,2018-04,{text}\n");

        Assert.That((read.Figures.Count, read.Rejects.Count), Is.EqualTo(taken ? (1, 0) : (0, 1)));
    }

    [Test]
    public void A_negative_count_is_a_genuine_correction()
    {
        using var dashboards = MadeDashboards.Long();

        var read = Collected.From(dashboards, "force,month,things\nKent,2018-04,-3\n");

        Assert.That(read.Figures.Single().Value, Is.EqualTo(-3m));
    }

    [TestCase("thing,E23000030,,2018-04,5,", "measure", "There is no measure 'thing'; did you mean 'things'?")]
    [TestCase("others,E23000030,,2018-04,5,", "measure", "does not list the source 'made'")]
    [TestCase("things,E23000030,smal,2018-04,5,", "breakdown", "has no breakdown 'smal'; did you mean 'small'?")]
    [TestCase("things,E23000030,,2018-04,5,q", "status", "'q' is not a status mark")]
    [TestCase("things,E23000030,,2018-04,5,x", "status", "stands in place of a value")]
    [TestCase("things,E23000030,,2018,5,", "period", "'2018' does not suit things, which is reported by month")]
    [TestCase("things,E23000030,,YE 2018-04,5,", "period", "does not suit things")]
    [TestCase("things,E23000030,,2018-04-30,5,", "period", "does not suit things")]
    public void In_the_tidy_layout_every_word_of_a_row_is_checked(string row, string column, string reason)
    {
        using var dashboards = Tidy();

        var read = Collected.From(dashboards, $"measure,area_code,breakdown,period,value,status\nthings,E23000030,,2018-04,1,p\n{row}\n");

        Assert.Multiple(() =>
        {
            Assert.That(read.Figures.Single().Status, Is.EqualTo(ObservationStatus.Provisional));
            Assert.That((read.Rejects.Single().Row, read.Rejects.Single().Column), Is.EqualTo(((int?)3, column)));
            Assert.That(read.Rejects.Single().Reason, Does.Contain(reason));
        });
    }

    [Test]
    public void A_missing_column_refuses_the_file_and_names_the_nearest()
    {
        using var dashboards = MadeDashboards.Long().Change("sources/made", "header: [force, month, things]", "header: [force, month]");

        Assert.That(
            Collected.Refusal(dashboards, "force,month,thing\nKent,2018-04,3\n"),
            Does.Contain("the table 'Things by month' has no column 'things'; did you mean 'thing'?").And.Contains("'force', 'month', 'thing'"));
    }

    [Test]
    public void A_missing_table_refuses_the_file_and_says_what_was_looked_for()
    {
        using var dashboards = MadeDashboards.Long();

        Assert.That(
            Collected.Refusal(dashboards, "district,month,things\nHart,2018-04,3\n"),
            Is.EqualTo("No sheet holds the table 'Things by month' with the columns 'force', 'month', 'things'; check that this is the right file for the source 'made'."));
    }

    [Test]
    public void A_missing_table_that_is_not_required_is_passed_over()
    {
        using var dashboards = MadeDashboards.Long().With("sources/made", TwoTables.Replace("  - name: Small things\n", "  - name: Small things\n    required: false\n", StringComparison.Ordinal));

        var read = Collected.From(dashboards, "Things in April 2018,\nArea,Number\nHampshire,10\n");

        Assert.That(read.Figures, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_missing_column_of_a_breakdown_is_noted_not_refused()
    {
        using var dashboards = MadeDashboards.Long().Change("sources/made", "      - { column: things, measure: things }", "      - { column: things, measure: things }\n      - { column: small, measure: things, breakdown: small }");

        var read = Collected.From(dashboards, "force,month,things\nKent,2018-04,3\n");

        Assert.That(read.Notes.Single(), Does.Contain("has no column 'small', so things has no 'small' from this file"));
    }

    [Test]
    public void A_title_that_names_no_period_refuses_the_file()
    {
        using var dashboards = MadeDashboards.Long().With("sources/made", TwoTables);

        Assert.That(Collected.Refusal(dashboards, "Things in the spring\nArea,Number\nKent,1\n"), Does.Contain("names no period that can be read"));
    }

    [TestCase("Things in September 20181,2", "2018-09")]
    [TestCase("Things in September 2018 3", "2018-09")]
    public void Footnotes_glued_to_the_period_of_a_title_do_not_matter(string title, string key)
    {
        using var dashboards = MadeDashboards.Long().With("sources/made", TwoTables.Replace(@"\w+ \d{4})", @"\w+ [\d, ]+)$", StringComparison.Ordinal).Replace("  - name: Small things\n", "  - name: Small things\n    required: false\n", StringComparison.Ordinal));

        var read = Collected.From(dashboards, $"\"{title}\",\nArea,Number\nKent,1\n");

        Assert.That(read.Figures.Single().Period.Key(Frequency.Month), Is.EqualTo(key));
    }

    private static MadeDashboards Tidy() => MadeDashboards.Long()
        .With("measures/others", MadeDashboards.MonthlyCount.Replace("sources: [made]", "sources: [other]", StringComparison.Ordinal))
        .With("sources/made", """
            schema: source/1
            title: Made for a test
            publisher: A test
            licence: MIT
            kind: management-information
            publish: on-load
            schedule: "0 0/15 * * * ?"
            tables:
              - name: Tidy layout
                header: [measure, area_code, breakdown, period, value]
                area: { column: area_code }
                period: { column: period, form: tidy }
                values:
                  - { column: value, measure_column: measure, breakdown_column: breakdown, status_column: status }

            """);
}
