using System.Globalization;
using System.Text;
using Scrutiny.Statistics;
using Scrutiny.Statistics.Tables;

namespace Scrutiny.Tests.Statistics.Tables;

[TestFixture]
internal sealed class SpcTableTests
{
    private const string Header = "series,date,value,segment,mean,lpl,upl,rule,meaning,variation,assurance";

    [Test]
    public void Rows_come_back_in_date_order_within_series_in_order_of_first_appearance()
    {
        var answer = Judge("series,date,value\nb,2020-02-01,2\na,2020-01-01,1\nb,2020-01-01,3\n", SpcMode.Product);

        Assert.That(answer, Is.EqualTo(new[]
        {
            Header,
            "b,2020-01-01,3,0,2.5,,,Common Cause,common_cause,,",
            "b,2020-02-01,2,0,2.5,,,Common Cause,common_cause,,",
            "a,2020-01-01,1,0,1,,,Common Cause,common_cause,,",
        }));
    }

    [Test]
    public void Compat_writes_NaN_where_the_reference_has_it_and_an_empty_rule_for_a_missing_figure()
    {
        var answer = Judge("series,date,value\na,2020-01-01,1\na,2020-02-01,\n", SpcMode.Compat);

        Assert.That(answer[1], Is.EqualTo("a,2020-01-01,1,0,1,NaN,NaN,Common Cause,common_cause,common_cause,"));
        Assert.That(answer[2], Is.EqualTo("a,2020-02-01,,0,1,NaN,NaN,,common_cause,common_cause,"));
    }

    [Test]
    public void Compat_writes_for_the_whole_oracle_in_one_file_what_the_reference_found()
    {
        var oracle = SpcOracle.Read(Oracle.CoreFolder).Where(series => !series.ReferenceStops).ToList();
        var input = new StringBuilder("series,date,value,improvement,target,rebase,fix_after,screen\n");
        foreach (var series in oracle)
        {
            foreach (var point in series.Points.OrderBy(point => int.Parse(point["input_index"], CultureInfo.InvariantCulture)))
            {
                var rebase = series.Row["rebase_dates"].Split(';').Contains(point["date"]) ? "1" : "";
                input.Append(CultureInfo.InvariantCulture, $"{series.Id},{point["date"]},{point["value"]},{series.Row["improvement_direction"]},")
                    .Append(CultureInfo.InvariantCulture, $"{series.Row["target"]},{rebase},{series.Row["fix_after_n_points"]},{series.Row["screen_outliers"]}\n");
            }
        }

        var answer = Judge(input.ToString(), SpcMode.Compat).Skip(1).Select(line => line.Split(','));

        var expected = oracle.SelectMany(series => series.Points.Select(point => new[]
        {
            series.Id, point["date"], point["rebase_group"], point["value"].Length == 0 ? "" : point["special_cause_type"], point["point_type"],
            series.Row["variation_icon"], series.Row["assurance_icon"],
        }));
        Assert.That(
            answer.Select(row => new[] { row[0], row[1], row[3], row[7], row[8], row[9], row[10] }),
            Is.EqualTo(expected));
    }

    [Test]
    public void Numbers_read_back_to_the_same_double()
    {
        var answer = Judge("series,date,value\na,2020-01-01,0.30000000000000004\n", SpcMode.Product);

        Assert.That(answer[1], Does.StartWith("a,2020-01-01,0.30000000000000004,0,0.30000000000000004,"));
    }

    [Test]
    public void A_rebase_on_the_first_point_makes_it_segment_1()
    {
        var answer = Judge("series,date,value,rebase\na,2020-01-01,1,1\na,2020-02-01,1,0\na,2020-03-01,1,1\n", SpcMode.Product);

        Assert.That(answer.Skip(1).Select(line => line.Split(',')[3]), Is.EqualTo(new[] { "1", "1", "2" }));
    }

    [Test]
    public void A_setting_may_stand_on_one_row_of_its_series()
    {
        var rows = string.Concat(Enumerable.Range(1, 12).Select(month => $"a,2020-{month:00}-01,{month % 3},,\n"));

        var answer = Judge($"series,date,value,improvement,target\na,2021-01-01,50,decrease,100\n{rows}", SpcMode.Product);

        Assert.That(answer[^1], Does.EndWith(",Above UCL,special_cause_concern,concern_high,pass"));
    }

