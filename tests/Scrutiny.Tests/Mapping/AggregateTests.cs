using Scrutiny.Observations;
using Scrutiny.Tests.Dashboards;

namespace Scrutiny.Tests.Mapping;

internal sealed class AggregateTests
{
    private const string Head = """
        schema: source/1
        title: Made for a test
        publisher: A test
        licence: MIT
        kind: management-information
        publish: on-load
        schedule: "0 0/15 * * * ?"
        markers: { NA: not-available }
        suffixes: { "~": revised }
        tables:

        """;

    private const string Counted = Head + """
          - name: Incidents
            header: [Month, Place, Kind]
            area: { column: Place, pattern: '^(?<area>.+) \d{3}[A-Z]$', kinds: [district], within: E23000030, others: leave-out }
            period: { column: Month, form: month }
            values:
              - { aggregate: count, measure: things }
              - { aggregate: count, measure: things, breakdown_column: Kind, breakdowns: { Wee: tiny } }

        """;

    private const string Summed = Head + """
          - name: Sums
            header: [year, quarter, force, kind, n]
            where: [{ column: kind, not: [Other] }]
            area: { column: force, ignore: [NA] }
            period: { column: year, and: quarter, form: financial-quarter }
            values:
              - { column: n, aggregate: sum, measure: things, where: [{ column: kind, is: [Small] }], breakdown: small }
              - { column: n, aggregate: sum, measure: things }

        """;

    [Test]
    public void Identical_rows_are_separate_and_are_counted()
    {
        using var dashboards = MadeDashboards.Long().With("sources/made", Counted);

        var read = Collected.From(dashboards, "Month,Place,Kind\n2022-02,Gosport 001A,Small\n2022-02,Gosport 001A,Small\n2022-02,Gosport 002B,Wee\n");

        Assert.That(read.Lines, Is.EquivalentTo(new[]
        {
            "things E07000088 total 2022-02-01..2022-02-28 3",
            "things E07000088 small 2022-02-01..2022-02-28 2",
            "things E07000088 tiny 2022-02-01..2022-02-28 1",
        }));
        Assert.That(read.Figures[0].Counted, Is.EqualTo(new Scrutiny.Ingest.Mapping.CountedRows(3, "2-4")));
        Assert.That(read.KeptRows, Is.Empty, "the rows of an aggregate stay in the file");
    }

    [Test]
    public void Rows_outside_the_area_meant_are_left_out_and_named()
    {
        using var dashboards = MadeDashboards.Long().With("sources/made", Counted);

        var read = Collected.From(dashboards, "Month,Place,Kind\n2022-02,Wiltshire 062B,Small\n2022-02,,Small\n2022-02,Westminster 001A,Small\n2022-02,Hart 001A,Small\n");

        Assert.Multiple(() =>
        {
            Assert.That(read.Figures, Has.Count.EqualTo(2));
            Assert.That(read.RowsRead, Is.EqualTo(4));
            Assert.That(read.Notes, Is.EqualTo(new[] { "Table 'Incidents': 3 rows lie outside Hampshire and were left out: no area given (1), Westminster (1), Wiltshire (1)." }));
        });
    }

    [Test]
    public void Sums_leave_out_markers_and_say_how_many()
    {
        using var dashboards = MadeDashboards.Long().Change("measures/things", "frequency: month", "frequency: quarter").With("sources/made", Summed);

        var read = Collected.From(dashboards, "year,quarter,force,kind,n\n2017/18,1,Kent,Small,5\n2017/18,1,Kent,Large,-2\n2017/18,1,Kent,Large,NA\n2017/18,1,Kent,Other,100\n2017/18,4,Kent,Large,1~\nNA,NA,NA,NA,NA\n");

        Assert.Multiple(() =>
        {
            Assert.That(read.Lines, Is.EquivalentTo(new[]
            {
                "things E23000032 small 2017-04-01..2017-06-30 5",
                "things E23000032 total 2017-04-01..2017-06-30 3",
                "things E23000032 total 2018-01-01..2018-03-31 1",
            }));
            Assert.That(read.Figures.Single(figure => figure.Period.To.Year == 2018).Status, Is.EqualTo(ObservationStatus.Revised));
            Assert.That(read.Notes, Is.EqualTo(new[] { "Table 'Sums': 1 cell of 'n' holds a marker and no number, and was not added up." }));
            Assert.That(read.Rejects, Is.Empty);
        });
    }

    [Test]
    public void A_sum_with_a_row_that_cannot_be_read_is_not_loaded_short()
    {
        using var dashboards = MadeDashboards.Long().Change("measures/things", "frequency: month", "frequency: quarter").With("sources/made", Summed);

        var read = Collected.From(dashboards, "year,quarter,force,kind,n\n2017/18,1,Kent,Large,5\n2017/18,1,Kent,Large,five\n2017/18,1,Essex,Large,7\n");

        Assert.Multiple(() =>
        {
            Assert.That(read.Lines, Is.EqualTo(new[] { "things E23000028 total 2017-04-01..2017-06-30 7" }));
            Assert.That(read.Rejects.Select(reject => (reject.Row, reject.Reason)), Is.EqualTo(new (int?, string)[]
            {
                (3, "'five' is neither a number nor a marker that the source declares (NA); correct the cell or declare the marker."),
                (2, "things for E23000032, total, 2017 Q2 was not loaded, because 1 of its rows can't be read: correct those rows."),
            }));
        });
    }

