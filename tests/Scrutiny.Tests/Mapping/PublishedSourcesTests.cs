using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Reading;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Mapping;

/// <summary>Each published file through the source that the project declares for it: what it must yield for Hampshire.</summary>
[NeedsSharedData("data")]
internal sealed class PublishedSourcesTests
{
    private static readonly Catalogue Dashboards = Catalogue.Read(Repository.PathTo("dashboards"));

    [Test]
    public void The_outcomes_file_yields_disposals_and_charges_by_quarter()
    {
        var read = Read("home-office-outcomes/outcomes-open-data-2017-18.csv.gz", "home-office-outcomes");

        Assert.Multiple(() =>
        {
            Assert.That(read.RowsRead, Is.EqualTo(450913));
            Assert.That(read.Rejects, Is.Empty);
            Assert.That(Values(read, "out-of-court-disposals", "informal"), Is.EqualTo(new decimal?[] { 1005, 1381, 1442, 1375 }));
            Assert.That(Values(read, "out-of-court-disposals", "informal").Sum(), Is.EqualTo(5203));
            Assert.That(Values(read, "out-of-court-disposals", "formal").Sum(), Is.EqualTo(3072));
            Assert.That(Figures(read, "charge-rate", "total").Sum(figure => figure.Numerator), Is.EqualTo(15102));
            Assert.That(Figures(read, "out-of-court-disposals", "total").Select(figure => figure.Period), Is.EqualTo(new[] { Period.Quarter(2017, 2), Period.Quarter(2017, 3), Period.Quarter(2017, 4), Period.Quarter(2018, 1) }));
            Assert.That(read.Figures.Select(figure => figure.Area).Distinct().Count(), Is.EqualTo(43), "the British Transport Police and the row of NA are left out");
            Assert.That(read.Figures, Has.All.Matches<Figure>(figure => figure.Counted is { Count: > 0 }));
        });
    }

    [Test]
    public void An_aggregate_says_which_rows_it_counted_and_by_which_filter()
    {
        var read = Read("home-office-outcomes/outcomes-open-data-2017-18.csv.gz", "home-office-outcomes");

        var first = Figures(read, "out-of-court-disposals", "informal")[0];
        Assert.Multiple(() =>
        {
            Assert.That(first.Raw, Is.EqualTo("sum of 'force_outcomes_recorded_in_quarter' where outcome_group is 'Out-of-court (informal)', force_name names the area, financial_year and financial_quarter is '2017/18 1'"));
            Assert.That(first.Counted!.Count, Is.EqualTo(244));
            Assert.That(first.Counted.Ranges, Does.StartWith($"{first.Row},"));
        });
    }

    [Test]
    public void The_street_file_yields_all_incidents_for_the_force_and_those_with_a_place_for_its_districts()
    {
        var read = Read("police-uk-street/2022-02-hampshire-street.csv", "police-uk-street");
        var districts = Dashboards.Areas.ByCode.Values.Where(area => area.Parent == "E23000030" && area.Kind == Scrutiny.Areas.AreaKind.District).Select(area => area.Code).ToHashSet();

        Assert.Multiple(() =>
        {
            Assert.That(read.RowsRead, Is.EqualTo(14848));
            Assert.That(Values(read, "crime-incidents", "total"), Is.EqualTo(new decimal?[] { 14848 }));
            Assert.That(Values(read, "crime-incidents", "anti-social-behaviour"), Is.EqualTo(new decimal?[] { 1638 }));
            Assert.That(read.Figures.Where(figure => districts.Contains(figure.Area) && figure.Breakdown == "total").Sum(figure => figure.Value), Is.EqualTo(14842));
            Assert.That(read.Figures.Where(figure => figure.Breakdown == "total").Select(figure => figure.Area).Distinct().Count(), Is.EqualTo(15));
            Assert.That(read.Notes, Is.EqualTo(new[] { "Table 'Incidents by district': 6 rows lie outside Hampshire and were left out: West Berkshire (3), Bracknell Forest (1), Waverley (1), Wiltshire (1)." }));
            Assert.That(read.Rejects, Is.Empty);
        });
    }

