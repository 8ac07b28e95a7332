using System.CommandLine;
using Scrutiny.Statistics.Intervals;
using Scrutiny.Statistics.Tables;

namespace Scrutiny.Cli.Verbs.Interval;

/// <summary><c>interval FILE.csv</c>: how exact a figure is, no database needed.</summary>
internal static class IntervalVerb
{
    private const string Words = """
        The columns say which interval is meant, or --method does:
          x,n                 a share of a whole, Wilson's interval, in per cent (method wilson). With a column
                              multiplier that is neither 1 nor 100, or a column method: a rate, exact below
                              10 events and Byar's from there (method rate)
          x                   a count, Byar's interval (byar), or the exact Poisson one (--method poisson)
          set,value           means of single values, Student's interval; one row out for each set (mean)
          n,mean,stdev        the same from what is known of the values; sum may stand for mean
          area,x,n,stdpop     a directly standardised rate; one row out for each area, one in for each age band (dsr)
          x1,n1,x2,n2         two figures compared, first with second: the difference of shares, Newcombe's
                              interval (difference), or the ratio of rates (--method ratio)

        One row out for each row in, in the same order, unless said otherwise. Columns of the answer: value (a
        comparison: change), and lower and upper for each confidence: lower95, upper95, lower998, upper998,
        lower90, upper90. Other columns are passed through. A row without figures has no answer.

        Example:
          printf 'month,x,n\n2026-09,24901,27015\n' > answered.csv
          ./scrutiny interval answered.csv
        """;

    public static Command Create()
    {
        var file = new Argument<string>("FILE.csv") { Description = "Numbers are written as 1234.5, an empty cell is a missing figure." };
        var method = new Option<string?>("--method") { Description = "What is asked for, where the columns leave it open.", HelpName = "wilson|rate|byar|poisson|mean|dsr|difference|ratio" };
        var confidence = new Option<double[]>("--confidence")
        {
            Description = "How often intervals hold, in per cent; may be given more than once (else 95, 99.8 and 90).",
            HelpName = "PERCENT",
            DefaultValueFactory = static _ => [95, 99.8, 90],
        };
        var multiplier = new Option<double?>("--multiplier") { Description = "The unit of the answer where no column multiplier says it (else 100 for shares, 1000 for rates).", HelpName = "K" };
        var verb = new Command("interval", "Intervals: how exact a figure is, over any CSV file; no database needed.") { file, method, confidence, multiplier, LongHelp.Option(Words) };
        verb.SetAction(parsed => CsvFile.Answer(
            parsed.GetValue(file)!,
            (reader, writer) => IntervalTable.Judge(
                reader, writer, [.. parsed.GetValue(confidence)!.Distinct().Select(Checked)], Choice.Of<IntervalMethod>("--method", parsed.GetValue(method)), Checked(parsed.GetValue(multiplier)))));
        return verb;
    }

    private static Confidence Checked(double percent) => percent is > 0 and < 100
        ? new Confidence(percent)
        : throw SentenceException.Unusable($"A confidence of {percent} per cent cannot be; give one above 0 and below 100, such as 95.");

    private static double? Checked(double? multiplier) => multiplier is null or (> 0 and <= 1e9)
        ? multiplier
        : throw SentenceException.Unusable($"A multiplier of {multiplier} cannot be; give one above 0, such as 100 or 1000.");
}
