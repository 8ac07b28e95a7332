using Scrutiny.Statistics.Attributes;
using Scrutiny.Statistics.Intervals;
using Scrutiny.Statistics.Tables;

namespace Scrutiny.Tests.Statistics.Tables;

/// <summary>What the verbs' tables make of files as people write them.</summary>
[TestFixture]
internal sealed class TablesTests
{
    private static readonly Confidence[] One = [Confidence.P95];

    [Test]
    public void Rows_keep_their_order_and_their_other_columns()
    {
        var answer = Interval("month,x,n,note\n2026-02,1,4,\"a, b\"\n2026-01,2,4,c\n");

        Assert.That(answer[0], Is.EqualTo("month,x,n,note,multiplier,value,lower95,upper95,method"));
        Assert.That(answer[1], Does.StartWith("2026-02,1,4,\"a, b\",100,25,4.5587"));
        Assert.That(answer[2], Does.StartWith("2026-01,2,4,c,100,50,"));
    }

    [Test]
    public void A_column_of_the_answer_is_made_anew_and_never_echoed()
    {
        var answer = Interval("x,value,n,UPPER95\n1,99,4,77\n");

        Assert.That(answer[0], Is.EqualTo("x,value,n,UPPER95,multiplier,lower95,method"));
        Assert.That(answer[1], Does.StartWith("1,25,4,69.9358"));
    }

    [TestCase("x,n\n3,40\n", "Wilson")]
    [TestCase("x,n,multiplier\n3,40,100\n", "Wilson")]
    [TestCase("x,n,multiplier\n3,40,1000\n", "Exact")]
    [TestCase("x,n,multiplier\n30,40,1000\n", "Byars")]
    [TestCase("x,n,method\n3,40,\n", "Exact")]
    [TestCase("x\n3\n", "Byars")]
    [TestCase("set,value\na,3\na,4\n", "Student")]
    [TestCase("n,mean,stdev\n12,3,4\n", "Student")]
    [TestCase("x1,n1,x2,n2\n3,40,4,40\n", "Newcombe")]
    public void The_columns_say_which_interval_is_meant(string input, string method) => Assert.That(Interval(input)[1].Split(','), Has.One.EqualTo(method));

    [Test]
    public void What_is_asked_for_goes_before_what_the_columns_say()
    {
        Assert.That(Interval("x,n\n3,40\n", IntervalMethod.Rate)[1], Does.StartWith("3,40,1000,75,"));
        Assert.That(Interval("x\n3\n", IntervalMethod.Poisson)[1], Does.EndWith(",Exact"));
        Assert.That(Interval("x1,n1,x2,n2\n6,40,3,40\n", IntervalMethod.Ratio)[1], Does.StartWith("6,40,3,40,1,2,").And.EndsWith(",0,no over-dispersion,Binomial"));
    }

    [Test]
    public void A_row_without_a_figure_has_no_answer_and_is_no_fault()
    {
        Assert.That(Interval("x,n\n,40\n1,\n2,4\n")[1..3], Is.EqualTo(new[] { ",40,,,,,", "1,,,,,,"}));
    }

    [Test]
    public void A_set_of_one_value_has_a_mean_and_no_interval()
    {
        Assert.That(Interval("set,value\na,3\nb,\n")[1..], Is.EqualTo(new[] { "a,1,3,,3,,,Student", "b,0,0,,,,,Student" }));
    }

    [Test]
    public void An_area_with_too_few_events_has_no_standardised_rate_and_says_why()
    {
        Assert.That(Interval("area,x,n,stdpop\nA,4,100,50\nA,5,100,50\n")[1], Is.EqualTo("A,9,200,,,,dsr NA for total count < 10"));
    }