    [Test]
    public void The_latest_target_by_date_is_the_one_the_icon_uses()
    {
        var rows = string.Concat(Enumerable.Range(1, 12).Select(month => $"a,2020-{month:00}-01,{month % 3},increase,-50\n"));

        var answer = Judge($"series,date,value,improvement,target\na,2021-01-01,1,increase,99\n{rows}", SpcMode.Product);

        Assert.That(answer[^1], Does.EndWith(",common_cause,fail"));
    }

    [Test]
    public void Columns_are_found_by_name_and_names_with_commas_are_kept()
    {
        var answer = Judge("\uFEFFValue,note,Date,Series\n1,x,2020-01-01,\"North, east\"\n", SpcMode.Product);

        Assert.That(answer[1], Does.StartWith("\"North, east\",2020-01-01,1,0,1,"));
    }

    [Test]
    public void A_header_alone_gives_a_header_alone()
    {
        Assert.That(Judge("series,date,value\n", SpcMode.Product), Is.EqualTo(new[] { Header }));
    }

    [TestCase("", "The file is empty; its first line must name the columns series,date,value, with commas between them.")]
    [TestCase("series,date\na,2020-01-01\n", "Line 1 has no column value; the first line must name the columns series,date,value, with commas between them.")]
    [TestCase("series,date,value,value\n", "Line 1 names the column value twice; keep one of them.")]
    [TestCase("series,date,value\n,2020-01-01,1\n", "Line 2, column series: the cell is empty; give every row the name of its series.")]
    [TestCase("series,date,value\na,01/02/2020,1\n", "Line 2, column date: \"01/02/2020\" is not a date; write it as 2024-03-31.")]
    [TestCase("series,date,value\n\na,2020-01-01,n/a\n", "Line 3, column value: \"n/a\" is not a number; write it as 1234.5, or leave it empty if there is none.")]
    [TestCase("series,date,value\na,2020-01-01,NaN\n", "Line 2, column value: \"NaN\" is not a number; write it as 1234.5, or leave it empty if there is none.")]
    [TestCase("series,date,value\na,2020-01-01,1e301\n", "Line 2, column value: \"1e301\" is too large; use a larger unit.")]
    [TestCase("series,date,value\na,2020-01-01,1\na,2020-01-01,2\n", "Line 3, column date: the series a has 2020-01-01 already on line 2; keep one of the two rows.")]
    [TestCase("series,date,value,fix_after\na,2020-01-01,1,11\n", "Line 2, column fix_after: \"11\" will not do; write a whole number of 12 or more, or leave it empty.")]
    [TestCase("series,date,value,improvement\na,2020-01-01,1,up\n", "Line 2, column improvement: \"up\" is not known; write increase, decrease or neutral.")]
    [TestCase("series,date,value,screen\na,2020-01-01,1,yes\n", "Line 2, column screen: \"yes\" is neither 0 nor 1; write one of them or leave it empty.")]
    [TestCase("series,date,value,screen\na,2020-01-01,1,1\na,2020-02-01,1,0\n", "Line 3, column screen: \"0\" contradicts an earlier row of the series a; give the whole series one setting.")]
    [TestCase("series,date,value\na,2020-01-01,1,234\n", "Line 2 has 4 fields where the first line has 3; put text with a comma in quotation marks and write numbers without one.")]
    [TestCase("series,date,value\n\"a,2020-01-01,1\n", "Line 2 is not CSV; see that every quotation mark has its partner.")]
    public void Bad_input_is_told_in_a_sentence_that_says_where_and_what_to_do(string input, string message)
    {
        Assert.That(() => Judge(input, SpcMode.Product), Throws.TypeOf<TableInputException>().With.Message.EqualTo(message));
    }

    [Test]
    public void Nothing_is_written_where_the_input_is_bad()
    {
        using var output = new StringWriter();

        Assert.That(() => SpcTable.Judge(new StringReader("series,date,value\na,2020-01-01,1\na,x,1\n"), output, SpcMode.Product), Throws.TypeOf<TableInputException>());

        Assert.That(output.ToString(), Is.Empty);
    }

    private static string[] Judge(string input, SpcMode mode)
    {
        using var output = new StringWriter();
        SpcTable.Judge(new StringReader(input), output, mode);

        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