    [Test]
    public void A_percentage_of_rows_keeps_what_it_counts_and_what_it_is_taken_of()
    {
        using var dashboards = MadeDashboards.Long().Change("measures/things", "frequency: month", "frequency: quarter").Change("measures/things", "unit: count", "unit: percent")
            .With("sources/made", Summed.Replace("measure: things }", "measure: things, where: [{ column: kind, is: [Small] }], of: [{ column: kind, not: [Unknown] }] }", StringComparison.Ordinal).Replace("  - { column: n, aggregate: sum, measure: things, where: [{ column: kind, is: [Small] }], breakdown: small }\n", "", StringComparison.Ordinal));

        var read = Collected.From(dashboards, "year,quarter,force,kind,n\n2017/18,1,Kent,Small,1\n2017/18,1,Kent,Large,2\n2017/18,1,Kent,Unknown,50\n2017/18,1,Essex,Large,-1\n2017/18,1,Essex,Small,2\n2017/18,1,Sussex,Large,0\n");

        var kent = read.Figures.Single(figure => figure.Area == "E23000032");
        Assert.Multiple(() =>
        {
            Assert.That((kent.Value, kent.Numerator, kent.Denominator), Is.EqualTo(((decimal?)33.3333333333m, (decimal?)1, (decimal?)3)));
            Assert.That(kent.Raw, Is.EqualTo("sum of 'n' where kind is not 'Other', kind is 'Small', force names the area, year and quarter is '2017/18 1'; as a percentage of all where kind is not 'Unknown'"));
            Assert.That(read.Figures.Single(figure => figure.Area == "E23000033").Status, Is.EqualTo(ObservationStatus.NotApplicable), "nothing of nothing");
            Assert.That(read.Rejects.Single().Reason, Does.StartWith("things for E23000028, total, 2017 Q2 comes to 200%, which is no percentage from 0 to 100"));
        });
    }

    [Test]
    public void Two_tables_may_share_a_header_and_mean_different_rows()
    {
        using var dashboards = MadeDashboards.Long().With("sources/made", Head + """
              - name: Forces
                header: [Force, Part, n]
                where: [{ column: Part, is: [""] }]
                area: { column: Force }
                period: { fixed: 2022-02, form: month }
                values:
                  - { column: n, measure: things }
              - name: Parts
                header: [Force, Part, n]
                where: [{ column: Part, not: [""] }]
                area: { column: Code, otherwise: [Part], within: E23000030, others: leave-out }
                period: { fixed: 2022-02, form: month }
                values:
                  - { column: n, measure: things }

            """);

        var read = Collected.From(dashboards, "Force,Code,Part,n\nHampshire,,,10\nHampshire,E07000089,Hart,6\nHampshire,Combined,Gosport,4\nKent,,,7\nKent,E07000105,Ashford,7\n");

        Assert.Multiple(() =>
        {
            Assert.That(read.Lines, Is.EquivalentTo(new[]
            {
                "things E23000030 total 2022-02-01..2022-02-28 10", "things E23000032 total 2022-02-01..2022-02-28 7",
                "things E07000089 total 2022-02-01..2022-02-28 6", "things E07000088 total 2022-02-01..2022-02-28 4",
            }));
            Assert.That(read.RowsRead, Is.EqualTo(5));
            Assert.That(read.Notes.Single(), Does.Contain("1 row lies outside Hampshire and was left out: Ashford (1)."));
        });
    }

    [Test]
    public void A_declaration_that_cannot_work_is_named_before_any_file_comes()
    {
        using var dashboards = MadeDashboards.Long().With("sources/made", Counted
            .Replace("(?<area>.+)", "(.+)", StringComparison.Ordinal)
            .Replace("within: E23000030", "within: E23000099, names: { All: K1 }", StringComparison.Ordinal)
            .Replace("{ Wee: tiny }", "{ Wee: wee }, where: [{ column: Kind }], of: [{ column: Kind, is: [Wee] }]", StringComparison.Ordinal)
            .Replace("aggregate: count, measure: things, breakdown_column", "column: Kind, measure: things, breakdown_column", StringComparison.Ordinal));

        Assert.That(dashboards.Faults().Select(fault => fault.ToString().Split(": ", 2)[1]), Is.SupersetOf(new[]
        {
            "The expression needs a group (?<area>…).",
            "The condition on 'Kind' names no text; give it 'is' or 'not'.",
            "'of' makes a percentage of many rows; give the value 'aggregate: sum' or 'aggregate: count'.",
        }).And.Some.StartsWith("There is no area 'E23000099'").And.Some.StartsWith("There is no area 'K1'").And.Some.StartsWith("There is no breakdown of things 'wee'"));
    }
}