    [TestCase("a,b\n1,2\n", "Line 1 names no columns that an interval can be made from; name x,n (a share or a rate), x (a count), set,value or n,mean,stdev (a mean), area,x,n,stdpop (a standardised rate) or x1,n1,x2,n2 (a comparison).")]
    [TestCase("x,n\n5,4\n", "Line 2, column x: 5 is more than n, 4; a share cannot be, and a rate is asked for with --method rate.")]
    [TestCase("x,n\n1,4\n5,0\n", "Line 3, column n: \"0\" will not do; write a number above 0, or leave it empty if there is none.")]
    [TestCase("x,n\n-1,4\n", "Line 2, column x: \"-1\" will not do; write a number that is not below 0, or leave it empty if there is none.")]
    [TestCase("x,n\nmany,4\n", "Line 2, column x: \"many\" is not a number; write it as 1234.5, or leave it empty if there is none.")]
    [TestCase("x,n\n1,4,000\n", "Line 2 has 3 fields where the first line has 2; put text with a comma in quotation marks and write numbers without one.")]
    [TestCase("x,n,x\n1,4,1\n", "Line 1 names the column x twice; keep one of them.")]
    [TestCase("area,x,n,stdpop\nA,4,,50\n", "Line 2, column n: the cell is empty; a standardised rate needs every band.")]
    [TestCase("", "The file is empty; its first line must name the columns x,n, with commas between them.")]
    public void A_file_that_no_interval_can_be_made_from_is_told_where_and_what_to_do(string input, string message) =>
        Assert.That(() => Interval(input), Throws.TypeOf<TableInputException>().With.Message.EqualTo(message));

    [TestCase("unit,denominator\na,2\n", "Line 1 has no column numerator; the first line must name the columns unit,numerator,denominator, with commas between them.")]
    [TestCase("unit,numerator,denominator\na,3,2\n", "Line 2, column numerator: 3 is more than the denominator, 2; a share cannot be, and a rate is asked for with --kind rate.")]
    [TestCase("unit,numerator,denominator\na,1,2\na,1,2\n", "Line 3, column unit: \"a\" stands already on line 2; keep one of the two rows, or name their datasets.")]
    [TestCase("unit,numerator,denominator,data_type\na,1,2,XX\n", "Line 2, column data_type: \"XX\" is not known; write proportion, rate, ratio, PR, RC, SR-CQC, SR-SHMI, or leave it empty.")]
    public void A_file_that_no_funnel_can_be_made_from_is_told_where_and_what_to_do(string input, string message) =>
        Assert.That(() => FunnelRows(input, "proportion"), Throws.TypeOf<TableInputException>().With.Message.EqualTo(message));

    [TestCase("date,denominator\n2026-01-01,2\n", "Line 1 has no column numerator; the first line must name the columns series_id,date,numerator,denominator, with commas between them.")]
    [TestCase("date,numerator\n1/1/2026,2\n", "Line 2, column date: \"1/1/2026\" is not a date; write it as 2024-03-31.")]
    [TestCase("date,numerator\n2026-01-01,2\n2026-01-01,2\n", "Line 3, column date: the series has \"2026-01-01\" already on line 2; keep one of the two rows.")]
    [TestCase("numerator,chart\n2,q\n", "Line 2, column chart: \"q\" is not known; write p, u, c, pp, up or i.")]
    [TestCase("numerator,chart,freeze\n2,c,12\n3,c,13\n", "Line 3, column freeze: \"13\" contradicts another row of the series; give the whole series one setting.")]
    [TestCase("numerator,denominator,chart\n2,,u\n", "Line 2, column denominator: the cell is empty; a chart u needs one for every figure.")]
    [TestCase("numerator,denominator,chart\n3,2,p\n", "Line 2, column numerator: 3 is more than the denominator, 2; for a rate ask for u or up.")]
    public void A_file_that_no_chart_can_be_made_from_is_told_where_and_what_to_do(string input, string message) =>
        Assert.That(() => Attribute(input), Throws.TypeOf<TableInputException>().With.Message.EqualTo(message));

    [Test]
    public void Nothing_is_written_where_the_last_row_is_bad()
    {
        using var output = new StringWriter();

        Assert.That(() => IntervalTable.Judge(new StringReader("x,n\n1,2\n1,0\n"), output, One), Throws.TypeOf<TableInputException>());
        Assert.That(() => FunnelTable.Judge(new StringReader("unit,numerator,denominator\na,1,2\nb,1,x\n"), output, FunnelPart.Units, FunnelStatistic.All[0]), Throws.TypeOf<TableInputException>());
        Assert.That(() => AttributeTable.Judge(new StringReader("seq,numerator\n1,2\n1,3\n"), output), Throws.TypeOf<TableInputException>());

        Assert.That(output.ToString(), Is.Empty);
    }