    [Test]
    public void The_history_of_recorded_crime_is_put_right_and_its_burglary_break_is_no_fall()
    {
        var read = Read("ons-recorded-crime-pfa/rec-crime-pfa.csv", "ons-crime-history");

        var totals = Figures(read, "recorded-crime", "total").ToDictionary(figure => figure.Period.To, figure => figure.Value);
        var domestic = Figures(read, "recorded-crime", "domestic-burglary").ToDictionary(figure => figure.Period.To);
        Assert.Multiple(() =>
        {
            Assert.That(totals[new DateOnly(2018, 3, 31)], Is.EqualTo(159541));
            Assert.That(totals[new DateOnly(2017, 12, 31)], Is.EqualTo(160808));
            Assert.That(totals[new DateOnly(2018, 12, 31)], Is.EqualTo(159487));
            Assert.That(totals.Keys.Min(), Is.EqualTo(new DateOnly(2003, 3, 31)));
            Assert.That(read.Notes, Has.Some.Contains("'30-12-2017' is not the last day of its month").And.Contains("December 2017"));
            Assert.That(read.Figures.Count(figure => figure.Value < 0), Is.EqualTo(25));
            Assert.That((domestic[new DateOnly(2017, 12, 31)].Value, domestic[new DateOnly(2017, 12, 31)].Status), Is.EqualTo(((decimal?)1128, ObservationStatus.Break)));
            Assert.That((domestic[new DateOnly(2018, 12, 31)].Value, domestic[new DateOnly(2018, 12, 31)].Status), Is.EqualTo(((decimal?)null, ObservationStatus.NotApplicable)));
            Assert.That(read.Rejects, Is.Empty);
        });
    }

    [Test]
    public void The_workforce_open_data_yields_sums_as_at_the_end_of_march()
    {
        var read = Read("home-office-workforce/open-data-workforce-2007-2022.csv.gz", "home-office-workforce-open-data");

        decimal? At2022(string measure) => Figures(read, measure, "total").Single(figure => figure.Period == Period.AsAt(new DateOnly(2022, 3, 31))).Value;
        Assert.Multiple(() =>
        {
            Assert.That(At2022("officer-headcount"), Is.EqualTo(3300));
            Assert.That(At2022("officer-fte"), Is.EqualTo(3222.91775m));
            Assert.That(At2022("special-constables"), Is.EqualTo(220));
            Assert.That(At2022("police-volunteers"), Is.EqualTo(143));
            Assert.That(read.Rejects, Is.Empty);
        });
    }

    [Test]
    public void The_partnership_table_adds_up_to_the_force()
    {
        var read = Read("ons-recorded-crime-pfa/policeforceareatablesyejune25final.csv", "ons-crime-csp");

        var parts = read.Figures.Where(figure => figure.Breakdown == "total" && Dashboards.Areas.ByCode[figure.Area].Parent == "E23000030").ToList();
        Assert.Multiple(() =>
        {
            Assert.That(Values(read, "recorded-crime", "total"), Is.EqualTo(new decimal?[] { 155217 }));
            Assert.That(parts.Sum(figure => figure.Value), Is.EqualTo(155217));
            Assert.That(parts.Single(figure => figure.Area == "E06000046").Value, Is.EqualTo(10852));
            Assert.That(parts.Single(figure => figure.Area == "E06000046").Period, Is.EqualTo(Period.YearEnding(2025, 6)));
            Assert.That(read.Rejects, Is.Empty);
        });
    }

    [Test]
    public void Months_as_columns_are_added_up_by_borough_and_for_the_force_with_what_lies_in_no_borough()
    {
        var read = Read("mps-borough/MPS Borough Level Crime (most recent 24 months).csv", "mps-borough-crime");

        var boroughs = read.Figures.Where(figure => figure.Area.StartsWith("E09", StringComparison.Ordinal) && figure.Breakdown == "total").ToList();
        Assert.Multiple(() =>
        {
            Assert.That(boroughs.Select(figure => figure.Area).Distinct().Count(), Is.EqualTo(32));
            Assert.That(boroughs.Select(figure => figure.Period).Distinct().Count(), Is.EqualTo(24));
            Assert.That(read.Figures.Single(figure => figure.Area == "E23000001" && figure.Breakdown == "total" && figure.Period == Period.Month(2019, 2)).Value, Is.EqualTo(70213));
            Assert.That(read.Figures.Single(figure => figure.Area == "E09000002" && figure.Breakdown == "arson-and-criminal-damage" && figure.Period == Period.Month(2017, 3)).Value, Is.EqualTo(141));
            Assert.That(read.Notes, Has.Some.Contains("London Heathrow and London City Airports (38)"));
            Assert.That(read.Rejects, Is.Empty);
        });
    }

    [Test]
    public void Suppressed_cells_are_confidential_and_three_survey_years_together_are_one_period()
    {
        var read = Read("race-disparity/victims-of-crime-data.csv", "race-disparity-victims");

        var white = Figures(read, "crime-victims", "white");
        Assert.Multiple(() =>
        {
            Assert.That(white.Select(figure => (figure.Period.Key(Frequency.FinancialYear), figure.Value)).Distinct(), Is.EqualTo(new (string, decimal?)[] { ("2014/15 to 2016/17", 14.2m), ("2017/18 to 2019/20", 15.4m) }));
            Assert.That(Figures(read, "crime-victims", "mixed-multiple")[0].Status, Is.EqualTo(ObservationStatus.Confidential));
            Assert.That(Figures(read, "crime-victims", "total", "K04000001").Select(figure => figure.Period.Key(Frequency.FinancialYear)), Does.Contain("2019/20").And.No.Member("2014/15 to 2016/17"));
            Assert.That(read.Rejects, Is.Empty);
        });
    }