    [TestCase("numerator\n3\n4\n", "i")]
    [TestCase("numerator,denominator\n3,4\n4,4\n", "pp")]
    [TestCase("numerator,denominator\n3,4\n5,4\n", "up")]
    public void A_series_that_names_no_chart_gets_the_one_that_suits_it(string input, string chart) =>
        Assert.That(Attribute(input)[1].Split(',')[input.StartsWith("numerator,d", StringComparison.Ordinal) ? 2 : 1], Is.EqualTo(chart));

    [Test]
    public void Dates_decide_the_order_of_a_series_and_rows_come_back_as_they_stood()
    {
        var sorted = Attribute("date,numerator\n2026-01-01,1\n2026-02-01,9\n2026-03-01,2\n2026-04-01,3\n");
        var mixed = Attribute("date,numerator\n2026-03-01,2\n2026-01-01,1\n2026-04-01,3\n2026-02-01,9\n");

        Assert.That(mixed, Is.EqualTo(new[] { sorted[0], sorted[3], sorted[1], sorted[4], sorted[2] }));
    }

    [Test]
    public void Every_chart_is_known_by_its_name()
    {
        Assert.That(Enum.GetValues<AttributeKind>().Select(kind => AttributeTable.KindOf(AttributeTable.NameOf(kind))), Is.EqualTo(Enum.GetValues<AttributeKind>().Cast<AttributeKind?>()));
        Assert.That(AttributeTable.KindOf("xmr"), Is.Null);
    }

    [Test]
    public void A_force_left_out_of_a_funnel_says_why_and_too_few_forces_have_no_verdict()
    {
        var rows = FunnelRows("unit,numerator,denominator\na,1,20\nb,,30\nc,3,40\n", "proportion");

        Assert.That(rows.Select(row => row["note"]), Is.EqualTo(new[] { "no funnel: fewer than 10 units", "left out: no figure", "no funnel: fewer than 10 units" }));
        Assert.That(rows.Select(row => row["verdict"]), Has.All.Empty);
        Assert.That(rows.Select(row => row["value"]), Is.EqualTo(new[] { "5", "", "7.5" }));
    }

    [Test]
    public void Expected_counts_in_the_file_are_used_as_they_stand()
    {
        var rows = FunnelRows("unit,numerator,expected\na,10,20\nb,30,20\n", "ratio");

        Assert.That(rows.Select(row => row["value"]), Is.EqualTo(new[] { "0.5", "1.5" }));
    }

    [Test]
    public void A_row_may_say_itself_which_funnel_it_belongs_to()
    {
        var shares = string.Concat(Enumerable.Range(1, 12).Select(i => $"f{i},{i},{10 * i},PR,1\nf{i},{i},{10 * i},RC,0\n"));

        var rows = FunnelRows("unit,numerator,denominator,data_type,requested_adjusted\n" + shares, "ratio");

        Assert.That(rows.Select(row => (row["data_type"], row["requested_adjusted"])).Distinct(), Is.EqualTo(new[] { ("PR", "1"), ("RC", "0") }));
        Assert.That(rows.Select(row => row["statistic"]).Distinct(), Is.EqualTo(new[] { "proportion", "crude rate per 1000" }));
    }

    [Test]
    public void Lines_may_be_asked_for_at_given_sizes()
    {
        using var output = new StringWriter();
        FunnelTable.Judge(new StringReader("statistic,x,baseline\nproportion,100,50\n"), output, FunnelPart.Units, FunnelStatistic.All[0]);

        var row = Oracle.Rows(output.ToString()).Single();

        Assert.That(double.Parse(row["lower95"], null), Is.EqualTo(50 - (5 * 1.959963984540054)).Within(1e-9));
    }

    private static string[] Interval(string input, IntervalMethod? method = null) =>
        Lines(output => IntervalTable.Judge(new StringReader(input), output, One, method));

    private static string[] Attribute(string input) => Lines(output => AttributeTable.Judge(new StringReader(input), output));

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> FunnelRows(string input, string kind)
    {
        using var output = new StringWriter();
        FunnelTable.Judge(new StringReader(input), output, FunnelPart.Units, FunnelStatistic.Of(kind)!);
        return Oracle.Rows(output.ToString());
    }

    private static string[] Lines(Action<TextWriter> judge)
    {
        using var output = new StringWriter();
        judge(output);
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