    [Test]
    public void Deaths_following_police_contact_keep_their_revision_marks_and_joint_bodies_stay_apart()
    {
        var read = Read("iopc-deaths/Time_series_tables_2018-19.ods", "iopc-deaths");

        Figure At(string breakdown, string area, int year) => Figures(read, "deaths-police-contact", breakdown, area).Single(figure => figure.Period == Period.FinancialYear(year));
        Assert.Multiple(() =>
        {
            Assert.That((At("apparent-suicides", "E23000030", 2017).Value, At("apparent-suicides", "E23000030", 2017).Status), Is.EqualTo(((decimal?)4, ObservationStatus.Revised)));
            Assert.That(At("apparent-suicides", "E23000030", 2017).Raw, Is.EqualTo("4~"));
            Assert.That((At("total", "E23000030", 2018).Value, At("total", "E23000030", 2018).Counted!.Ranges), Is.EqualTo(((decimal?)7, "82; Custody_By_Force: 24; Apparent_suicides_By_Force: 24; Other_contact_by_force: 96")));
            Assert.That(At("total", "K04000001", 2018).Value, Is.EqualTo(276));
            Assert.That(At("other-contact", "J-SURREY-SUSSEX", 2018).Value, Is.EqualTo(1));
            Assert.That(At("other-contact", "E23000031", 2010).Period, Is.EqualTo(Period.FinancialYear(2010)), "the heading is 10/11*");
            Assert.That(read.Rejects, Is.Empty);
        });
    }

    [Test]
    public void Perceptions_in_json_are_years_to_march_and_two_are_missing()
    {
        var read = Read("csew-perceptions/perceptions.json", "csew-perceptions");

        var years = Figures(read, "public-confidence", "total", "K04000001");
        Assert.Multiple(() =>
        {
            Assert.That((years[^1].Period, years[^1].Value, years[^1].Sheet), Is.EqualTo((Period.FinancialYear(2025), (decimal?)67.1m, "$.confidence.values")));
            Assert.That(years.Select(figure => figure.Period.To.Year), Has.No.Member(2021).And.No.Member(2022));
            Assert.That(years, Has.Count.EqualTo(19));
        });
    }

    [Test]
    public void The_declared_areas_agree_with_the_offices_own_lookup_of_districts_to_forces()
    {
        using var workbook = Workbook.Open(NeedsSharedDataAttribute.PathTo("data/ons-lookups/LAD_CSP_PFA_Dec2016_Lookup.csv"), new ReadingOptions(), CancellationToken.None);
        var lookup = new Dictionary<string, (string Name, string Force)>();
        foreach (var row in workbook.Sheets().Single().Rows().Skip(1))
        {
            lookup[row[0].Displayed] = (row[1].Displayed, row[4].Displayed);
        }

        var declared = Dashboards.Areas.ByCode.Values.Where(area => area.Kind == Scrutiny.Areas.AreaKind.District).ToDictionary(area => area.Code, area => (area.Name, area.Parent!));
        Assert.Multiple(() =>
        {
            Assert.That(declared, Has.Count.EqualTo(46));
            Assert.That(declared, Is.SubsetOf(lookup));
            Assert.That(declared.Keys, Is.SupersetOf(lookup.Where(district => district.Value.Force == "E23000030").Select(district => district.Key)));
        });
    }

    [Test]
    public void Every_force_of_the_street_data_is_known_by_the_name_that_it_goes_by_there()
    {
        using var workbook = Workbook.Open(NeedsSharedDataAttribute.PathTo("data/ons-lookups/police-uk-forces.csv"), new ReadingOptions(), CancellationToken.None);
        var names = new List<string>();
        foreach (var row in workbook.Sheets().Single().Rows().Skip(1))
        {
            names.Add(row[1].Displayed);
        }

        Assert.That(names.Where(name => Dashboards.Areas.Find(name).Count == 0), Is.EqualTo(new[] { "British Transport Police" }));
    }

    private static Collected Read(string file, string source)
    {
        var collected = new Collected();
        collected.Read(NeedsSharedDataAttribute.PathTo("data/" + file), Dashboards, source);
        return collected;
    }

    private static List<Figure> Figures(Collected read, string measure, string breakdown, string area = "E23000030") =>
        [.. read.Figures.Where(figure => figure.Measure == measure && figure.Area == area && figure.Breakdown == breakdown).OrderBy(figure => figure.Period)];

    private static IEnumerable<decimal?> Values(Collected read, string measure, string breakdown) => Figures(read, measure, breakdown).Select(figure => figure.Value);
}
